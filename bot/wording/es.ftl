# Lo que rodea a una respuesta.
lead-now = Ahora mismo (2 min): { $text }
lead-after = Tras la caída: { $text }
lead-before = Para empezar: { $text }
own-heading = De sus propios documentos
own-quote = «{ $text }» ({ $title }, { $locator })
correction = Nota sobre { $publisher }: { $text }
declined = En eso no puedo ayudarle. Sé decir qué hacer cuando se cae Facebook, Instagram, WhatsApp o Messenger, y cómo prepararse.
elsewhere = I read English, French, Italian, Polish, Spanish and German: please ask in one of them.
nothing-to-read = Solo leo texto: escriba su pregunta en una frase.
clarify = ¿De qué se trata?
clarify-typed = Responda con un número.
button-sources = Fuentes
button-more = Más fuentes
sources-title = Las fuentes de esta respuesta
sources-none = Todavía no hay ninguna respuesta cuyas fuentes mostrar. Haga primero una pregunta.
press-stale = Este botón es de un mensaje anterior o de otro chat. Escriba de nuevo su pregunta, o «help».
sources-more = Página { $page } de { $pages }: «sources { $next }» muestra la siguiente.
source-line = { $publisher }, «{ $title }», { $published }, { $locator }
source-original = Original ({ $code }): { $text }
undated = sin fecha

# Comandos.
start = Soy Plan B. Cuando se cae Facebook, Instagram, WhatsApp o Messenger, digo qué hacer en el momento, con fuentes. Escriba sin más lo que ocurre, por ejemplo:
start-example-1 = WhatsApp caído: ¿cómo tomo pedidos?
start-example-2 = Facebook caído: ¿pago los anuncios?
start-example-3 = ¿Cuánto duró la caída de 2021?
help = Escriba su pregunta tal como le salga, o use un comando:
language-set = A partir de ahora respondo en español cuando el idioma del mensaje no esté claro.
language-unknown = Conozco fr, it, pl, en, es y de: por ejemplo «language de».
unknown-command = No conozco el comando «{ $name }». Con «help» verá los que hay.
command-start = Quién soy, con tres ejemplos
command-help = Lo que sé hacer
command-sources = Las fuentes de la última respuesta
command-language = Mi idioma: fr it pl en es de

# Perfiles y botones.
role-shop = Comercio, hostelería, taller
role-agency = Agencia, community manager
role-creator = Creador, creadora
role-pr = Comunicación, prensa
role-developer = Desarrollo de software
option-role = Quién es usted
option-down = Qué no funciona
option-question = Su pregunta
option-reply = Quién ve la respuesta
option-text = Lo que sigue al comando
reply-private = Solo yo
reply-public = Todos aquí

# Lo que falla: qué es y qué hacer.
error-empty-question = La pregunta está vacía: escriba lo que ocurre, por ejemplo «WhatsApp está caído, ¿qué hago?».
error-unknown-platform = No conozco la plataforma «{ $name }»: escriba por ejemplo facebook, instagram, whatsapp o telegram.
error-unknown-language = No conozco el idioma «{ $name }»: use fr, it, pl, en, es o de.
error-unknown-role = No conozco el perfil «{ $name }»: use shop, agency, creator, pr o developer.
error-content = { $file }, línea { $line }: { $reason }
error-own-document = No se puede leer { $file }: elimínelo y vuelva a añadir el documento.
error-forgotten = { $file }, la lista de fuentes ocultas, está dañado: elimínelo para mostrarlas todas, o ponga en él una lista JSON de sus identificadores.
error-no-file = { $path } no existe: compruebe la ruta.
error-is-folder = { $path } es una carpeta: indique un archivo.
error-no-web = { $address }: por ahora solo se leen archivos y carpetas: guarde la página como texto (.txt) o Markdown (.md) y añada ese archivo.
error-unreadable = No se puede leer { $path }: compruebe los permisos y que sea texto (UTF-8).
error-unknown-format = { $path }: por ahora solo se leen Markdown (.md) y texto sin formato (.txt).
error-nothing-to-ingest = En { $path } no hay ningún archivo .md ni .txt: indique un archivo o una carpeta que los tenga.
error-empty-document = { $path } no contiene texto: no se ha añadido nada.
error-too-large = { $path } supera { $most } MB, lo máximo que se lee: divídalo en varios archivos.
error-unknown-source = No hay ninguna fuente «{ $name }»: «planb sources» las enumera.
error-busy = Otro proceso planb está escribiendo en { $folder }: espere a que termine y vuelva a intentarlo.
error-not-writable = No se puede escribir en { $folder } ({ $reason }): libere espacio o indique en PLANB_HOME una carpeta suya.
error-settings = El ajuste { $name } no es válido: { $reason }
error-setting-unknown = { $file } contiene «{ $name }», que no es un ajuste: quítelo o corrija el nombre (docs/settings.md los enumera).
error-database-driver = { $name } indica una base PostgreSQL, para la que falta el paquete psycopg: pip install 'psycopg[binary]'
error-database = { $file } no se puede usar ahora ({ $reason }): compruebe que la base esté en marcha, y la dirección, el usuario y la contraseña en PLANB_DATABASE_URL.
error-embeddings-unknown = PLANB_EMBEDDINGS indica «{ $name }», que no conozco: use builtin, onnx:<carpeta> o proveedor:modelo con uno de { $providers }.
error-embeddings-package = PLANB_EMBEDDINGS indica «{ $name }», que necesita el paquete { $package }: pip install { $package }
error-embeddings-provider = PLANB_EMBEDDINGS indica «{ $name }», que no se puede usar: { $reason }
error-embeddings-folder = En { $folder } no está { $file }: indique la carpeta de una exportación de sentence-transformers con tokenizer.json y model.onnx.
error-embeddings-file = { $file } no sirve para la búsqueda ({ $reason }): exporte o copie el modelo de nuevo.
error-no-platform = Ninguna plataforma tiene token: defina PLANB_TELEGRAM_TOKEN, PLANB_DISCORD_TOKEN o PLANB_MATRIX_TOKEN, o use «planb chat».
error-eval-file = { $file }, línea { $line }: { $reason }
eval-skipped = { $file }, línea { $line }: omitida. { $reason }
eval-unknown-topic = { $file }, línea { $line }: no hay ningún tema «{ $name }»; ahí ninguna respuesta puede ser correcta.
error-internal = Algo ha fallado por mi parte; ha quedado anotado. Vuelva a intentarlo.
error-output = No se puede escribir la salida (cerrada, o disco lleno): dele un destino y vuelva a intentarlo.
error-input = No hay entrada de la que leer preguntas: inícielo en un terminal, o use «planb ask».
error-question-encoding = Una línea no era UTF-8 válido; se han omitido los caracteres ilegibles.

