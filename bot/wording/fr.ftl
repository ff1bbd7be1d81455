# Ce qui entoure une réponse.
lead-now = Tout de suite (2 min) : { $text }
lead-after = Après la panne : { $text }
lead-before = Pour commencer : { $text }
own-heading = Dans vos propres documents
own-quote = « { $text } » ({ $title }, { $locator })
correction = À noter ({ $publisher }) : { $text }
declined = Là, je ne peux pas aider. Je sais dire quoi faire quand Facebook, Instagram, WhatsApp ou Messenger tombe, et comment s'y préparer.
elsewhere = I read English, French, Italian, Polish, Spanish and German: please ask in one of them.
nothing-to-read = Je ne lis que du texte : écrivez votre question en une phrase.
clarify = De quoi s'agit-il ?
clarify-typed = Répondez par un chiffre.
button-sources = Sources
button-more = Plus de sources
sources-title = Les sources de cette réponse
sources-none = Pas encore de réponse, donc pas de sources à montrer. Posez d'abord une question.
press-stale = Ce bouton vient d'un ancien message ou d'une autre conversation. Écrivez de nouveau votre question, ou « help ».
sources-more = Page { $page } sur { $pages } : « sources { $next } » montre la suite.
source-line = { $publisher }, « { $title } », { $published }, { $locator }
source-original = Original ({ $code }) : { $text }
undated = sans date

# Commandes.
start = Je suis Plan B. Quand Facebook, Instagram, WhatsApp ou Messenger tombe, je dis quoi faire maintenant, sources à l'appui. Écrivez simplement ce qui se passe, par exemple :
start-example-1 = WhatsApp en panne : et mes commandes ?
start-example-2 = Facebook en panne : je paie mes pubs ?
start-example-3 = Combien a duré la panne de 2021 ?
help = Écrivez votre question comme elle vient, ou utilisez une commande :
language-set = Désormais, je réponds en français quand la langue du message n'est pas claire.
language-unknown = Je connais fr, it, pl, en, es et de : par exemple « language de ».
unknown-command = Je ne connais pas la commande « { $name } ». « help » les énumère.
command-start = Qui je suis, avec trois exemples
command-help = Ce que je sais faire
command-sources = Les sources de la dernière réponse
command-language = Ma langue : fr it pl en es de

# Rôles et boutons.
role-shop = Commerce, restaurant, artisan
role-agency = Agence, community manager
role-creator = Créateur, créatrice
role-pr = Communication, presse
role-developer = Développement
option-role = Qui vous êtes
option-down = Ce qui est en panne
option-question = Votre question
option-reply = Qui voit la réponse
option-text = Ce qui suit la commande
reply-private = Moi seulement
reply-public = Tout le monde ici

