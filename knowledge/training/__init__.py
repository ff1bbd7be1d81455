"""Trains the builtin embedder from the utterances and playbooks of the repository: `python -m knowledge.training`."""
