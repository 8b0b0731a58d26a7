"""What the engine reached on texts kept apart from whoever writes rules (docs/method.md says how; a test compares)."""

MEASURED_ON = "23 November 2026"
RIGHT, FLAGS, MARKED = 11, 19, 94  # flags shown by default: right ones, all; disputes that two readers both marked
LOW, HIGH = 0.36, 0.77  # between which the share of right flags lies, at 95 of 100
