"""The log: both forms, vendors' records too, and never a secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import log

SECRET = 'p"ss wörd\\'
TOKEN = "xoxb-1111-not-a-real-token"


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("form", ["console", "json"])
def test_secrets_are_masked_wherever_they_hide(form) -> None:
    stream = io.StringIO()
    log.configure(form=form, secrets=[SECRET], stream=stream)
    logger = structlog.get_logger("bot.test")
    logger.info("connected", token=TOKEN, url=f"https://u:{SECRET}@db", nested={"deep": [SECRET]})
    logging.getLogger("vendor").warning("refused %s for %s", TOKEN, SECRET)
    failure = RuntimeError(SECRET)
    logger.error("failed", exc_info=failure)
    logging.getLogger("vendor").error("failed too", exc_info=failure)
    shown = stream.getvalue()
    assert shown.count("***") >= 6
    assert TOKEN not in shown
    assert SECRET not in shown
    assert json.dumps(SECRET)[1:-1] not in shown


def test_without_the_masker_the_same_line_would_show_it() -> None:
    """The twin of the test above: the check can fail."""
    stream = io.StringIO()
    log.configure(form="console", secrets=[], stream=stream)
    structlog.get_logger("bot.test").info("connected", password="hunter22")
    assert "hunter22" in stream.getvalue()


def test_json_lines_are_objects_with_time_level_logger_and_event() -> None:
    stream = io.StringIO()
    log.configure(form="json", stream=stream)
    structlog.get_logger("bot.test").info("polled", articles=3)
    logging.getLogger("vendor").warning("slow")
    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert ours.items() >= {"event": "polled", "level": "info", "logger": "bot.test", "articles": 3}.items()
    assert theirs.items() >= {"event": "slow", "level": "warning", "logger": "vendor"}.items()
    assert ours["timestamp"].endswith("Z")


def test_less_severe_lines_are_left_out() -> None:
    stream = io.StringIO()
    log.configure(level="warning", stream=stream)
    structlog.get_logger("bot.test").info("quiet")
    logging.getLogger("vendor").info("quiet")
    assert not stream.getvalue()


@pytest.mark.parametrize(("level", "shown"), [("info", ["trouble"]), ("debug", ["chatter", "trouble"])])
def test_a_vendors_chatter_is_for_debugging_only(level: str, shown: list[str]) -> None:
    """slack_bolt gives its own loggers a level, so one set on their parent would not reach them."""
    stream = io.StringIO()
    log.configure(level=level, stream=stream)
    vendor = logging.getLogger("slack_bolt.TestApp")
    vendor.setLevel("INFO")
    vendor.info("chatter")
    vendor.error("trouble")
    assert [word for word in ("chatter", "trouble") if word in stream.getvalue()] == shown


def test_configuring_again_replaces_the_former_set_up() -> None:
    first, second = io.StringIO(), io.StringIO()
    log.configure(stream=first)
    log.configure(stream=second)
    structlog.get_logger("bot.test").info("once")
    assert (first.getvalue(), second.getvalue().count("once")) == ("", 1)


@pytest.mark.parametrize("token", ["xoxb-1-a", "xapp-1-A-b", "xoxp-9-z", "M" * 24 + ".abcdef." + "x" * 30])
def test_what_looks_like_a_chat_token_is_masked_though_unknown(token: str) -> None:
    assert log.Masker([])(f"token={token}!") == "token=***!"
