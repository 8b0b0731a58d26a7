"""The `counterpoint` command: parses, calls app, prints. Each verb imports what it needs when it runs.

So does this package: every child of the pool imports the script that the program was started by, which imports this.
"""


def main() -> None:
    """Run the command line."""
    from bot.cli.commands import app

    app(prog_name="counterpoint")
