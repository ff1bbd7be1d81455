# Co ludzie myślą o odpowiedzi.
feedback-thanks = Dziękuję
feedback-noted = Dziękuję, zapisane: „{ $reason }”.
feedback-why = Co było nie tak?
feedback-typed = Wybierz albo napisz „bad 2”.
button-reason-topic = Nie ten temat
button-reason-useless = Tu nie pomaga
button-reason-wrong = Błędne lub nieaktualne
button-reason-unclear = Trudno zrozumieć
button-reason-other = Coś innego
error-feedback = Nie można odczytać { $file } ({ $reason }): zamknij to, co z niego korzysta, sprawdź uprawnienia.
