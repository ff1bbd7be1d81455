# Matrix rooms.
matrix-declined = Gracias, pero solo entro en las salas a las que me invitan ciertas personas. Consulte a quien me gestiona.
matrix-encrypted = No puedo leer esta sala: está cifrada y me instalaron sin cifrado. Invíteme a una sala sin cifrar o pida a quien me gestiona que instale planb[encryption].
matrix-no-key = No tengo la clave de ese mensaje. Envíelo otra vez; si no basta, escríbame en una sala sin cifrar.
doctor-matrix = Matrix: { $name } ha iniciado sesión.
doctor-password-refused = { $platform } rechaza el usuario o la contraseña: compruebe PLANB_MATRIX_USER y PLANB_MATRIX_PASSWORD.
