"""Two accounts of one thing that cannot both be right: other figures, causes, courses of events."""