# Ce qui ne va pas : quoi, et que faire.
error-empty-question = La question est vide : écrivez ce qui se passe, par exemple « WhatsApp est en panne, je fais quoi ? ».
error-unknown-platform = Je ne connais pas la plateforme « { $name } » : écrivez par exemple facebook, instagram, whatsapp ou telegram.
error-unknown-language = Je ne connais pas la langue « { $name } » : utilisez fr, it, pl, en, es ou de.
error-unknown-role = Je ne connais pas le rôle « { $name } » : utilisez shop, agency, creator, pr ou developer.
error-content = { $file }, ligne { $line } : { $reason }
error-own-document = { $file } est illisible : supprimez ce fichier, puis ajoutez le document à nouveau.
error-forgotten = { $file }, la liste des sources masquées, est abîmé : supprimez-le pour les montrer toutes, ou faites-en une liste JSON de leurs identifiants.
error-no-file = { $path } n'existe pas : vérifiez le chemin.
error-is-folder = { $path } est un dossier : donnez un fichier.
error-no-web = { $address } : seuls les fichiers et dossiers sont lus pour l'instant : enregistrez la page en texte (.txt) ou en Markdown (.md), puis ajoutez ce fichier.
error-unreadable = { $path } est illisible : vérifiez ses droits, et que c'est du texte (UTF-8).
error-unknown-format = { $path } : seuls le Markdown (.md) et le texte brut (.txt) sont lus pour l'instant.
error-nothing-to-ingest = { $path } ne contient aucun fichier .md ou .txt : donnez un fichier ou un dossier qui en contient.
error-empty-document = { $path } ne contient pas de texte : rien n'a été ajouté.
error-too-large = { $path } dépasse { $most } Mo, le maximum qui est lu : découpez-le en plusieurs fichiers.
error-unknown-source = Il n'y a pas de source « { $name } » : « planb sources » les énumère.
error-busy = Un autre processus planb écrit dans { $folder } : attendez qu'il ait fini, puis recommencez.
error-not-writable = Impossible d'écrire dans { $folder } ({ $reason }) : faites de la place, ou donnez à PLANB_HOME un dossier à vous.
error-settings = Le réglage { $name } est inutilisable : { $reason }
error-setting-unknown = { $file } contient « { $name } », qui n'est pas un réglage : retirez-le ou corrigez son nom (docs/settings.md les énumère).
error-database-driver = { $name } désigne une base PostgreSQL, pour laquelle il manque le paquet psycopg : pip install 'psycopg[binary]'
error-database = { $file } est inutilisable pour l'instant ({ $reason }) : vérifiez que la base tourne, ainsi que l'adresse, l'utilisateur et le mot de passe dans PLANB_DATABASE_URL.
error-embeddings-unknown = PLANB_EMBEDDINGS indique « { $name } », que je ne connais pas : mettez builtin, onnx:<dossier>, ou fournisseur:modèle avec l'un de { $providers }.
error-embeddings-package = PLANB_EMBEDDINGS indique « { $name } », qui a besoin du paquet { $package } : pip install { $package }
error-embeddings-provider = PLANB_EMBEDDINGS indique « { $name } », qui est inutilisable : { $reason }
error-embeddings-folder = { $folder } ne contient pas { $file } : indiquez le dossier d'un export sentence-transformers, avec tokenizer.json et model.onnx.
error-embeddings-file = { $file } ne peut pas servir à la recherche ({ $reason }) : exportez ou copiez le modèle de nouveau.
error-no-platform = Aucune plateforme n'a de jeton : définissez PLANB_TELEGRAM_TOKEN, PLANB_DISCORD_TOKEN ou PLANB_MATRIX_TOKEN, ou lancez « planb chat ».
error-eval-file = { $file }, ligne { $line } : { $reason }
eval-skipped = { $file }, ligne { $line } : laissée de côté. { $reason }
eval-unknown-topic = { $file }, ligne { $line } : il n'y a pas de sujet « { $name } » ; aucune réponse ne peut y être juste.
error-internal = Un problème est survenu de mon côté ; c'est noté. Veuillez réessayer.
error-output = La sortie ne peut pas être écrite (fermée, ou disque plein) : donnez-lui une destination, puis recommencez.
error-input = Il n'y a pas d'entrée où lire des questions : lancez-le dans un terminal, ou utilisez « planb ask ».
error-question-encoding = Une ligne n'était pas de l'UTF-8 valide ; ses caractères illisibles ont été laissés de côté.

