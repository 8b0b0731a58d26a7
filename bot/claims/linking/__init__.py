"""Which claim an answer answers, and the disputes that these pairs make."""
