# To, co otacza odpowiedź.
lead-now = Już teraz (2 min): { $text }
lead-after = Po awarii: { $text }
lead-before = Na początek: { $text }
own-heading = Z twoich dokumentów
own-quote = „{ $text }” ({ $title }, { $locator })
correction = Uwaga ({ $publisher }): { $text }
declined = W tym nie pomogę. Mogę powiedzieć, co robić, gdy nie działa Facebook, Instagram, WhatsApp lub Messenger, i jak się na to przygotować.
elsewhere = I read English, French, Italian, Polish, Spanish and German: please ask in one of them.
nothing-to-read = Czytam tylko tekst: napisz pytanie jednym zdaniem.
clarify = Czego dotyczy pytanie?
clarify-typed = Odpowiedz numerem.
button-sources = Źródła
button-more = Więcej źródeł
sources-title = Źródła tej odpowiedzi
sources-none = Nie ma jeszcze odpowiedzi, której źródła można pokazać. Najpierw zadaj pytanie.
press-stale = Ten przycisk pochodzi ze starszej wiadomości albo z innego czatu. Napisz pytanie jeszcze raz albo wpisz „help”.
sources-more = Strona { $page } z { $pages }: następną pokaże „sources { $next }”.
source-line = { $publisher }, „{ $title }”, { $published }, { $locator }
source-original = Oryginał ({ $code }): { $text }
undated = bez daty

# Polecenia.
start = Jestem Plan B. Gdy nie działa Facebook, Instagram, WhatsApp lub Messenger, mówię, co robić teraz, i podaję źródła. Po prostu napisz, co się dzieje, na przykład:
start-example-1 = WhatsApp nie działa: co z zamówieniami?
start-example-2 = Facebook padł: czy płacę za reklamy?
start-example-3 = Ile trwała awaria Facebooka w 2021 roku?
help = Napisz pytanie własnymi słowami albo użyj polecenia:
language-set = Od teraz odpowiadam po polsku, gdy język wiadomości nie jest jasny.
language-unknown = Znam fr, it, pl, en, es i de: na przykład „language de”.
unknown-command = Nie znam polecenia „{ $name }”. Listę pokaże „help”.
command-start = Kim jestem, z trzema przykładami
command-help = Co potrafię
command-sources = Źródła ostatniej odpowiedzi
command-language = Mój język: fr it pl en es de

# Role i przyciski.
role-shop = Sklep, lokal, usługi
role-agency = Agencja, community manager
role-creator = Twórca, twórczyni
role-pr = PR, komunikacja
role-developer = Programowanie
option-role = Kim jesteś
option-down = Co nie działa
option-question = Twoje pytanie
option-reply = Kto widzi odpowiedź
option-text = Co następuje po poleceniu
reply-private = Tylko ja
reply-public = Wszyscy tutaj

