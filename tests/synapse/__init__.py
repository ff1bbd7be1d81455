"""A real Matrix homeserver for tests, and people on it."""
