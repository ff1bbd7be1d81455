# Was eine Antwort umgibt.
lead-now = Jetzt gleich (2 Min.): { $text }
lead-after = Nach dem Ausfall: { $text }
lead-before = Für den Anfang: { $text }
own-heading = Aus Ihren eigenen Dokumenten
own-quote = „{ $text }“ ({ $title }, { $locator })
correction = Hinweis zu { $publisher }: { $text }
declined = Dabei kann ich nicht helfen. Ich kann sagen, was zu tun ist, wenn Facebook, Instagram, WhatsApp oder Messenger ausfällt, und wie man sich darauf vorbereitet.
elsewhere = I read English, French, Italian, Polish, Spanish and German: please ask in one of them.
nothing-to-read = Ich lese nur Text: Bitte schreiben Sie Ihre Frage in einem Satz.
clarify = Worum geht es?
clarify-typed = Antworten Sie mit einer Zahl.
button-sources = Quellen
button-more = Weitere Quellen
sources-title = Quellen dieser Antwort
sources-none = Es gibt noch keine Antwort, deren Quellen ich zeigen könnte. Stellen Sie zuerst eine Frage.
press-stale = Diese Schaltfläche gehört zu einer älteren Nachricht oder zu einem anderen Chat. Schreiben Sie Ihre Frage noch einmal, oder „help“.
sources-more = Seite { $page } von { $pages }: „sources { $next }“ zeigt die nächste.
source-line = { $publisher }, „{ $title }“, { $published }, { $locator }
source-original = Original ({ $code }): { $text }
undated = ohne Datum

# Befehle.
start = Ich bin Plan B. Wenn Facebook, Instagram, WhatsApp oder Messenger ausfällt, sage ich, was jetzt zu tun ist, mit Quellen. Schreiben Sie einfach, was los ist, zum Beispiel:
start-example-1 = WhatsApp geht nicht: Bestellungen wohin?
start-example-2 = Facebook ist weg: Zahle ich Anzeigen?
start-example-3 = Wie lange war Facebook 2021 ausgefallen?
help = Schreiben Sie Ihre Frage, wie sie Ihnen einfällt, oder nutzen Sie einen Befehl:
language-set = Ab jetzt antworte ich auf Deutsch, wenn die Sprache der Nachricht nicht klar ist.
language-unknown = Ich kenne fr, it, pl, en, es und de: zum Beispiel „language de“.
unknown-command = Den Befehl „{ $name }“ kenne ich nicht. „help“ zeigt alle.
command-start = Wer ich bin, mit drei Beispielen
command-help = Was ich kann
command-sources = Die Quellen der letzten Antwort
command-language = Meine Sprache: fr it pl en es de

# Rollen und Schaltflächen.
role-shop = Laden, Gastronomie, Handwerk
role-agency = Agentur, Community-Management
role-creator = Creator
role-pr = PR, Kommunikation
role-developer = Softwareentwicklung
option-role = Wer Sie sind
option-down = Was nicht geht
option-question = Ihre Frage
option-reply = Wer die Antwort sieht
option-text = Was auf den Befehl folgt
reply-private = Nur ich
reply-public = Alle hier

