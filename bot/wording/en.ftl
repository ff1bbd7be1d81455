# What stands around an answer.
lead-now = Right now (2 min): { $text }
lead-after = After the outage: { $text }
lead-before = To start with: { $text }
own-heading = From your own documents
own-quote = “{ $text }” ({ $title }, { $locator })
correction = Note on { $publisher }: { $text }
declined = I can't help with that. I can say what to do when Facebook, Instagram, WhatsApp or Messenger is down, and how to prepare for it.
elsewhere = I read English, French, Italian, Polish, Spanish and German: please ask in one of them.
nothing-to-read = I can only read text: please type your question in a sentence.
clarify = What is it about?
clarify-typed = Answer with a number.
button-sources = Sources
button-more = More sources
sources-title = Sources of this answer
sources-none = No answer yet, so no sources to show. Ask something first.
press-stale = This button is from an older message, or from another chat. Write your question again, or “help”.
sources-more = Page { $page } of { $pages }: “sources { $next }” shows the next.
source-line = { $publisher }, “{ $title }”, { $published }, { $locator }
source-original = Original ({ $code }): { $text }
undated = undated

# Commands.
start = I am Plan B. When Facebook, Instagram, WhatsApp or Messenger is down, I say what to do now, with sources. Just write what is happening, for example:
start-example-1 = WhatsApp is down: how can people order?
start-example-2 = Facebook is down: do I pay for my ads?
start-example-3 = How long was Facebook down in 2021?
help = Write your question as it comes, or use a command:
language-set = From now on I answer in English when I can't tell your message's language.
language-unknown = I know fr, it, pl, en, es and de: for example “language de”.
unknown-command = I don't know the command “{ $name }”. “help” lists them.
command-start = Who I am, with three examples
command-help = What I can do
command-sources = The sources of the last answer
command-language = My language: fr it pl en es de

# Roles and buttons.
role-shop = Shop, restaurant, trade
role-agency = Agency, community manager
role-creator = Creator
role-pr = PR, communication
role-developer = Developer
option-role = Who you are
option-down = What is down
option-question = Your question
option-reply = Who sees the answer
option-text = What follows the command
reply-private = Only me
reply-public = Everyone here

# What goes wrong: what it is, and what to do.
error-empty-question = The question is empty: write what is happening, for example “WhatsApp is down, what do I do?”.
error-unknown-platform = I don't know the platform “{ $name }”: use names such as facebook, instagram, whatsapp or telegram.
error-unknown-language = I don't know the language “{ $name }”: use fr, it, pl, en, es or de.
error-unknown-role = I don't know the role “{ $name }”: use shop, agency, creator, pr or developer.
error-content = { $file }, line { $line }: { $reason }
error-own-document = { $file } can't be read: delete it, then ingest the document again.
error-forgotten = { $file }, the list of hidden sources, is damaged: delete it to show them all, or make it a JSON list of their ids.
error-no-file = { $path } does not exist: check the path.
error-is-folder = { $path } is a folder: give a file.
error-no-web = { $address }: only files and folders are read for now: save the page as text (.txt) or Markdown (.md), then ingest that file.
error-unreadable = { $path } can't be read: check its permissions and that it is text (UTF-8).
error-unknown-format = { $path }: only Markdown (.md) and plain text (.txt) are read for now.
error-nothing-to-ingest = { $path } holds no .md or .txt file: give a file or a folder that does.
error-empty-document = { $path } holds no text: nothing was added.
error-too-large = { $path } is larger than { $most } MB, the most that is read: cut it into several files.
error-unknown-source = There is no source “{ $name }”: “planb sources” lists them.
error-busy = Another planb process is writing to { $folder }: wait until it is done and try again.
error-not-writable = { $folder } can't be written ({ $reason }): free space, or set PLANB_HOME to a folder of yours.
error-settings = The setting { $name } is not usable: { $reason }
error-setting-unknown = { $file } has “{ $name }”, which is no setting: remove it or correct its name (docs/settings.md lists them).
error-database-driver = { $name } names a PostgreSQL database, which needs the package psycopg: pip install 'psycopg[binary]'
error-database = { $file } can't be used now ({ $reason }): check that it runs, and the address, user and password in PLANB_DATABASE_URL.
error-embeddings-unknown = PLANB_EMBEDDINGS names “{ $name }”, which I don't know: use builtin, onnx:<folder>, or provider:model with one of { $providers }.
error-embeddings-package = PLANB_EMBEDDINGS names “{ $name }”, which needs the package { $package }: pip install { $package }
error-embeddings-provider = PLANB_EMBEDDINGS names “{ $name }”, which can't be used: { $reason }
error-embeddings-folder = { $folder } has no { $file }: name the folder of a sentence-transformers export that holds tokenizer.json and model.onnx.
error-embeddings-file = { $file } can't be used as an embedder ({ $reason }): export or copy the model again.
error-no-platform = No platform has a token: set PLANB_TELEGRAM_TOKEN, PLANB_DISCORD_TOKEN or PLANB_MATRIX_TOKEN, or use “planb chat”.
error-eval-file = { $file }, line { $line }: { $reason }
eval-skipped = { $file }, line { $line }: left out. { $reason }
eval-unknown-topic = { $file }, line { $line }: there is no topic “{ $name }”; no answer can be right there.
error-internal = Something went wrong on my side; it has been noted. Please try again.
error-output = The output can't be written (closed, or its disk is full): give it somewhere to go, then try again.
error-input = There is no input to read questions from: start it in a terminal, or use “planb ask”.
error-question-encoding = A line was not valid UTF-8; its unreadable characters were left out.

