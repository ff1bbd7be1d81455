# Matrix rooms.
matrix-declined = Thank you, but I may only join rooms that certain people invite me to. Please ask whoever runs me.
matrix-encrypted = I can't read this room: it is encrypted, and I was set up without encryption. Please invite me to a room that is not encrypted, or ask whoever runs me to install planb[encryption].
matrix-no-key = I have no key for that message. Please send it again; if that does not help, write to me in a room that is not encrypted.
doctor-matrix = Matrix: { $name } is signed in.
doctor-password-refused = { $platform } refuses the user or the password: check PLANB_MATRIX_USER and PLANB_MATRIX_PASSWORD.
