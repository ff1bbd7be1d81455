"""How the tables came about: Alembic runs what a database has not been through yet."""
