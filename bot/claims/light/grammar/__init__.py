"""A text in one of the lighter languages: its lines, sentences, verbs, phrases, names and numbers, by word lists."""