# Lo que ocurre, una línea cada vez.
index-missing = Preparando el índice (una sola vez, normalmente menos de un minuto).
index-outdated = Los documentos han cambiado: actualizando el índice.
index-damaged = El índice está dañado: se reconstruye a partir de los documentos.
index-foreign = El índice es de otra versión o de otro modelo de búsqueda: se reconstruye.
index-lost = Atención: el índice ha fallado durante el uso; respondo de memoria mientras se reconstruye a partir de los documentos.
index-aside = Hay otro modelo de búsqueda definido: su índice se construye aparte; hasta entonces responde el anterior.
index-switched = El índice del modelo de búsqueda definido está listo y en uso.
index-being-written = Atención: otro proceso está escribiendo el índice; respondo sin esperarlo.
still-working = El índice sigue en preparación ({ $seconds } s hasta ahora).
forgotten-damaged = Atención: forgotten.json, la lista de fuentes ocultas en la carpeta de datos, está dañado: elimínelo, o ponga en él una lista JSON de identificadores.
home-not-writable = Atención: no se puede escribir en la carpeta de datos; respondo igualmente, pero no se guarda nada.
store-locked = Atención: planb.sqlite en la carpeta de datos no se puede usar ahora mismo; respondo igualmente, pero hasta entonces no se guarda nada.
store-away = Atención: la base de datos { $where } no se puede usar ahora mismo; respondo igualmente, pero hasta entonces no se guarda nada.
embedder-failed = Atención: el modelo de búsqueda definido no responde; mientras tanto busco por palabras.
serve-started = En servicio en: { $platforms }. Ctrl+C para terminar.
serve-failed = { $platform } ha fallado ({ $reason }); se reintenta, con pausas cada vez más largas.
chat-welcome = Plan B. Escriba su pregunta; «help» enumera los comandos, Ctrl+D para salir.
ingest-added = Añadido: { $source }, { $passages ->
    [one] { $passages } fragmento
    [many] { $passages } de fragmentos
   *[other] { $passages } fragmentos
}.
ingest-replaced = Sustituido: { $source }, { $passages ->
    [one] { $passages } fragmento
    [many] { $passages } de fragmentos
   *[other] { $passages } fragmentos
}.
ingest-unchanged = Sin cambios: { $source }.
forgotten = Olvidado: { $source }. Ya no están sus citas ni los pasos que solo se apoyaban en esta fuente.
restored = Visible de nuevo: { $source }.

# Lo que encuentra la revisión.
doctor-content = Contenido: { $sources } fuentes, { $passages } fragmentos, { $playbooks } fichas, { $steps } pasos; todo bien formado y respaldado.
doctor-home = Carpeta de datos: { $folder }
doctor-embedder = Modelo de búsqueda: { $name }
doctor-embedder-degraded = Modelo de búsqueda: no se puede leer su archivo ({ $reason }); se busca por palabras. Instale Plan B de nuevo.
doctor-embedder-failed = Modelo de búsqueda: { $name } no responde; mientras tanto se busca por palabras. Compruebe la red y la clave.
doctor-index = Índice: en buen estado.
doctor-index-missing = Índice: aún no existe; lo construye la primera pregunta.
doctor-index-damaged = Índice: dañado; la próxima pregunta lo reconstruye.
doctor-index-foreign = Índice: de otra versión o de otro modelo de búsqueda; la próxima pregunta lo reconstruye.
doctor-store = Respuestas dadas: en buen estado.
doctor-store-damaged = Respuestas dadas: { $file } está dañado; el próximo chat o arranque lo aparta y empieza uno nuevo.
doctor-store-failed = Respuestas dadas: { $file } no se puede leer ahora ({ $reason }): cierre lo que lo use y compruebe los permisos.
doctor-database = Respuestas dadas: en la base de datos { $where }, que responde.
doctor-no-platform = Plataformas: ningún token definido; «planb chat» funciona en el terminal.
doctor-telegram = Telegram: @{ $name } responde.
doctor-discord = Discord: para invitar al bot a un servidor, abra { $link }
doctor-token-refused = { $platform } rechaza el token: cópielo de nuevo de donde creó el bot.
doctor-unreachable = No se pudo consultar { $platform } ({ $reason }): compruebe la red y vuelva a intentarlo.
doctor-strange = { $platform }: lo que ha respondido no es { $platform } ({ $reason }): compruebe la dirección en { $setting } y un posible proxy.
