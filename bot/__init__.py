"""Counterpoint: a news-briefing bot that quotes, links and shows both sides."""
