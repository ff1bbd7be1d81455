# The guided way to the first steps.
command-now = Was jetzt zu tun ist: mit zweimal Tippen, oder Ihre Frage
now-who = Wer sind Sie?
now-down = Was geht nicht?
now-typed = Tippen Sie darauf, oder antworten Sie mit einer Nummer. Ein Satz dazu, was los ist, geht auch.
now-skip = Überspringen
now-meta = Alles von Meta
now-question = Gerade ausgefallen: { $down }. Was tun?

# Examples of questions, for those whose role is known.
start-shop-1 = Unser Live-Verkauf auf Facebook beginnt gleich und Facebook ist ausgefallen
start-agency-1 = Instagram ist ausgefallen: Was wird aus den geplanten Beiträgen?
start-agency-2 = Was schreiben wir unseren Kunden über den Facebook-Ausfall?
start-creator-1 = Instagram ist ausgefallen und heute Abend schulde ich einer Marke einen Post
start-creator-2 = Wie sage ich meinen Followern, dass Instagram ausgefallen ist?
start-pr-1 = Wurde Facebook gehackt? Ich habe eine seltsame Mail mit einem Link bekommen
start-pr-2 = Wie geben wir woanders bekannt, dass Instagram ausgefallen ist?
start-developer-1 = Nutzer können sich nicht mehr mit Facebook in unserer App anmelden
start-developer-2 = Ist Facebook wirklich ausgefallen? Wo sehe ich das?

# What can't be read.
unreadable-photo = Bilder sehe ich nicht: Schreiben Sie ab, was auf dem Fehlerbild steht.
unreadable-voice = Sprachnachrichten höre ich nicht: Schreiben Sie in einem Satz, was los ist.
unreadable-sticker = Sticker lese ich nicht: Schreiben Sie in einem Satz, was los ist.
unreadable-file = Dateien öffne ich nicht: Schreiben Sie in einem Satz, was los ist.

# The profile.
command-profile = Ihr Profil: Rolle, Kontakte, Kanäle
profile-title = Ihr Profil
profile-missing = Noch leer: { $fields }.
profile-how = Um etwas zu ändern, schreiben Sie zum Beispiel „{ $example }“. „{ $delete }“ löscht es.
profile-known = Ausgefüllt: { $fields }
profile-private = Hier lesen andere mit: Schreiben Sie mir privat, um Ihr Profil zu sehen oder als Datei zu bekommen.
profile-kept = Notiert. { $field }: { $value }
profile-kept-unsaid = Notiert: { $field }.
profile-deleted = Gelöscht: { $field }.
profile-example = { $field }: Schreiben Sie zum Beispiel „{ $example }“.
profile-unknown = Diesen Teil eines Profils kenne ich nicht. Es gibt { $fields }; zum Beispiel „{ $example }“.
profile-no-role = Nichts davon
profile-exported = { $file }: alles, was ich von Ihnen aufbewahre.
profile-field-role = Rolle
profile-field-language = Sprache
profile-field-country = Land
profile-field-name = Name
profile-field-phone = Telefon
profile-field-site = Website
profile-field-email = E-Mail
profile-field-next = Nächste Meldung
profile-field-channels = Kanäle
button-role = Rolle
button-language = Sprache
button-export = Exportieren
button-forget = Alles löschen
language-which = Welche Sprache? Sie können auch „language de“ schreiben.
error-profile-long = Das ist zu lang ({ $length } Zeichen): höchstens { $most }. Es wurde nichts geändert.
error-profile-phone = „{ $value }“ enthält keine Telefonnummer. Es wurde nichts geändert.
error-profile-email = „{ $value }“ ist keine E-Mail-Adresse. Es wurde nichts geändert.
error-profile-site = „{ $value }“ ist keine Webadresse: Schreiben Sie sie wie korn.example. Es wurde nichts geändert.
error-profile-country = Das Land „{ $value }“ kenne ich nicht: Schreiben Sie seinen Namen oder seine zwei Buchstaben, etwa PL.

# Forgetting.
command-forget = Alles löschen, was ich von Ihnen aufbewahre
forget-ask = Das löscht sofort und endgültig, was ich von Ihnen aufbewahre: Profil, Antworten, Bewertungen, Ihre Listen und Ihren Namen in gemeinsamen.
forget-typed = Zum Bestätigen tippen Sie unten oder schreiben Sie „forget yes“.
forget-done = Gelöscht. Ich habe nichts mehr von Ihnen.
forget-not-yet = Ich konnte nicht alles löschen: Mein Speicher lässt sich gerade nicht beschreiben. Schicken Sie „forget yes“ in einer Minute noch einmal.
