"""What is said against a claim, and which claim it answers."""