# Was schiefgeht: was es ist und was zu tun ist.
error-empty-question = Die Frage ist leer: Schreiben Sie, was los ist, zum Beispiel „WhatsApp geht nicht, was tun?“.
error-unknown-platform = Die Plattform „{ $name }“ kenne ich nicht: Schreiben Sie zum Beispiel facebook, instagram, whatsapp oder telegram.
error-unknown-language = Die Sprache „{ $name }“ kenne ich nicht: Möglich sind fr, it, pl, en, es oder de.
error-unknown-role = Die Rolle „{ $name }“ kenne ich nicht: Möglich sind shop, agency, creator, pr oder developer.
error-content = { $file }, Zeile { $line }: { $reason }
error-own-document = { $file } ist nicht lesbar: Löschen Sie die Datei und fügen Sie das Dokument erneut hinzu.
error-forgotten = { $file }, die Liste der ausgeblendeten Quellen, ist beschädigt: Löschen Sie sie, um alle zu zeigen, oder machen Sie daraus eine JSON-Liste ihrer Kennungen.
error-no-file = { $path } gibt es nicht: Prüfen Sie den Pfad.
error-is-folder = { $path } ist ein Ordner: Geben Sie eine Datei an.
error-no-web = { $address }: Bisher werden nur Dateien und Ordner gelesen: Speichern Sie die Seite als Text (.txt) oder Markdown (.md) und fügen Sie diese Datei hinzu.
error-unreadable = { $path } ist nicht lesbar: Prüfen Sie die Rechte und ob es Text (UTF-8) ist.
error-unknown-format = { $path }: Bisher werden nur Markdown (.md) und reiner Text (.txt) gelesen.
error-nothing-to-ingest = { $path } enthält keine .md- oder .txt-Datei: Geben Sie eine Datei oder einen Ordner an, der welche enthält.
error-empty-document = { $path } enthält keinen Text: Nichts wurde hinzugefügt.
error-too-large = { $path } ist größer als { $most } MB, mehr wird nicht gelesen: Teilen Sie die Datei in mehrere auf.
error-unknown-source = Eine Quelle „{ $name }“ gibt es nicht: „planb sources“ zeigt alle.
error-busy = Ein anderer planb-Prozess schreibt gerade in { $folder }: Warten Sie, bis er fertig ist, und versuchen Sie es noch einmal.
error-not-writable = In { $folder } kann nicht geschrieben werden ({ $reason }): Schaffen Sie Platz oder setzen Sie PLANB_HOME auf einen eigenen Ordner.
error-settings = Die Einstellung { $name } ist unbrauchbar: { $reason }
error-setting-unknown = { $file } enthält „{ $name }“, das ist keine Einstellung: Entfernen Sie es oder berichtigen Sie den Namen (docs/settings.md zählt sie auf).
error-database-driver = { $name } nennt eine PostgreSQL-Datenbank, dafür fehlt das Paket psycopg: pip install 'psycopg[binary]'
error-database = { $file } ist gerade nicht benutzbar ({ $reason }): Prüfen Sie, ob die Datenbank läuft, und Adresse, Benutzer und Passwort in PLANB_DATABASE_URL.
error-embeddings-unknown = PLANB_EMBEDDINGS nennt „{ $name }“, das kenne ich nicht: Möglich sind builtin, onnx:<Ordner> oder Anbieter:Modell mit einem von { $providers }.
error-embeddings-package = PLANB_EMBEDDINGS nennt „{ $name }“, dafür fehlt das Paket { $package }: pip install { $package }
error-embeddings-provider = PLANB_EMBEDDINGS nennt „{ $name }“, das sich nicht verwenden lässt: { $reason }
error-embeddings-folder = In { $folder } fehlt { $file }: Nennen Sie den Ordner eines sentence-transformers-Exports mit tokenizer.json und model.onnx.
error-embeddings-file = { $file } taugt nicht für die Suche ({ $reason }): Exportieren oder kopieren Sie das Modell noch einmal.
error-no-platform = Keine Plattform hat ein Token: Setzen Sie PLANB_TELEGRAM_TOKEN, PLANB_DISCORD_TOKEN oder PLANB_MATRIX_TOKEN, oder nutzen Sie „planb chat“.
error-eval-file = { $file }, Zeile { $line }: { $reason }
eval-skipped = { $file }, Zeile { $line }: ausgelassen. { $reason }
eval-unknown-topic = { $file }, Zeile { $line }: Ein Thema „{ $name }“ gibt es nicht; richtig kann dort keine Antwort sein.
error-internal = Bei mir ist etwas schiefgegangen; es ist vermerkt. Bitte versuchen Sie es noch einmal.
error-output = Die Ausgabe kann nicht geschrieben werden (geschlossen, oder Datenträger voll): Geben Sie ein anderes Ziel an und versuchen Sie es noch einmal.
error-input = Es gibt keine Eingabe, aus der Fragen zu lesen wären: Starten Sie es in einem Terminal, oder nutzen Sie „planb ask“.
error-question-encoding = Eine Zeile war kein gültiges UTF-8; unlesbare Zeichen wurden weggelassen.

