# Matrix rooms.
matrix-declined = Merci, mais je n'entre que dans les salons où certaines personnes m'invitent. Voyez avec qui me fait tourner.
matrix-encrypted = Je ne peux pas lire ce salon : il est chiffré, et j'ai été installé sans chiffrement. Invitez-moi dans un salon non chiffré, ou demandez à qui me fait tourner d'installer planb[encryption].
matrix-no-key = Je n'ai pas la clé de ce message. Renvoyez-le ; si cela ne suffit pas, écrivez-moi dans un salon non chiffré.
doctor-matrix = Matrix : { $name } est connecté.
doctor-password-refused = { $platform } refuse l'utilisateur ou le mot de passe : vérifiez PLANB_MATRIX_USER et PLANB_MATRIX_PASSWORD.
