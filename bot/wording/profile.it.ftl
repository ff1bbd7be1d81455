# The guided way to the first steps.
command-now = Che fare subito: in due tocchi, o con la vostra domanda
now-who = Chi siete?
now-down = Che cosa non funziona?
now-typed = Toccate, o rispondete con un numero. Va bene anche una frase su che cosa succede.
now-skip = Salta
now-meta = Tutto Meta
now-question = Non funziona in questo momento: { $down }. Che cosa faccio?

# Examples of questions, for those whose role is known.
start-shop-1 = La nostra vendita in diretta su Facebook sta per iniziare e Facebook è giù
start-agency-1 = Instagram è giù: che faccio con i post programmati?
start-agency-2 = Cosa scriviamo ai nostri clienti sul guasto di Facebook?
start-creator-1 = Instagram è giù e stasera devo un post sponsorizzato a un marchio
start-creator-2 = Come avviso i miei follower che Instagram è giù?
start-pr-1 = Facebook è stato hackerato? Ho ricevuto un'e-mail strana con un link
start-pr-2 = Come annunciamo altrove che Instagram è giù?
start-developer-1 = Gli utenti non accedono più alla nostra app con il login di Facebook
start-developer-2 = Facebook è davvero giù? Dove lo verifico?

# What can't be read.
unreadable-photo = Non vedo le immagini: scrivete le parole della schermata d'errore.
unreadable-voice = Non ascolto i messaggi vocali: scrivete in una frase che cosa succede.
unreadable-sticker = Non leggo gli adesivi: scrivete in una frase che cosa succede.
unreadable-file = Non apro i file: scrivete in una frase che cosa succede.

# The profile.
command-profile = Il vostro profilo: ruolo, contatti, canali
profile-title = Il vostro profilo
profile-missing = Ancora da compilare: { $fields }.
profile-how = Per cambiare qualcosa scrivete per esempio «{ $example }». «{ $delete }» lo cancella.
profile-known = Compilato: { $fields }
profile-private = Qui leggono anche altri: scrivetemi in privato per vedere il profilo o riceverlo come file.
profile-kept = Annotato. { $field }: { $value }
profile-kept-unsaid = Annotato: { $field }.
profile-deleted = Cancellato: { $field }.
profile-example = { $field }: scrivete per esempio «{ $example }».
profile-unknown = Non conosco questa parte di un profilo. Ci sono { $fields }; per esempio «{ $example }».
profile-no-role = Nessuno di questi
profile-exported = { $file }: tutto ciò che conservo di voi.
profile-field-role = Ruolo
profile-field-language = Lingua
profile-field-country = Paese
profile-field-name = Nome
profile-field-phone = Telefono
profile-field-site = Sito web
profile-field-email = E-mail
profile-field-next = Prossimo aggiornamento
profile-field-channels = Canali
button-role = Ruolo
button-language = Lingua
button-export = Esporta
button-forget = Cancella tutto
language-which = Quale lingua? Potete anche scrivere «language de».
error-profile-long = È troppo lungo ({ $length } caratteri): al massimo { $most }. Non è cambiato nulla.
error-profile-phone = «{ $value }» non contiene un numero di telefono. Non è cambiato nulla.
error-profile-email = «{ $value }» non è un indirizzo e-mail. Non è cambiato nulla.
error-profile-site = «{ $value }» non è un indirizzo web: scrivetelo come korn.example. Non è cambiato nulla.
error-profile-country = Non conosco il paese «{ $value }»: scrivete il nome o le due lettere, per esempio PL.

# Forgetting.
command-forget = Cancellare tutto ciò che conservo di voi
forget-ask = Questo cancella subito e per sempre ciò che conservo di voi: profilo, risposte, giudizi, le vostre liste e il vostro nome in quelle condivise.
forget-typed = Per confermare toccate qui sotto o scrivete «forget yes».
forget-done = Cancellato. Non conservo più nulla di voi.
forget-not-yet = Non ho potuto cancellare tutto: in questo momento non riesco a scrivere sul disco. Riscrivete «forget yes» fra un minuto.
