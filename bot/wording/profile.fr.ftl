# The guided way to the first steps.
command-now = Que faire maintenant : en deux touches, ou par votre question
now-who = Qui êtes-vous ?
now-down = Qu'est-ce qui est en panne ?
now-typed = Touchez, ou répondez par un numéro. Une phrase sur ce qui se passe convient aussi.
now-skip = Passer
now-meta = Tout Meta
now-question = En panne en ce moment : { $down }. Que faire ?

# Examples of questions, for those whose role is known.
start-shop-1 = Notre live de vente sur Facebook approche et Facebook est en panne
start-agency-1 = Instagram est en panne : et les posts programmés ?
start-agency-2 = Qu'écrire à nos clients au sujet de la panne de Facebook ?
start-creator-1 = Instagram est en panne et je dois un post à une marque ce soir
start-creator-2 = Comment dire à mes abonnés qu'Instagram est en panne ?
start-pr-1 = Facebook a-t-il été piraté ? J'ai reçu un e-mail louche avec un lien
start-pr-2 = Comment annoncer ailleurs qu'Instagram est en panne ?
start-developer-1 = Nos utilisateurs ne peuvent plus se connecter avec Facebook Login
start-developer-2 = Facebook est-il vraiment en panne ? Où vérifier ?

# What can't be read.
unreadable-photo = Je ne vois pas les images : recopiez les mots de l'écran d'erreur.
unreadable-voice = Je n'écoute pas les messages vocaux : écrivez en une phrase ce qui se passe.
unreadable-sticker = Je ne lis pas les autocollants : écrivez en une phrase ce qui se passe.
unreadable-file = Je n'ouvre pas les fichiers : écrivez en une phrase ce qui se passe.

# The profile.
command-profile = Votre profil : rôle, contacts, canaux
profile-title = Votre profil
profile-missing = Pas encore rempli : { $fields }.
profile-how = Pour changer quelque chose, écrivez par exemple « { $example } ». « { $delete } » l'efface.
profile-known = Rempli : { $fields }
profile-private = D'autres lisent ici : écrivez-moi en privé pour voir votre profil ou le recevoir en fichier.
profile-kept = C'est noté. { $field } : { $value }
profile-kept-unsaid = C'est noté : { $field }.
profile-deleted = Effacé : { $field }.
profile-example = { $field } : écrivez par exemple « { $example } ».
profile-unknown = Je ne connais pas cette partie d'un profil. Il y a { $fields } ; par exemple « { $example } ».
profile-no-role = Rien de tout cela
profile-exported = { $file } : tout ce que je garde de vous.
profile-field-role = Rôle
profile-field-language = Langue
profile-field-country = Pays
profile-field-name = Nom
profile-field-phone = Téléphone
profile-field-site = Site web
profile-field-email = E-mail
profile-field-next = Prochaine info
profile-field-channels = Canaux
button-role = Rôle
button-language = Langue
button-export = Exporter
button-forget = Tout effacer
language-which = Quelle langue ? Vous pouvez aussi écrire « language de ».
error-profile-long = C'est trop long ({ $length } caractères) : { $most } au plus. Rien n'a été changé.
error-profile-phone = « { $value } » ne contient pas de numéro de téléphone. Rien n'a été changé.
error-profile-email = « { $value } » n'est pas une adresse e-mail. Rien n'a été changé.
error-profile-site = « { $value } » n'est pas une adresse web : écrivez-la comme korn.example. Rien n'a été changé.
error-profile-country = Je ne connais pas le pays « { $value } » : écrivez son nom ou ses deux lettres, PL par exemple.

# Forgetting.
command-forget = Effacer tout ce que je garde de vous
forget-ask = Cela efface aussitôt et pour de bon ce que je garde de vous : profil, réponses, avis, vos listes, et votre nom dans les listes partagées.
forget-typed = Pour confirmer, touchez ci-dessous ou écrivez « forget yes ».
forget-done = C'est effacé. Je ne garde plus rien de vous.
forget-not-yet = Je n'ai pas pu tout effacer : ma mémoire sur disque est indisponible. Renvoyez « forget yes » dans une minute.
