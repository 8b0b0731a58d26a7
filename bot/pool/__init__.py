"""CPU work outside the event loop."""
