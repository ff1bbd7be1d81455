# What people think of an answer.
feedback-thanks = Thank you
feedback-noted = Thank you, noted: “{ $reason }”.
feedback-why = What was wrong with it?
feedback-typed = Choose, or type “bad 2”.
button-reason-topic = Wrong topic
button-reason-useless = Not useful here
button-reason-wrong = Wrong or outdated
button-reason-unclear = Hard to understand
button-reason-other = Something else
error-feedback = { $file } can't be read ({ $reason }): end what else uses it, check its permissions.