# Co poszło nie tak: co to jest i co z tym zrobić.
error-empty-question = Pytanie jest puste: napisz, co się dzieje, na przykład „WhatsApp nie działa, co robić?”.
error-unknown-platform = Nie znam platformy „{ $name }”: wpisz na przykład facebook, instagram, whatsapp lub telegram.
error-unknown-language = Nie znam języka „{ $name }”: użyj fr, it, pl, en, es lub de.
error-unknown-role = Nie znam roli „{ $name }”: użyj shop, agency, creator, pr lub developer.
error-content = { $file }, wiersz { $line }: { $reason }
error-own-document = Nie można odczytać pliku { $file }: usuń go i dodaj dokument ponownie.
error-forgotten = { $file }, lista ukrytych źródeł, jest uszkodzona: usuń ją, żeby pokazać wszystkie, albo zapisz w niej listę JSON ich identyfikatorów.
error-no-file = { $path } nie istnieje: sprawdź ścieżkę.
error-is-folder = { $path } to folder: podaj plik.
error-no-web = { $address }: na razie czytane są tylko pliki i foldery: zapisz stronę jako tekst (.txt) albo Markdown (.md) i dodaj ten plik.
error-unreadable = Nie można odczytać { $path }: sprawdź uprawnienia i to, czy jest to tekst (UTF-8).
error-unknown-format = { $path }: na razie czytane są tylko Markdown (.md) i zwykły tekst (.txt).
error-nothing-to-ingest = W { $path } nie ma plików .md ani .txt: wskaż plik lub folder, który je zawiera.
error-empty-document = W { $path } nie ma tekstu: nic nie dodano.
error-too-large = { $path } ma więcej niż { $most } MB, a tyle najwyżej jest czytane: podziel go na kilka plików.
error-unknown-source = Nie ma źródła „{ $name }”: listę pokaże „planb sources”.
error-busy = Inny proces planb zapisuje w { $folder }: poczekaj, aż skończy, i spróbuj ponownie.
error-not-writable = Nie można zapisywać w { $folder } ({ $reason }): zwolnij miejsce albo podaj w PLANB_HOME własny folder.
error-settings = Ustawienie { $name } jest nieprawidłowe: { $reason }
error-setting-unknown = { $file } zawiera „{ $name }”, a takiego ustawienia nie ma: usuń je albo popraw nazwę (lista jest w docs/settings.md).
error-database-driver = { $name } wskazuje bazę PostgreSQL, a brakuje pakietu psycopg: pip install 'psycopg[binary]'
error-database = { $file } jest teraz niedostępna ({ $reason }): sprawdź, czy baza działa, oraz adres, użytkownika i hasło w PLANB_DATABASE_URL.
error-embeddings-unknown = PLANB_EMBEDDINGS wskazuje „{ $name }”, czego nie znam: użyj builtin, onnx:<folder> albo dostawca:model, gdzie dostawca to jeden z: { $providers }.
error-embeddings-package = PLANB_EMBEDDINGS wskazuje „{ $name }”, do czego potrzebny jest pakiet { $package }: pip install { $package }
error-embeddings-provider = PLANB_EMBEDDINGS wskazuje „{ $name }”, czego nie da się użyć: { $reason }
error-embeddings-folder = W { $folder } nie ma pliku { $file }: podaj folder eksportu sentence-transformers z plikami tokenizer.json i model.onnx.
error-embeddings-file = { $file } nie nadaje się do wyszukiwania ({ $reason }): wyeksportuj lub skopiuj model jeszcze raz.
error-no-platform = Żadna platforma nie ma tokenu: ustaw PLANB_TELEGRAM_TOKEN, PLANB_DISCORD_TOKEN lub PLANB_MATRIX_TOKEN albo użyj „planb chat”.
error-eval-file = { $file }, wiersz { $line }: { $reason }
eval-skipped = { $file }, wiersz { $line }: pominięty. { $reason }
eval-unknown-topic = { $file }, wiersz { $line }: nie ma tematu „{ $name }”; żadna odpowiedź nie może tu być właściwa.
error-internal = Coś poszło nie tak po mojej stronie; zostało to odnotowane. Spróbuj ponownie.
error-output = Nie można zapisać wyniku (wyjście zamknięte albo dysk pełny): wskaż inne miejsce i spróbuj ponownie.
error-input = Nie ma wejścia, z którego można czytać pytania: uruchom w terminalu albo użyj „planb ask”.
error-question-encoding = Jeden wiersz nie był poprawnym UTF-8; nieczytelne znaki pominięto.

