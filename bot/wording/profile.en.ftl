# The guided way to the first steps.
command-now = What to do now: two taps, or your question
now-who = Who are you?
now-down = What is down?
now-typed = Tap, or answer with a number. A sentence about what is happening works too.
now-skip = Skip
now-meta = All of Meta
now-question = Down right now: { $down }. What do I do?

# Examples of questions, for those whose role is known.
start-shop-1 = Our Facebook live sale is soon and Facebook is down
start-agency-1 = Instagram is down: what about the scheduled posts?
start-agency-2 = What do we write to our clients about the Facebook outage?
start-creator-1 = Instagram is down and I owe a brand a post tonight
start-creator-2 = How do I tell my followers that Instagram is down?
start-pr-1 = Was Facebook hacked? I got a strange e-mail with a link
start-pr-2 = How do we announce elsewhere that Instagram is down?
start-developer-1 = Users can't sign in to our app with Facebook Login
start-developer-2 = Is Facebook really down? Where can I check?

# What can't be read.
unreadable-photo = I can't see pictures: type the words of the error screen.
unreadable-voice = I can't listen to voice messages: type what is happening in a sentence.
unreadable-sticker = I can't read stickers: type what is happening in a sentence.
unreadable-file = I can't open files: type what is happening in a sentence.

# The profile.
command-profile = Your profile: role, contacts, channels
profile-title = Your profile
profile-missing = Not filled in: { $fields }.
profile-how = To change something, type for example “{ $example }”. “{ $delete }” deletes it.
profile-known = Filled in: { $fields }
profile-private = Others read along here: write to me in private to see your profile or to have it as a file.
profile-kept = Noted. { $field }: { $value }
profile-kept-unsaid = Noted: { $field }.
profile-deleted = Deleted: { $field }.
profile-example = { $field }: type for example “{ $example }”.
profile-unknown = I don't know that part of a profile. There are { $fields }; for example “{ $example }”.
profile-no-role = None of these
profile-exported = { $file }: all that I keep of you.
profile-field-role = Role
profile-field-language = Language
profile-field-country = Country
profile-field-name = Name
profile-field-phone = Phone
profile-field-site = Website
profile-field-email = E-mail
profile-field-next = Next update
profile-field-channels = Channels
button-role = Role
button-language = Language
button-export = Export
button-forget = Delete everything
language-which = Which language? You can also type “language de”.
error-profile-long = That is too long ({ $length } characters): { $most } at most. Nothing was changed.
error-profile-phone = “{ $value }” has no telephone number in it. Nothing was changed.
error-profile-email = “{ $value }” is no e-mail address. Nothing was changed.
error-profile-site = “{ $value }” is no web address: type it like korn.example. Nothing was changed.
error-profile-country = I don't know the country “{ $value }”: type its name or its two letters, PL say.

# Forgetting.
command-forget = Delete all that I keep of you
forget-ask = This deletes at once and for good what I keep of you: profile, answers, feedback, your checklists, and your name on shared ones.
forget-typed = To confirm, tap below or type “forget yes”.
forget-done = Deleted. I keep nothing of you any more.
forget-not-yet = I could not delete everything: my storage can't be written just now. Please send “forget yes” again in a minute.
