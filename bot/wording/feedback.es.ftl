# Lo que se piensa de una respuesta.
feedback-thanks = Gracias
feedback-noted = Gracias, anotado: «{ $reason }».
feedback-why = ¿Qué estaba mal?
feedback-typed = Elija, o escriba «bad 2».
button-reason-topic = Otro tema
button-reason-useless = Aquí no sirve
button-reason-wrong = Erróneo o desfasado
button-reason-unclear = Difícil de entender
button-reason-other = Otra cosa
error-feedback = No se puede leer { $file } ({ $reason }): cierre lo que lo usa, compruebe sus permisos.
