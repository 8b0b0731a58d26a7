"""What the engine reached on texts kept apart from whoever writes rules (docs/method.md says how; a test compares)."""

MEASURED_ON = "23 November 2026"
RIGHT, FLAGS, MARKED = 6, 12, 77  # flags shown by default: right ones, all; disputes that two readers both marked
LOW, HIGH = 0.25, 0.75  # between which the share of right flags lies, at 95 of 100