# Was gerade geschieht, jeweils eine Zeile.
index-missing = Der Index wird vorbereitet (einmalig, meist weniger als eine Minute).
index-outdated = Die Dokumente haben sich geändert: Der Index wird aktualisiert.
index-damaged = Der Index ist beschädigt: Er wird aus den Dokumenten neu aufgebaut.
index-foreign = Der Index stammt von einer anderen Version oder einem anderen Suchmodell: Er wird neu aufgebaut.
index-lost = Achtung: Der Index ist im Betrieb ausgefallen; ich antworte aus dem Arbeitsspeicher, während er aus den Dokumenten neu aufgebaut wird.
index-aside = Ein anderes Suchmodell ist eingestellt: Sein Index wird nebenher aufgebaut; bis dahin antwortet der bisherige.
index-switched = Der Index des eingestellten Suchmodells ist fertig und in Gebrauch.
index-being-written = Achtung: Ein anderer Prozess schreibt den Index; ich antworte, ohne darauf zu warten.
still-working = Der Index ist noch in Arbeit (bisher { $seconds } s).
forgotten-damaged = Achtung: forgotten.json im Datenordner, die Liste der ausgeblendeten Quellen, ist beschädigt: Löschen Sie sie, oder machen Sie daraus eine JSON-Liste von Kennungen.
home-not-writable = Achtung: In den Datenordner kann nicht geschrieben werden; ich antworte trotzdem, aber nichts wird gespeichert.
store-locked = Achtung: planb.sqlite im Datenordner ist gerade nicht benutzbar; ich antworte trotzdem, aber bis dahin wird nichts gespeichert.
store-away = Achtung: Die Datenbank { $where } ist gerade nicht benutzbar; ich antworte trotzdem, aber bis dahin wird nichts gespeichert.
embedder-failed = Achtung: Das eingestellte Suchmodell antwortet nicht; bis es wieder geht, suche ich nach Wörtern.
serve-started = In Betrieb auf: { $platforms }. Strg+C beendet.
serve-failed = { $platform } ist gestört ({ $reason }); neuer Versuch, mit immer längeren Pausen.
chat-welcome = Plan B. Schreiben Sie Ihre Frage; „help“ zeigt die Befehle, Strg+D beendet.
ingest-added = Hinzugefügt: { $source }, { $passages ->
    [one] { $passages } Abschnitt
   *[other] { $passages } Abschnitte
}.
ingest-replaced = Ersetzt: { $source }, { $passages ->
    [one] { $passages } Abschnitt
   *[other] { $passages } Abschnitte
}.
ingest-unchanged = Unverändert: { $source }.
forgotten = Vergessen: { $source }. Die Zitate daraus und die Schritte, die nur diese Quelle stützte, sind weg.
restored = Wieder sichtbar: { $source }.

# Was die Prüfung ergibt.
doctor-content = Inhalt: { $sources } Quellen, { $passages } Abschnitte, { $playbooks } Leitfäden, { $steps } Schritte; alles wohlgeformt und belegt.
doctor-home = Datenordner: { $folder }
doctor-embedder = Suchmodell: { $name }
doctor-embedder-degraded = Suchmodell: Die Datei ist nicht lesbar ({ $reason }); gesucht wird nach Wörtern. Installieren Sie Plan B neu.
doctor-embedder-failed = Suchmodell: { $name } antwortet nicht; bis es wieder geht, wird nach Wörtern gesucht. Prüfen Sie Netz und Schlüssel.
doctor-index = Index: in Ordnung.
doctor-index-missing = Index: noch keiner da; die erste Frage baut ihn auf.
doctor-index-damaged = Index: beschädigt; die nächste Frage baut ihn neu auf.
doctor-index-foreign = Index: von einer anderen Version oder einem anderen Suchmodell; die nächste Frage baut ihn neu auf.
doctor-store = Gegebene Antworten: in Ordnung.
doctor-store-damaged = Gegebene Antworten: { $file } ist beschädigt; der nächste Chat oder Start legt die Datei beiseite und beginnt eine neue.
doctor-store-failed = Gegebene Antworten: { $file } ist gerade nicht lesbar ({ $reason }): Beenden Sie, was sie sonst benutzt, und prüfen Sie die Rechte.
doctor-database = Gegebene Antworten: in der Datenbank { $where }, die antwortet.
doctor-no-platform = Plattformen: kein Token gesetzt; „planb chat“ funktioniert im Terminal.
doctor-telegram = Telegram: @{ $name } antwortet.
doctor-discord = Discord: Um den Bot auf einen Server einzuladen, öffnen Sie { $link }
doctor-token-refused = { $platform } lehnt das Token ab: Kopieren Sie es noch einmal von dort, wo Sie den Bot angelegt haben.
doctor-unreachable = { $platform } war nicht erreichbar ({ $reason }): Prüfen Sie das Netz und versuchen Sie es noch einmal.
doctor-strange = { $platform }: Was geantwortet hat, ist nicht { $platform } ({ $reason }): Prüfen Sie die Adresse in { $setting } und einen möglichen Proxy.
