"""Documents and briefings -> messages."""
