# Was von einer Antwort gehalten wird.
feedback-thanks = Danke
feedback-noted = Danke, notiert: „{ $reason }“.
feedback-why = Was war daran falsch?
feedback-typed = Wählen Sie, oder schreiben Sie „bad 2“.
button-reason-topic = Falsches Thema
button-reason-useless = Hilft hier nicht
button-reason-wrong = Falsch oder veraltet
button-reason-unclear = Schwer zu verstehen
button-reason-other = Etwas anderes
error-feedback = { $file } kann nicht gelesen werden ({ $reason }): Beenden Sie, was sie sonst benutzt, prüfen Sie ihre Rechte.
