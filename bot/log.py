"""Structured logging: structlog for us, the standard library's records of vendors through the same chain.

Secrets never get out: the last step masks every known secret value and everything that looks like a chat token in
the finished line, whatever object, traceback or vendor put it there.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TextIO
from urllib.parse import quote

if TYPE_CHECKING:
    from structlog.typing import Processor

MASK = "***"
# Slack: https://docs.slack.dev/authentication/tokens. Discord bot tokens: three base64url parts (id.time.mac).
_CHAT_TOKENS = r"xox[a-z]-[\w-]+|xapp-[\w-]+|\b[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}"
# Below these levels vendors talk about themselves (voice support, plug-ins, jobs), not about the operator's news.
_VENDOR_LEVELS = {
    "discord.client": "ERROR",
    "slack_bolt": "ERROR",
    "alembic": "WARNING",
    "apscheduler": "WARNING",
    "uvicorn": "WARNING",
}
_SHORTEST_SECRET_CHARS = 4  # masking shorter ones would only garble the log


class Masker:
    """Replaces secrets in a finished line, also in the forms that JSON, repr and URLs give them."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET_CHARS}
        for _ in range(2):  # twice: a traceback's repr may stand in a JSON string
            forms |= {escaped for form in forms for escaped in _escape(form)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._pattern = re.compile("|".join([*map(re.escape, longest_first), _CHAT_TOKENS]))

    def __call__(self, line: str) -> str:
        """Return the line without secrets."""
        return self._pattern.sub(MASK, line)


def _escape(text: str) -> tuple[str, ...]:
    as_json = (json.dumps(text, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False))
    return (*as_json, repr(text)[1:-1], quote(text, safe=""))


class _MaskingFormatter(logging.Formatter):
    def __init__(self, inner: logging.Formatter, masker: Masker) -> None:
        super().__init__()
        self._inner = inner
        self._masker = masker

    def format(self, record: logging.LogRecord) -> str:
        return self._masker(self._inner.format(record))


def _is_for_the_operator(record: logging.LogRecord) -> bool:
    """Return whether a record is shown; asked at the handler, because vendors (slack_bolt) set their own levels."""
    wanted = (least for vendor, least in _VENDOR_LEVELS.items() if f"{record.name}.".startswith(f"{vendor}."))
    return record.levelno >= logging.getLevelNamesMapping()[next(wanted, "NOTSET")]


def configure(
    *,
    level: Literal["debug", "info", "warning", "error"] = "info",
    form: Literal["console", "json"] = "console",
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Set logging up for the process; calling it again replaces the former set-up.

    Args:
        level: Least severity shown; vendors' chatter is shown at "debug" only.
        form: Lines for people, or one JSON object a line.
        secrets: Values that must never appear (bot.settings.secrets_of).
        stream: Where lines go; standard error by default, so that standard output stays the program's answer.
    """
    import structlog  # 0.1 s with rich: only who logs pays for it

    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    out = stream or sys.stderr
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=out.isatty())
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer], foreign_pre_chain=shared
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(_MaskingFormatter(formatter, Masker(secrets)))
    if level != "debug":
        handler.addFilter(_is_for_the_operator)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # a second configure (tests, settings reload) must take effect
    )
