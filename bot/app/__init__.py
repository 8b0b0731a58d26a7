"""The composition root: settings in, running program out. The only package that names every adapter."""

from bot.app.compose import App, open_app

__all__ = ["App", "open_app"]
