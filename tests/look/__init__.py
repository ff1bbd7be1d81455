"""How the bot looks: conversations played with the real program, shown as a phone shows them, and written down for docs/."""
