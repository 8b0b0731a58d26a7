"""Counterpoint: a news-briefing bot that quotes, links and shows both sides."""

__version__ = "0.1.0"
