"""Extractive summaries: text in, cited sentences out. Knows nothing of the bot."""
