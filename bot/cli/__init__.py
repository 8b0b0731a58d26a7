"""The `counterpoint` command: parses, calls app, prints. Each verb imports what it needs when it runs.

So does this package: every child of the pool imports the script that the program was started by, which imports this.
"""

import sys

EXIT_INTERRUPTED = 130  # as a shell reports a program that Ctrl-C ended: 128 and the number of SIGINT


def main() -> None:
    """Run the command line; Ctrl-C ends it with one status and no traceback, also while it is still loading."""
    try:
        from bot.cli.commands import app

        app(prog_name="counterpoint")
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
