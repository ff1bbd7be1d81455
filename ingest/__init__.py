"""From an operator's files to passages in the index. Knows knowledge, and nothing of chats."""
