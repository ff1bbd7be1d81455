# Ciò che sta intorno a una risposta.
lead-now = Subito (2 min): { $text }
lead-after = Dopo il guasto: { $text }
lead-before = Per cominciare: { $text }
own-heading = Dai vostri documenti
own-quote = «{ $text }» ({ $title }, { $locator })
correction = Nota ({ $publisher }): { $text }
declined = Qui non posso aiutarvi. So dire che cosa fare quando Facebook, Instagram, WhatsApp o Messenger non funziona, e come prepararsi.
elsewhere = I read English, French, Italian, Polish, Spanish and German: please ask in one of them.
nothing-to-read = So leggere solo testo: scrivete la domanda in una frase.
clarify = Di che cosa si tratta?
clarify-typed = Rispondete con un numero.
button-sources = Fonti
button-more = Altre fonti
sources-title = Le fonti di questa risposta
sources-none = Non c'è ancora una risposta di cui mostrare le fonti. Fate prima una domanda.
press-stale = Questo pulsante viene da un vecchio messaggio o da un'altra chat. Riscrivete la domanda, oppure «help».
sources-more = Pagina { $page } di { $pages }: «sources { $next }» mostra la prossima.
source-line = { $publisher }, «{ $title }», { $published }, { $locator }
source-original = Originale ({ $code }): { $text }
undated = senza data

# Comandi.
start = Sono Plan B. Quando Facebook, Instagram, WhatsApp o Messenger non funziona, dico che cosa fare subito, con le fonti. Scrivete semplicemente che cosa succede, per esempio:
start-example-1 = WhatsApp è giù: come prendo gli ordini?
start-example-2 = Facebook è giù: pago le inserzioni?
start-example-3 = Quanto è durato il blocco del 2021?
help = Scrivete la domanda così come viene, oppure usate un comando:
language-set = D'ora in poi rispondo in italiano quando la lingua del messaggio non è chiara.
language-unknown = Conosco fr, it, pl, en, es e de: per esempio «language de».
unknown-command = Non conosco il comando «{ $name }». Con «help» vedete quelli che ci sono.
command-start = Chi sono, con tre esempi
command-help = Che cosa so fare
command-sources = Le fonti dell'ultima risposta
command-language = La mia lingua: fr it pl en es de

# Ruoli e pulsanti.
role-shop = Negozio, locale, artigiano
role-agency = Agenzia, community manager
role-creator = Creator
role-pr = Comunicazione, stampa
role-developer = Sviluppo software
option-role = Chi siete
option-down = Che cosa non funziona
option-question = La vostra domanda
option-reply = Chi vede la risposta
option-text = Che cosa segue il comando
reply-private = Solo io
reply-public = Tutti qui

# Che cosa non va: che cos'è, e come rimediare.
error-empty-question = La domanda è vuota: scrivete che cosa succede, per esempio «WhatsApp non va, che faccio?».
error-unknown-platform = Non conosco la piattaforma «{ $name }»: scrivete per esempio facebook, instagram, whatsapp o telegram.
error-unknown-language = Non conosco la lingua «{ $name }»: usate fr, it, pl, en, es o de.
error-unknown-role = Non conosco il ruolo «{ $name }»: usate shop, agency, creator, pr o developer.
error-content = { $file }, riga { $line }: { $reason }
error-own-document = { $file } è illeggibile: eliminate il file, poi aggiungete di nuovo il documento.
error-forgotten = { $file }, l'elenco delle fonti nascoste, è danneggiato: eliminatelo per mostrarle tutte, o fatene un elenco JSON dei loro id.
error-no-file = { $path } non esiste: controllate il percorso.
error-is-folder = { $path } è una cartella: indicate un file.
error-no-web = { $address }: per ora si leggono solo file e cartelle: salvate la pagina come testo (.txt) o Markdown (.md), poi aggiungete quel file.
error-unreadable = { $path } è illeggibile: controllate i permessi e che sia testo (UTF-8).
error-unknown-format = { $path }: per ora si leggono solo Markdown (.md) e testo semplice (.txt).
error-nothing-to-ingest = { $path } non contiene file .md o .txt: indicate un file o una cartella che ne contenga.
error-empty-document = { $path } non contiene testo: non è stato aggiunto nulla.
error-too-large = { $path } supera { $most } MB, il massimo che si legge: dividetelo in più file.
error-unknown-source = Non c'è una fonte «{ $name }»: «planb sources» le elenca.
error-busy = Un altro processo planb sta scrivendo in { $folder }: aspettate che finisca e riprovate.
error-not-writable = Impossibile scrivere in { $folder } ({ $reason }): liberate spazio, o indicate in PLANB_HOME una cartella vostra.
error-settings = L'impostazione { $name } non è utilizzabile: { $reason }
error-setting-unknown = { $file } contiene «{ $name }», che non è un'impostazione: toglietela o correggete il nome (docs/settings.md le elenca).
error-database-driver = { $name } indica una base PostgreSQL, per cui manca il pacchetto psycopg: pip install 'psycopg[binary]'
error-database = { $file } al momento non è utilizzabile ({ $reason }): controllate che la base sia in funzione, e l'indirizzo, l'utente e la password in PLANB_DATABASE_URL.
error-embeddings-unknown = PLANB_EMBEDDINGS indica «{ $name }», che non conosco: usate builtin, onnx:<cartella> oppure fornitore:modello con uno di { $providers }.
error-embeddings-package = PLANB_EMBEDDINGS indica «{ $name }», che richiede il pacchetto { $package }: pip install { $package }
error-embeddings-provider = PLANB_EMBEDDINGS indica «{ $name }», che non è utilizzabile: { $reason }
error-embeddings-folder = { $folder } non contiene { $file }: indicate la cartella di un'esportazione sentence-transformers, con tokenizer.json e model.onnx.
error-embeddings-file = { $file } non può servire per la ricerca ({ $reason }): esportate o copiate di nuovo il modello.
error-no-platform = Nessuna piattaforma ha un token: impostate PLANB_TELEGRAM_TOKEN, PLANB_DISCORD_TOKEN o PLANB_MATRIX_TOKEN, oppure usate «planb chat».
error-eval-file = { $file }, riga { $line }: { $reason }
eval-skipped = { $file }, riga { $line }: tralasciata. { $reason }
eval-unknown-topic = { $file }, riga { $line }: non c'è un tema «{ $name }»; lì nessuna risposta può essere giusta.
error-internal = Qualcosa è andato storto da parte mia; è stato registrato. Riprovate.
error-output = Impossibile scrivere l'output (chiuso, o disco pieno): dategli una destinazione, poi riprovate.
error-input = Non c'è un input da cui leggere domande: avviatelo in un terminale, o usate «planb ask».
error-question-encoding = Una riga non era UTF-8 valido; i caratteri illeggibili sono stati tralasciati.

