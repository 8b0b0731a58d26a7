"""A briefing as one HTML page: no script, nothing loaded from anywhere, every outside word escaped by Jinja2."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.claims.workbench import LEGEND, StoryView
from bot.delivery import words
from bot.domain.document import Document

_UNPRINTABLE = dict.fromkeys(
    [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)], "\N{REPLACEMENT CHARACTER}"
)

if TYPE_CHECKING:
    from jinja2 import Template

CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render_page(title: str, documents: Sequence[Document]) -> str:
    """Return a page that shows documents one after the other, the first one being the overview."""
    return _template("page.html.j2").render(title=title, documents=documents, policy=CONTENT_SECURITY_POLICY)


def render_workbench(title: str, stories: Sequence[StoryView]) -> str:
    """Return a page for the person who writes rules: texts with their marks, statements, flags with their scores."""
    return _template("workbench.html.j2").render(
        title=plain(title), stories=stories, legend=LEGEND, policy=CONTENT_SECURITY_POLICY
    )


def plain(text: str) -> str:
    """Return a text as a file can hold it: U+FFFD for what is no character, such as a lone surrogate."""
    return text.translate(_UNPRINTABLE).encode("utf-8", "replace").decode("utf-8")


def web_link(link: str | None) -> str | None:
    """Return a link that is safe in href (http and https only), else None."""
    try:
        return link if link and urlsplit(link).scheme in {"http", "https"} else None
    except ValueError:  # an unclosed IPv6 bracket
        return None


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # with the first page, not at the start

    environment = Environment(
        loader=PackageLoader("bot.delivery"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["web_link"] = web_link
    environment.filters["plain"] = plain
    environment.globals["words"] = words
    return environment.get_template(name)
