# Lo que rodea a una respuesta.
lead-now = Ahora mismo (2 min): { $text }
lead-after = Tras la caída: { $text }
lead-before = Para empezar: { $text }
own-heading = De sus propios documentos
own-quote = «{ $text }» ({ $title }, { $locator })
correction = Nota: { $text }
declined = En eso no puedo ayudarle. Sé decir qué hacer cuando se cae Facebook, Instagram, WhatsApp o Messenger, y cómo prepararse.
elsewhere = I read English, French, Italian, Polish, Spanish and German: please ask in one of them.
nothing-to-read = Solo leo texto: escriba su pregunta en una frase.
clarify = ¿De qué se trata?
clarify-typed = Responda con un número.
button-sources = Fuentes
sources-title = Las fuentes de esta respuesta
sources-none = Todavía no hay ninguna respuesta cuyas fuentes mostrar. Haga primero una pregunta.
source-line = { $publisher }, «{ $title }», { $published }, { $locator }
source-original = Original ({ $code }): { $text }
undated = sin fecha

# Comandos.
start = Soy Plan B. Cuando se cae Facebook, Instagram, WhatsApp o Messenger, digo qué hacer en el momento, con fuentes. Escriba sin más lo que ocurre, por ejemplo:
start-example-1 = WhatsApp está caído y mis clientes piden por ahí, ¿qué hago?
start-example-2 = Facebook está caído: ¿mis anuncios siguen gastando?
start-example-3 = ¿Cuánto duró la caída de Facebook de 2021?
help = Escriba su pregunta tal como le salga, o use un comando:
now-ask = ¿Qué no funciona y para qué lo necesita? Basta con una frase.
language-set = A partir de ahora respondo en español cuando el idioma del mensaje no esté claro.
language-unknown = Conozco fr, it, pl, en, es y de: por ejemplo «language de».
unknown-command = No conozco el comando «{ $name }». Con «help» verá los que hay.
command-start = Quién soy, con tres ejemplos
command-help = Lo que sé hacer
command-now = Qué hacer ahora: diga qué no funciona
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
error-no-file = { $path } no existe: compruebe la ruta.
error-unreadable = No se puede leer { $path }: compruebe los permisos y que sea texto (UTF-8).
error-unknown-format = { $path }: por ahora solo se leen Markdown (.md) y texto sin formato (.txt).
error-nothing-to-ingest = En { $path } no hay ningún archivo .md ni .txt: indique un archivo o una carpeta que los tenga.
error-empty-document = { $path } no contiene texto: no se ha añadido nada.
error-unknown-source = No hay ninguna fuente «{ $name }»: «planb sources» las enumera.
error-busy = Otro proceso planb está escribiendo en { $folder }: espere a que termine y vuelva a intentarlo.
error-not-writable = No se puede escribir en { $folder } ({ $reason }): libere espacio o indique en PLANB_HOME una carpeta suya.
error-settings = El ajuste { $name } no es válido: { $reason }
error-embeddings-unknown = PLANB_EMBEDDINGS indica «{ $name }», que no conozco: use builtin, onnx:<carpeta> o proveedor:modelo con uno de { $providers }.
error-embeddings-package = PLANB_EMBEDDINGS indica «{ $name }», que necesita el paquete { $package }: pip install { $package }
error-embeddings-provider = PLANB_EMBEDDINGS indica «{ $name }», que no se puede usar: { $reason }
error-embeddings-folder = En { $folder } no está { $file }: indique la carpeta de una exportación de sentence-transformers con tokenizer.json y model.onnx.
error-embeddings-file = { $file } no sirve para la búsqueda ({ $reason }): exporte o copie el modelo de nuevo.
error-no-platform = Ninguna plataforma tiene token: defina PLANB_TELEGRAM_TOKEN o PLANB_DISCORD_TOKEN, o use «planb chat».
error-eval-file = { $file }, línea { $line }: { $reason }
error-internal = Algo ha fallado por mi parte; ha quedado anotado. Vuelva a intentarlo.
error-question-encoding = Una línea no era UTF-8 válido; se han omitido los caracteres ilegibles.

# Lo que ocurre, una línea cada vez.
index-missing = Preparando el índice (una sola vez, unos segundos).
index-outdated = Los documentos han cambiado: actualizando el índice.
index-damaged = El índice está dañado: se reconstruye a partir de los documentos.
index-foreign = El índice es de otra versión o de otro modelo de búsqueda: se reconstruye.
index-aside = Hay otro modelo de búsqueda definido: su índice se construye aparte; hasta entonces responde el anterior.
index-switched = El índice del modelo de búsqueda definido está listo y en uso.
index-being-written = Atención: otro proceso está escribiendo el índice; respondo sin esperarlo.
home-not-writable = Atención: no se puede escribir en la carpeta de datos; respondo igualmente, pero no se guarda nada.
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
doctor-no-platform = Plataformas: ningún token definido; «planb chat» funciona en el terminal.
doctor-telegram = Telegram: @{ $name } responde.
doctor-discord = Discord: para invitar al bot a un servidor, abra { $link }
doctor-token-refused = { $platform } rechaza el token: cópielo de nuevo de donde creó el bot.
doctor-unreachable = No se pudo consultar { $platform } ({ $reason }): compruebe la red y vuelva a intentarlo.
