"""Who says what, and the statements they make."""
