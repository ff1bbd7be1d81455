# The guided way to the first steps.
command-now = Qué hacer ahora: dos toques, o su pregunta
now-who = ¿Quién es usted?
now-down = ¿Qué no funciona?
now-typed = Toque, o responda con un número. También vale una frase sobre lo que ocurre.
now-skip = Saltar
now-meta = Todo Meta
now-question = Caído en este momento: { $down }. ¿Qué hago?

# Examples of questions, for those whose role is known.
start-shop-1 = Nuestra venta en directo por Facebook va a empezar y Facebook está caído
start-agency-1 = Instagram está caído: ¿y las publicaciones programadas?
start-agency-2 = ¿Qué escribimos a nuestros clientes sobre la caída de Facebook?
start-creator-1 = Instagram está caído y esta noche le debo un post a una marca
start-creator-2 = ¿Cómo aviso a mis seguidores de que Instagram está caído?
start-pr-1 = ¿Han hackeado Facebook? Me llegó un correo raro con un enlace
start-pr-2 = ¿Cómo anunciamos en otro sitio que Instagram está caído?
start-developer-1 = Los usuarios no pueden entrar en nuestra app con el inicio de sesión de Facebook
start-developer-2 = ¿Facebook está caído de verdad? ¿Dónde lo compruebo?

# What can't be read.
unreadable-photo = No veo imágenes: escriba las palabras de la pantalla de error.
unreadable-voice = No escucho mensajes de voz: escriba en una frase lo que ocurre.
unreadable-sticker = No leo pegatinas: escriba en una frase lo que ocurre.
unreadable-file = No abro archivos: escriba en una frase lo que ocurre.

# The profile.
command-profile = Su perfil: papel, contactos, canales
profile-title = Su perfil
profile-missing = Sin rellenar: { $fields }.
profile-how = Para cambiar algo, escriba por ejemplo «{ $example }». «{ $delete }» lo borra.
profile-known = Rellenado: { $fields }
profile-private = Aquí leen otros: escríbame en privado para ver su perfil o recibirlo como archivo.
profile-kept = Anotado. { $field }: { $value }
profile-kept-unsaid = Anotado: { $field }.
profile-deleted = Borrado: { $field }.
profile-example = { $field }: escriba por ejemplo «{ $example }».
profile-unknown = No conozco esa parte de un perfil. Hay { $fields }; por ejemplo «{ $example }».
profile-no-role = Nada de esto
profile-exported = { $file }: todo lo que guardo de usted.
profile-field-role = Papel
profile-field-language = Idioma
profile-field-country = País
profile-field-name = Nombre
profile-field-phone = Teléfono
profile-field-site = Sitio web
profile-field-email = Correo electrónico
profile-field-next = Próximo aviso
profile-field-channels = Canales
button-role = Papel
button-language = Idioma
button-export = Exportar
button-forget = Borrar todo
language-which = ¿Qué idioma? También puede escribir «language de».
error-profile-long = Es demasiado largo ({ $length } caracteres): { $most } como máximo. No se ha cambiado nada.
error-profile-phone = «{ $value }» no contiene un número de teléfono. No se ha cambiado nada.
error-profile-email = «{ $value }» no es una dirección de correo. No se ha cambiado nada.
error-profile-site = «{ $value }» no es una dirección web: escríbala como korn.example. No se ha cambiado nada.
error-profile-country = No conozco el país «{ $value }»: escriba su nombre o sus dos letras, por ejemplo PL.

# Forgetting.
command-forget = Borrar todo lo que guardo de usted
forget-ask = Esto borra al instante y para siempre lo que guardo de usted: perfil, respuestas, valoraciones, sus listas y su nombre en las compartidas.
forget-typed = Para confirmar, toque abajo o escriba «forget yes».
forget-done = Borrado. Ya no guardo nada de usted.
forget-not-yet = No he podido borrarlo todo: ahora mismo no puedo escribir en el disco. Vuelva a enviar «forget yes» en un minuto.