# What goes on, one line each.
index-missing = Preparing the index (once, usually less than a minute).
index-outdated = The documents have changed: updating the index.
index-damaged = The index is damaged: building it again from the documents.
index-foreign = The index was made by another version or embedder: building it again.
index-lost = Warning: the index failed while in use; answering from memory while it is built again from the documents.
index-aside = Another embedder is set: its index is being built aside; until then the one before answers.
index-switched = The index by the embedder that is set is ready and in use.
index-being-written = Warning: another process is writing the index; answering without waiting for it.
still-working = Still working on the index ({ $seconds } s so far).
forgotten-damaged = Warning: forgotten.json in the data folder, the list of hidden sources, is damaged: delete it, or make it a JSON list of ids.
home-not-writable = Warning: the data folder can't be written; answering all the same, but nothing is kept.
store-locked = Warning: planb.sqlite in the data folder can't be used just now; answering all the same, but nothing is kept until it can.
store-away = Warning: the database { $where } can't be used just now; answering all the same, but nothing is kept until it can.
embedder-failed = Warning: the embedder that is set does not answer; searching by words until it does.
serve-started = Serving on: { $platforms }. Ctrl+C ends.
serve-failed = { $platform } failed ({ $reason }); trying again, with growing pauses.
chat-welcome = Plan B. Write your question; “help” lists the commands, Ctrl+D ends.
ingest-added = Added: { $source }, { $passages ->
    [one] { $passages } passage
   *[other] { $passages } passages
}.
ingest-replaced = Replaced: { $source }, { $passages ->
    [one] { $passages } passage
   *[other] { $passages } passages
}.
ingest-unchanged = Unchanged: { $source }.
forgotten = Forgotten: { $source }. Its citations and the steps it alone supported are gone.
restored = Shown again: { $source }.

# What the doctor finds.
doctor-content = Content: { $sources } sources, { $passages } passages, { $playbooks } playbooks, { $steps } steps; all well-formed and supported.
doctor-home = Data folder: { $folder }
doctor-embedder = Embedder: { $name }
doctor-embedder-degraded = Embedder: its model can't be read ({ $reason }); searching by words. Install Plan B again.
doctor-embedder-failed = Embedder: { $name } does not answer; searching by words until it does. Check the network and its key.
doctor-index = Index: sound.
doctor-index-missing = Index: none yet; the first question builds it.
doctor-index-damaged = Index: damaged; the next question builds it again.
doctor-index-foreign = Index: made by another version or embedder; the next question builds it again.
doctor-store = Answers given: sound.
doctor-store-damaged = Answers given: { $file } is damaged; the next chat or start moves it aside and begins a new one.
doctor-store-failed = Answers given: { $file } can't be read now ({ $reason }): end what else uses it, check its permissions.
doctor-database = Answers given: in the database { $where }, which answers.
doctor-no-platform = Platforms: no token set; “planb chat” works in the terminal.
doctor-telegram = Telegram: @{ $name } answers.
doctor-discord = Discord: to invite the bot to a server, open { $link }
doctor-token-refused = { $platform } refuses the token: copy it again from where you made the bot.
doctor-unreachable = { $platform } could not be asked ({ $reason }): check the network, then try again.
doctor-strange = { $platform }: what answered is not { $platform } ({ $reason }): check the address in { $setting } and any proxy.
