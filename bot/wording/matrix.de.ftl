# Matrix rooms.
matrix-declined = Danke, aber ich trete nur Räumen bei, in die mich bestimmte Personen einladen. Bitte fragen Sie, wer mich betreibt.
matrix-encrypted = Diesen Raum kann ich nicht lesen: Er ist verschlüsselt, und ich wurde ohne Verschlüsselung eingerichtet. Bitte laden Sie mich in einen unverschlüsselten Raum ein, oder lassen Sie planb[encryption] installieren.
matrix-no-key = Für diese Nachricht fehlt mir der Schlüssel. Bitte schicken Sie sie noch einmal; hilft das nicht, schreiben Sie mir in einem unverschlüsselten Raum.
doctor-matrix = Matrix: { $name } ist angemeldet.
doctor-password-refused = { $platform } lehnt den Benutzer oder das Passwort ab: Prüfen Sie PLANB_MATRIX_USER und PLANB_MATRIX_PASSWORD.