# Co się dzieje, po jednym wierszu.
index-missing = Przygotowuję indeks (tylko raz, zwykle mniej niż minutę).
index-outdated = Dokumenty się zmieniły: aktualizuję indeks.
index-damaged = Indeks jest uszkodzony: odbudowuję go z dokumentów.
index-foreign = Indeks pochodzi z innej wersji lub innego modelu wyszukiwania: odbudowuję go.
index-lost = Uwaga: indeks zawiódł w trakcie pracy; odpowiadam z pamięci, dopóki nie zostanie odbudowany z dokumentów.
index-aside = Ustawiono inny model wyszukiwania: jego indeks powstaje obok; do tego czasu odpowiada poprzedni.
index-switched = Indeks ustawionego modelu wyszukiwania jest gotowy i w użyciu.
index-being-written = Uwaga: inny proces zapisuje indeks; odpowiadam, nie czekając na niego.
still-working = Indeks jest nadal przygotowywany (na razie { $seconds } s).
forgotten-damaged = Uwaga: forgotten.json w folderze danych, lista ukrytych źródeł, jest uszkodzony: usuń go albo zapisz w nim listę JSON identyfikatorów.
home-not-writable = Uwaga: nie można zapisywać w folderze danych; odpowiadam mimo to, ale nic nie zostanie zachowane.
store-locked = Uwaga: planb.sqlite w folderze danych jest chwilowo niedostępny; odpowiadam mimo to, ale do tego czasu nic nie jest zapisywane.
store-away = Uwaga: baza danych { $where } jest chwilowo niedostępna; odpowiadam mimo to, ale do tego czasu nic nie jest zapisywane.
embedder-failed = Uwaga: ustawiony model wyszukiwania nie odpowiada; na razie szukam po słowach.
serve-started = Działam na: { $platforms }. Ctrl+C kończy.
serve-failed = { $platform } nie odpowiada ({ $reason }); ponawiam próby, w coraz dłuższych odstępach.
chat-welcome = Plan B. Napisz pytanie; „help” pokazuje polecenia, Ctrl+D kończy.
ingest-added = Dodano: { $source }, { $passages ->
    [one] { $passages } fragment
    [few] { $passages } fragmenty
    [many] { $passages } fragmentów
   *[other] { $passages } fragmentu
}.
ingest-replaced = Zastąpiono: { $source }, { $passages ->
    [one] { $passages } fragment
    [few] { $passages } fragmenty
    [many] { $passages } fragmentów
   *[other] { $passages } fragmentu
}.
ingest-unchanged = Bez zmian: { $source }.
forgotten = Zapomniano: { $source }. Nie ma już cytatów z tego źródła ani kroków, które tylko ono uzasadniało.
restored = Znów widoczne: { $source }.

# Co wykazała kontrola.
doctor-content = Treści: źródła – { $sources }, fragmenty – { $passages }, scenariusze – { $playbooks }, kroki – { $steps }; wszystko poprawne i uzasadnione.
doctor-home = Folder danych: { $folder }
doctor-embedder = Model wyszukiwania: { $name }
doctor-embedder-degraded = Model wyszukiwania: pliku nie da się odczytać ({ $reason }); szukam po słowach. Zainstaluj Plan B ponownie.
doctor-embedder-failed = Model wyszukiwania: { $name } nie odpowiada; na razie szukam po słowach. Sprawdź sieć i klucz.
doctor-index = Indeks: sprawny.
doctor-index-missing = Indeks: jeszcze go nie ma; zbuduje go pierwsze pytanie.
doctor-index-damaged = Indeks: uszkodzony; odbuduje go następne pytanie.
doctor-index-foreign = Indeks: z innej wersji lub innego modelu wyszukiwania; odbuduje go następne pytanie.
doctor-store = Udzielone odpowiedzi: w porządku.
doctor-store-damaged = Udzielone odpowiedzi: { $file } jest uszkodzony; następny czat lub następne uruchomienie odłoży go i założy nowy.
doctor-store-failed = Udzielone odpowiedzi: { $file } jest teraz nieczytelny ({ $reason }): zamknij to, co go używa, i sprawdź uprawnienia.
doctor-database = Udzielone odpowiedzi: w bazie danych { $where }, która odpowiada.
doctor-no-platform = Platformy: nie ustawiono tokenu; „planb chat” działa w terminalu.
doctor-telegram = Telegram: @{ $name } odpowiada.
doctor-discord = Discord: aby zaprosić bota na serwer, otwórz { $link }
doctor-token-refused = { $platform } odrzuca token: skopiuj go ponownie stamtąd, gdzie powstał bot.
doctor-unreachable = Nie można połączyć się z { $platform } ({ $reason }): sprawdź sieć i spróbuj ponownie.
doctor-strange = { $platform }: to, co odpowiedziało, to nie { $platform } ({ $reason }): sprawdź adres w { $setting } i ewentualne proxy.
