"""What is said against a claim, before it is known which claim: denials, corrections, findings."""
