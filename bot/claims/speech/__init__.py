"""Who says what: cues, contents, speakers, polarity, and the statements they make."""