# Che cosa succede, una riga per volta.
index-missing = Preparo l'indice (una volta sola, di solito meno di un minuto).
index-outdated = I documenti sono cambiati: aggiorno l'indice.
index-damaged = L'indice è danneggiato: lo ricostruisco dai documenti.
index-foreign = L'indice viene da un'altra versione o da un altro modello di ricerca: lo ricostruisco.
index-lost = Attenzione: l'indice si è guastato durante l'uso; rispondo dalla memoria mentre viene ricostruito dai documenti.
index-aside = È impostato un altro modello di ricerca: il suo indice si costruisce a parte; fino ad allora risponde quello di prima.
index-switched = L'indice del modello di ricerca impostato è pronto e in uso.
index-being-written = Attenzione: un altro processo sta scrivendo l'indice; rispondo senza aspettarlo.
still-working = L'indice è ancora in preparazione ({ $seconds } s finora).
forgotten-damaged = Attenzione: forgotten.json nella cartella dei dati, l'elenco delle fonti nascoste, è danneggiato: eliminatelo, o fatene un elenco JSON di id.
home-not-writable = Attenzione: impossibile scrivere nella cartella dei dati; rispondo lo stesso, ma nulla viene conservato.
store-locked = Attenzione: planb.sqlite nella cartella dei dati al momento non è utilizzabile; rispondo lo stesso, ma fino ad allora nulla viene conservato.
store-away = Attenzione: la base di dati { $where } al momento non è utilizzabile; rispondo lo stesso, ma fino ad allora nulla viene conservato.
embedder-failed = Attenzione: il modello di ricerca impostato non risponde; nel frattempo cerco per parole.
serve-started = In servizio su: { $platforms }. Ctrl+C per terminare.
serve-failed = { $platform } non risponde ({ $reason }); riprovo, a intervalli crescenti.
chat-welcome = Plan B. Scrivete la domanda; «help» elenca i comandi, Ctrl+D per uscire.
ingest-added = Aggiunto: { $source }, { $passages ->
    [one] { $passages } brano
    [many] { $passages } di brani
   *[other] { $passages } brani
}.
ingest-replaced = Sostituito: { $source }, { $passages ->
    [one] { $passages } brano
    [many] { $passages } di brani
   *[other] { $passages } brani
}.
ingest-unchanged = Invariato: { $source }.
forgotten = Dimenticato: { $source }. Le sue citazioni e i passi che solo questa fonte sosteneva non ci sono più.
restored = Di nuovo visibile: { $source }.

# Che cosa trova il controllo.
doctor-content = Contenuti: { $sources } fonti, { $passages } brani, { $playbooks } schede, { $steps } passi; tutto ben formato e sostenuto dalle fonti.
doctor-home = Cartella dei dati: { $folder }
doctor-embedder = Modello di ricerca: { $name }
doctor-embedder-degraded = Modello di ricerca: file illeggibile ({ $reason }); si cerca per parole. Reinstallate Plan B.
doctor-embedder-failed = Modello di ricerca: { $name } non risponde; nel frattempo si cerca per parole. Controllate la rete e la chiave.
doctor-index = Indice: integro.
doctor-index-missing = Indice: non c'è ancora; lo costruisce la prima domanda.
doctor-index-damaged = Indice: danneggiato; la prossima domanda lo ricostruisce.
doctor-index-foreign = Indice: di un'altra versione o di un altro modello di ricerca; la prossima domanda lo ricostruisce.
doctor-store = Risposte date: in buono stato.
doctor-store-damaged = Risposte date: { $file } è danneggiato; la prossima chat o il prossimo avvio lo mette da parte e ne comincia uno nuovo.
doctor-store-failed = Risposte date: { $file } al momento è illeggibile ({ $reason }): chiudete ciò che lo usa, controllate i permessi.
doctor-database = Risposte date: nella base di dati { $where }, che risponde.
doctor-no-platform = Piattaforme: nessun token impostato; «planb chat» funziona nel terminale.
doctor-telegram = Telegram: @{ $name } risponde.
doctor-discord = Discord: per invitare il bot in un server, aprite { $link }
doctor-token-refused = { $platform } rifiuta il token: copiatelo di nuovo da dove avete creato il bot.
doctor-unreachable = Impossibile interrogare { $platform } ({ $reason }): controllate la rete e riprovate.
doctor-strange = { $platform }: ciò che ha risposto non è { $platform } ({ $reason }): controllate l'indirizzo in { $setting } e un eventuale proxy.
