# Matrix rooms.
matrix-declined = Dziękuję, ale wchodzę tylko do pokojów, do których zapraszają mnie wybrane osoby. Proszę zapytać tego, kto mnie prowadzi.
matrix-encrypted = Nie mogę czytać tego pokoju: jest szyfrowany, a zainstalowano mnie bez szyfrowania. Zaproś mnie do pokoju bez szyfrowania albo poproś tego, kto mnie prowadzi, o zainstalowanie planb[encryption].
matrix-no-key = Nie mam klucza do tej wiadomości. Wyślij ją jeszcze raz; jeśli to nie pomoże, napisz do mnie w pokoju bez szyfrowania.
doctor-matrix = Matrix: { $name } jest zalogowany.
doctor-password-refused = { $platform } odrzuca użytkownika lub hasło: sprawdź PLANB_MATRIX_USER i PLANB_MATRIX_PASSWORD.
