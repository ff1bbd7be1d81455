"""What is kept: answers given, profiles, checklists, feedback, and what waits to be handled or delivered.

`database.py` opens the file and never lets a fault of the disk reach a person; `schema.py` holds the tables, `migrations/` how
they came about; each other module keeps one kind of thing.
"""
