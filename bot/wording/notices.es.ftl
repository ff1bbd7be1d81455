# Avisos para enviar ahora. $role: shop, creator u other; $voice: me o us; $downs: cuántos fallan; $partly: yes si
# solo en parte.
# Alrededor de un aviso.
notice-label-banner = Banner para la web
notice-label-email = Correo a los clientes
notice-label-post = Publicación corta (X, Bluesky…)
notice-label-sms = SMS
notice-label-google = Novedad en el perfil de Google
notice-label-clients = Mensaje a los clientes de una agencia
notice-label-brand = Mensaje a una marca: publicación retrasada
notice-label-answering = Contestador
notice-size = { $length } de { $limit } caracteres
notice-size-free = { $length } { $length ->
    [one] carácter
   *[other] caracteres
}
notice-size-sms = { $parts } SMS, { $units } de { $room } caracteres ({ $alphabet })
notice-too-long = Demasiado largo incluso sin las frases opcionales: acorte el nombre o los datos de contacto.
notice-ask-name = ¿Con qué nombre se firma el aviso?
notice-ask-phone = ¿En qué teléfono se le puede llamar?
notice-ask-down = ¿Qué es lo que no funciona?
notice-ask-next = ¿Cuándo dará el próximo aviso?
notice-ask-brand = ¿Cómo se llama la marca?
notice-ask-post = ¿Qué publicación se retrasa?
notice-blank-name = nombre
notice-blank-phone = teléfono
notice-blank-down = servicio
notice-blank-next = hora
notice-blank-brand = marca
notice-blank-post = publicación

# Piezas. $last-id es la plataforma que cierra una lista.
notice-and = { $first } { $last-id ->
    [instagram] e
   *[other] y
} { $last }
notice-or = { $first } o { $last }
notice-on = { $platform ->
    [telegram] por { $name }
    [signal] por { $name }
    [viber] por { $name }
    [whatsapp] por { $name }
    [messenger] por { $name }
    [slack] por { $name }
    [teams] por { $name }
   *[other] en { $name }
}
notice-way-phone = llame al { $phone }
notice-way-phone-listed = llámenos (el número está en este perfil)
notice-way-email = escriba a { $email }
notice-way-channels = { $voice ->
    [me] escríbame
   *[us] escríbanos
} { $networks }
notice-with-handle = { $name } ({ $handle })
notice-plus = más
notice-dot = punto
notice-hyphen = guion

# Frases comunes.
notice-down = { $partly ->
    [yes] Algunas funciones de { $down } fallan
   *[no] { $down } no { $downs ->
        [one] funciona
       *[other] funcionan
    }
} en este momento, y no { $voice ->
    [me] me pasa solo a mí
   *[us] nos pasa solo a nosotros
}.
notice-reach = { $role ->
    [shop] Para hacer un pedido o una consulta, { $ways }.
   *[other] Mientras tanto, { $ways }.
}
notice-reach-first = { $role ->
    [shop] Para hacer un pedido o una consulta, { $way }.
   *[other] Mientras tanto, { $way }.
}
notice-more = O bien { $more }.
notice-orders = { $role ->
    [shop] Los pedidos confirmados siguen en pie.
   *[other] Lo acordado sigue en pie.
}
notice-orders-long = { $role ->
    [shop] Los pedidos que hemos confirmado siguen en pie. Si nos envió alguno y no ha recibido respuesta, envíelo de nuevo: puede que no nos haya llegado.
    [creator] Lo acordado sigue en pie. Si me escribió y no ha recibido respuesta, escríbame de nuevo: puede que no me haya llegado.
   *[other] Lo acordado sigue en pie. Si nos escribió y no ha recibido respuesta, escríbanos de nuevo: puede que no nos haya llegado.
}
notice-sign-in = ¿No puede entrar con Facebook? Contacte con nosotros y le ayudaremos a acceder.
notice-site = Últimas noticias: { $news }
notice-next = Próximo aviso: { $next }.
notice-thanks = Gracias por su paciencia.

# SMS.
notice-sms-down = { $name }: { $partly ->
    [yes] algunas funciones de { $down } fallan
   *[no] { $down } no { $downs ->
        [one] funciona
       *[other] funcionan
    }
}.
notice-sms-only = Y no { $voice ->
    [me] me pasa solo a mí
   *[us] nos pasa solo a nosotros
}.
notice-sms-reach = { $role ->
    [shop] Para pedir, { $way }.
   *[other] Mientras tanto, { $way }.
}

# Correo.
notice-subject = { $partly ->
    [yes] Algunas funciones de { $down } fallan
   *[no] { $down } no { $downs ->
        [one] funciona
       *[other] funcionan
    }
}: cómo contactar { $voice ->
    [me] conmigo
   *[us] con nosotros
}
notice-subject-name = { notice-subject } – { $name }
notice-subject-plain = Cómo contactar { $voice ->
    [me] conmigo
   *[us] con nosotros
} en este momento
notice-hello = Hola:
notice-down-mail = { notice-down }
notice-sign = Un cordial saludo,
    { $name }

# A los clientes de una agencia.
notice-clients-down = { $partly ->
    [yes] Algunas funciones de { $down } fallan
   *[no] { $down } no { $downs ->
        [one] funciona
       *[other] funcionan
    }
} en este momento, y no solo en sus cuentas.
notice-clients-calm = No tiene que hacer nada: deje las contraseñas y los ajustes como están.
notice-clients-posts = Las publicaciones que ahora no pueden salir esperarán; en cuanto todo vuelva a funcionar, acordaremos con usted los nuevos horarios.
notice-clients-reach = Para cualquier urgencia, { $ways }.

# A una marca.
notice-brand-hello = Hola, { $brand }:
notice-brand-post = La publicación «{ $post }»{ $has-due ->
    [yes] {" "}(prevista: { $due })
   *[no] {""}
} no puede salir como estaba previsto: { $partly ->
    [yes] algunas funciones de { $down } fallan
   *[no] { $down } no { $downs ->
        [one] funciona
       *[other] funcionan
    }
} en este momento, y no { $voice ->
    [me] me pasa solo a mí
   *[us] nos pasa solo a nosotros
}.
notice-brand-plan = { $voice ->
    [me] En cuanto todo vuelva a funcionar, la publicaré y les enviaré el enlace.
   *[us] En cuanto todo vuelva a funcionar, la publicaremos y les enviaremos el enlace.
}
notice-brand-date = { $voice ->
    [me] Propongo una nueva fecha: { $date }. ¿Les viene bien?
   *[us] Proponemos una nueva fecha: { $date }. ¿Les viene bien?
}
notice-brand-reach = Mientras tanto, { $ways }.
notice-brand-sorry = Disculpen el retraso y gracias por su comprensión.

# Contestador: leído en voz alta.
notice-answer-hello = Hola, ha llamado a { $name }.
notice-answer-leave = { $role ->
    [shop] Deje su nombre, su número y su pedido o consulta después de la señal. Le devolveremos la llamada.
    [creator] Deje su nombre, su número y su mensaje después de la señal. Le devolveré la llamada.
   *[other] Deje su nombre, su número y su mensaje después de la señal. Le devolveremos la llamada.
}
notice-answer-phone = Para volver a llamar: { $spoken-phone }.
notice-answer-ways = También puede { $voice ->
    [me] escribirme
   *[us] escribirnos
} { $spoken-ways }.
notice-answer-site = Las últimas noticias están en { $spoken-site }.
