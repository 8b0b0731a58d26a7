"""When briefings are due (plan, pure) and what wakes the program at those times (runner)."""
