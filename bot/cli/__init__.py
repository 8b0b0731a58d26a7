"""The `counterpoint` command: parses, calls app, prints. Each verb imports what it needs when it runs."""

from bot.cli.commands import main

__all__ = ["main"]
