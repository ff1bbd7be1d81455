"""What people's messages say: which question they ask, who asks, what is down since when, and what the words of a checklist, an
incident or a profile mean. Rules over the words in the YAML files beside, in six languages; nothing here answers."""
