"""The use case between ingest and briefing: a stored article -> its statements, its story, the story's disputes."""
