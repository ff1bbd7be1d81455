"""What Plan B knows: sources, playbooks, and the index that finds them. Knows nothing of ingestion, chats or people."""
