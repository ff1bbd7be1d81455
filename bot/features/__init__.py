"""What the bot can do, one feature a module: each answers its commands, its buttons and its typed words (bot/turns.py)."""