# Ce qui se passe, une ligne à chaque fois.
index-missing = Préparation de l'index (une seule fois, en général moins d'une minute).
index-outdated = Les documents ont changé : mise à jour de l'index.
index-damaged = L'index est abîmé : il est reconstruit à partir des documents.
index-foreign = L'index vient d'une autre version ou d'un autre modèle de recherche : il est reconstruit.
index-lost = Attention : l'index a lâché en cours de route ; je réponds de mémoire pendant qu'il est reconstruit à partir des documents.
index-aside = Un autre modèle de recherche est réglé : son index est construit à part ; d'ici là, l'ancien répond.
index-switched = L'index du modèle de recherche réglé est prêt et utilisé.
index-being-written = Attention : un autre processus écrit l'index ; je réponds sans l'attendre.
still-working = L'index est toujours en préparation ({ $seconds } s jusqu'ici).
forgotten-damaged = Attention : forgotten.json dans le dossier de données, la liste des sources masquées, est abîmé : supprimez-le, ou faites-en une liste JSON d'identifiants.
home-not-writable = Attention : impossible d'écrire dans le dossier de données ; je réponds quand même, mais rien n'est gardé.
store-locked = Attention : planb.sqlite dans le dossier de données est indisponible pour l'instant ; je réponds quand même, mais rien n'est gardé d'ici là.
store-away = Attention : la base de données { $where } est indisponible pour l'instant ; je réponds quand même, mais rien n'est gardé d'ici là.
embedder-failed = Attention : le modèle de recherche réglé ne répond pas ; je cherche par mots en attendant.
serve-started = En service sur : { $platforms }. Ctrl+C pour arrêter.
serve-failed = { $platform } est en échec ({ $reason }) ; nouveaux essais, à intervalles croissants.
chat-welcome = Plan B. Écrivez votre question ; « help » énumère les commandes, Ctrl+D pour finir.
ingest-added = Ajouté : { $source }, { $passages ->
    [one] { $passages } passage
    [many] { $passages } de passages
   *[other] { $passages } passages
}.
ingest-replaced = Remplacé : { $source }, { $passages ->
    [one] { $passages } passage
    [many] { $passages } de passages
   *[other] { $passages } passages
}.
ingest-unchanged = Inchangé : { $source }.
forgotten = Oublié : { $source }. Ses citations et les étapes que cette source était seule à étayer ont disparu.
restored = De nouveau visible : { $source }.

# Ce que montre la vérification.
doctor-content = Contenu : { $sources } sources, { $passages } passages, { $playbooks } fiches, { $steps } étapes ; tout est bien formé et étayé.
doctor-home = Dossier de données : { $folder }
doctor-embedder = Modèle de recherche : { $name }
doctor-embedder-degraded = Modèle de recherche : fichier illisible ({ $reason }) ; la recherche se fait par mots. Réinstallez Plan B.
doctor-embedder-failed = Modèle de recherche : { $name } ne répond pas ; la recherche se fait par mots en attendant. Vérifiez le réseau et la clé.
doctor-index = Index : en bon état.
doctor-index-missing = Index : pas encore ; la première question le construit.
doctor-index-damaged = Index : abîmé ; la prochaine question le reconstruit.
doctor-index-foreign = Index : d'une autre version ou d'un autre modèle de recherche ; la prochaine question le reconstruit.
doctor-store = Réponses données : en bon état.
doctor-store-damaged = Réponses données : { $file } est abîmé ; la prochaine conversation ou le prochain démarrage le met de côté et en commence un autre.
doctor-store-failed = Réponses données : { $file } est illisible pour l'instant ({ $reason }) : arrêtez ce qui l'utilise, vérifiez ses droits.
doctor-database = Réponses données : dans la base de données { $where }, qui répond.
doctor-no-platform = Plateformes : aucun jeton ; « planb chat » marche dans le terminal.
doctor-telegram = Telegram : @{ $name } répond.
doctor-discord = Discord : pour inviter le bot sur un serveur, ouvrez { $link }
doctor-token-refused = { $platform } refuse le jeton : copiez-le de nouveau là où vous avez créé le bot.
doctor-unreachable = { $platform } n'a pas pu être interrogé ({ $reason }) : vérifiez le réseau, puis réessayez.
doctor-strange = { $platform } : ce qui a répondu n'est pas { $platform } ({ $reason }) : vérifiez l'adresse dans { $setting } et un éventuel proxy.
