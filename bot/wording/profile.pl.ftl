# The guided way to the first steps.
command-now = Co robić teraz: dwa dotknięcia albo twoje pytanie
now-who = Kim jesteś?
now-down = Co nie działa?
now-typed = Dotknij albo odpowiedz numerem. Może być też zdanie o tym, co się dzieje.
now-skip = Pomiń
now-meta = Wszystko od Meta
now-question = Teraz nie działa: { $down }. Co robić?

# Examples of questions, for those whose role is known.
start-shop-1 = Zaraz mamy sprzedaż na żywo na Facebooku, a Facebook leży
start-agency-1 = Instagram nie działa: co z zaplanowanymi postami?
start-agency-2 = Co napisać naszym klientom o awarii Facebooka?
start-creator-1 = Instagram nie działa, a dziś wieczorem mam płatny post dla marki
start-creator-2 = Jak powiadomić obserwujących, że Instagram nie działa?
start-pr-1 = Czy Facebook został zhakowany? Mam dziwnego maila z linkiem
start-pr-2 = Jak ogłosić gdzie indziej, że Instagram nie działa?
start-developer-1 = Użytkownicy nie mogą się zalogować do naszej aplikacji przez Facebooka
start-developer-2 = Czy Facebook naprawdę nie działa? Gdzie to sprawdzić?

# What can't be read.
unreadable-photo = Nie widzę obrazów: przepisz słowa z ekranu błędu.
unreadable-voice = Nie słucham wiadomości głosowych: napisz jednym zdaniem, co się dzieje.
unreadable-sticker = Nie czytam naklejek: napisz jednym zdaniem, co się dzieje.
unreadable-file = Nie otwieram plików: napisz jednym zdaniem, co się dzieje.

# The profile.
command-profile = Twój profil: rola, kontakt, kanały
profile-title = Twój profil
profile-missing = Jeszcze puste: { $fields }.
profile-how = Żeby coś zmienić, napisz na przykład „{ $example }”. „{ $delete }” to usuwa.
profile-known = Wypełnione: { $fields }
profile-private = Tu czytają też inni: napisz do mnie prywatnie, żeby zobaczyć profil albo dostać go jako plik.
profile-kept = Zapisane. { $field }: { $value }
profile-kept-unsaid = Zapisane: { $field }.
profile-deleted = Usunięte: { $field }.
profile-example = { $field }: napisz na przykład „{ $example }”.
profile-unknown = Nie znam takiej części profilu. Są { $fields }; na przykład „{ $example }”.
profile-no-role = Nic z tego
profile-exported = { $file }: wszystko, co o tobie przechowuję.
profile-field-role = Rola
profile-field-language = Język
profile-field-country = Kraj
profile-field-name = Nazwa
profile-field-phone = Telefon
profile-field-site = Strona WWW
profile-field-email = E-mail
profile-field-next = Następna informacja
profile-field-channels = Kanały
button-role = Rola
button-language = Język
button-export = Eksport
button-forget = Usuń wszystko
language-which = Jaki język? Możesz też napisać „language de”.
error-profile-long = To za długie (liczba znaków: { $length }): najwyżej { $most }. Nic się nie zmieniło.
error-profile-phone = W „{ $value }” nie ma numeru telefonu. Nic się nie zmieniło.
error-profile-email = „{ $value }” to nie adres e-mail. Nic się nie zmieniło.
error-profile-site = „{ $value }” to nie adres strony: napisz go jak korn.example. Nic się nie zmieniło.
error-profile-country = Nie znam kraju „{ $value }”: podaj jego nazwę albo dwie litery, na przykład PL.

# Forgetting.
command-forget = Usunąć wszystko, co o tobie przechowuję
forget-ask = To usuwa od razu i na zawsze to, co o tobie przechowuję: profil, odpowiedzi, oceny, twoje listy i twoje imię na wspólnych.
forget-typed = Żeby potwierdzić, dotknij poniżej albo napisz „forget yes”.
forget-done = Usunięte. Nie mam już o tobie niczego.
forget-not-yet = Nie udało się usunąć wszystkiego: nie mogę teraz zapisywać na dysku. Wyślij „forget yes” jeszcze raz za minutę.
