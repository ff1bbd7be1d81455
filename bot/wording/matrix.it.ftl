# Matrix rooms.
matrix-declined = Grazie, ma entro solo nelle stanze in cui mi invitano certe persone. Chiedete a chi mi gestisce.
matrix-encrypted = Non posso leggere questa stanza: è cifrata e sono stato installato senza cifratura. Invitatemi in una stanza non cifrata, o chiedete a chi mi gestisce di installare planb[encryption].
matrix-no-key = Non ho la chiave di questo messaggio. Rimandatelo; se non basta, scrivetemi in una stanza non cifrata.
doctor-matrix = Matrix: { $name } è connesso.
doctor-password-refused = { $platform } rifiuta l'utente o la password: controllate PLANB_MATRIX_USER e PLANB_MATRIX_PASSWORD.
