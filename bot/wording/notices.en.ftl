# Notices to send now. $role: shop, creator or other; $voice: me or us; $downs: how many are down;
# $partly: yes where only parts of them are known to fail.
# Around a notice.
notice-label-banner = Banner for your website
notice-label-email = E-mail to customers
notice-label-post = Short post (X, Bluesky…)
notice-label-sms = Text message (SMS)
notice-label-google = Google Business Profile post
notice-label-clients = Message to an agency's clients
notice-label-brand = Message to a brand: post delayed
notice-label-answering = Answering machine
notice-size = { $length } of { $limit } characters
notice-size-free = { $length } { $length ->
    [one] character
   *[other] characters
}
notice-size-sms = { $parts } { $parts ->
    [one] text message
   *[other] text messages
}, { $units } of { $room } characters ({ $alphabet })
notice-too-long = Too long even without its optional sentences: shorten the name or the contact details.
notice-ask-name = What name should the notice be signed with?
notice-ask-phone = On what phone number can people reach you?
notice-ask-down = What is down?
notice-ask-next = When will your next update come?
notice-ask-brand = What is the brand called?
notice-ask-post = Which post is delayed?
notice-blank-name = name
notice-blank-phone = phone number
notice-blank-down = service
notice-blank-next = time
notice-blank-brand = brand
notice-blank-post = post

# Pieces. $last-id is the platform that comes last in a list.
notice-and = { $first } and { $last }
notice-or = { $first } or { $last }
notice-on = on { $name }
notice-way-phone = call { $phone }
notice-way-phone-listed = call us (the number is on this profile)
notice-way-email = e-mail { $email }
notice-way-channels = message { $voice ->
    [me] me
   *[us] us
} { $networks }
notice-with-handle = { $name } ({ $handle })
notice-plus = plus
notice-dot = dot
notice-hyphen = hyphen

# Shared sentences.
notice-down = { $partly ->
    [yes] Parts of { $down } aren't
   *[no] { $down } { $downs ->
        [one] isn't
       *[other] aren't
    }
} working right now, and not just for { $voice ->
    [me] me
   *[us] us
}.
notice-reach = { $role ->
    [shop] To order or ask us anything, { $ways }.
   *[other] Please { $ways } instead.
}
notice-reach-first = { $role ->
    [shop] To order or ask us anything, { $way }.
   *[other] Please { $way } instead.
}
notice-more = Or { $more }.
notice-orders = { $role ->
    [shop] Confirmed orders still stand.
   *[other] Everything we've agreed still stands.
}
notice-orders-long = { $role ->
    [shop] Orders we have confirmed still stand. If you sent one and haven't heard back, please send it again: we may not have seen it.
    [creator] Everything we've agreed still stands. If you wrote to me and haven't heard back, please write again: I may not have seen it.
   *[other] Everything we've agreed still stands. If you wrote to us and haven't heard back, please write again: we may not have seen it.
}
notice-sign-in = Can't sign in with Facebook? Contact us and we'll help you get in.
notice-site = Latest news: { $news }
notice-next = Next update: { $next }.
notice-thanks = Thank you for your patience.

# SMS.
notice-sms-down = { $name }: { $partly ->
    [yes] parts of { $down } aren't
   *[no] { $down } { $downs ->
        [one] isn't
       *[other] aren't
    }
} working.
notice-sms-only = Not just for { $voice ->
    [me] me
   *[us] us
}.
notice-sms-reach = { $role ->
    [shop] To order, { $way }.
   *[other] Please { $way } instead.
}

# E-mail.
notice-subject = { $partly ->
    [yes] Parts of { $down } aren't
   *[no] { $down } { $downs ->
        [one] isn't
       *[other] aren't
    }
} working: how to reach { $voice ->
    [me] me
   *[us] us
}
notice-subject-name = { notice-subject } – { $name }
notice-subject-plain = How to reach { $voice ->
    [me] me
   *[us] us
} right now
notice-hello = Hello,
notice-down-mail = { notice-down }
notice-sign = Best wishes,
    { $name }

# To an agency's clients.
notice-clients-down = { $partly ->
    [yes] Parts of { $down } aren't
   *[no] { $down } { $downs ->
        [one] isn't
       *[other] aren't
    }
} working right now, and not just on your accounts.
notice-clients-calm = There is nothing you need to do: please leave passwords and settings as they are.
notice-clients-posts = Posts that can't go out now will wait; once things work again, we'll agree new times with you.
notice-clients-reach = For anything urgent, { $ways }.

# To a brand.
notice-brand-hello = Hello { $brand },
notice-brand-post = The post “{ $post }”{ $has-due ->
    [yes] {" "}(planned for { $due })
   *[no] {""}
} can't go out as planned: { $partly ->
    [yes] parts of { $down } aren't
   *[no] { $down } { $downs ->
        [one] isn't
       *[other] aren't
    }
} working right now, and not just for { $voice ->
    [me] me
   *[us] us
}.
notice-brand-plan = { $voice ->
    [me] As soon as things work again, I'll publish it and send you the link.
   *[us] As soon as things work again, we'll publish it and send you the link.
}
notice-brand-date = { $voice ->
    [me] I suggest a new date: { $date }. Would that suit you?
   *[us] We suggest a new date: { $date }. Would that suit you?
}
notice-brand-reach = Until then, { $ways }.
notice-brand-sorry = Sorry for the delay, and thank you for your understanding.

# Answering machine: read out.
notice-answer-hello = Hello, this is { $name }.
notice-answer-leave = { $role ->
    [shop] Please leave your name, your number and your order or question after the tone. We'll call you back.
    [creator] Please leave your name, your number and your message after the tone. I'll call you back.
   *[other] Please leave your name, your number and your message after the tone. We'll call you back.
}
notice-answer-phone = To call again: { $spoken-phone }.
notice-answer-ways = You can also write to { $voice ->
    [me] me
   *[us] us
} { $spoken-ways }.
notice-answer-site = You'll find the latest news at { $spoken-site }.
