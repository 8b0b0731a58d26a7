"""HTML fragments of feeds -> plain text, one paragraph a line, in time linear in their length.

The standard library's parser looks for the end of each comment and quotation anew: 1.3 million open comments took it
minutes. Here what is never closed ends the text, as in browsers (https://html.spec.whatwg.org/#tokenization), so
nothing is looked for twice.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from bot.ingest.normalise import clean_text

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption "  # noqa: SIM905 - reads better than forty quoted lines
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset(
    "audio canvas head iframe math noscript "  # noqa: SIM905 - as above
    "object script select style svg template video".split()
)
_CODE = frozenset({"script", "style"})
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd mark q s samp small "  # noqa: SIM905 - as above
    "span strike strong sub sup time tt u var wbr".split()
)
_SPACES = re.compile(r"\s+")
# A tag as browsers find its end: quotation marks count where a value begins. Possessive: nothing is read twice.
_ATTRIBUTES = r"(?>[^>={0}]++|=[\t\n\f\r ]*+(?>\"[^\"{0}]*+\"|'[^'{0}]*+'|(?=[^\"'])))*+>"
_TAG = re.compile(r"</?([a-zA-Z][^\t\n\f\r />]*+)" + _ATTRIBUTES.format(""))
# The same without "<" inside: where one is not closed, the search for the next goes no further than to the next.
_PLAIN_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*+)(?=[\t\n\f\r />])" + _ATTRIBUTES.format("<"))
_CODE_END = re.compile(r"</(script|style)(?=[\t\n\f\r />])", re.IGNORECASE)
_BREAK, _JOINT = "\x01", "\x00"  # stand for tags while references are read; neither comes out of one, nor is kept
_MARKS = dict.fromkeys(_BLOCKS, _BREAK) | dict.fromkeys(_INLINE, _JOINT)
_MARKS |= {name.upper(): mark for name, mark in _MARKS.items()}


def html_to_text(html: str) -> str:
    """Return the visible text of a fragment, cleaned. Text without any markup comes back cleaned only."""
    if "<" not in html and "&" not in html:
        return clean_text(html)
    text = _plain_markup(html)
    return clean_text(_scan(html) if text is None else text)


def _plain_markup(html: str) -> str | None:
    """Return the text of a fragment whose every "<" begins a tag of text, else None: 30 times as fast."""
    if _BREAK in html or _JOINT in html:
        return None
    parts = _PLAIN_TAG.split(html)
    marks = [_MARKS.get(name) for name in parts[1::2]]
    if None in marks:
        return None
    parts[1::2] = marks
    text = "".join(parts)
    if "<" in text:
        return None
    if "&" in text:
        text = unescape(text)
    lines = (" ".join(line.split()) for line in text.replace(_JOINT, "").split(_BREAK))
    return "\n".join(line for line in lines if line)


def _scan(html: str) -> str:
    """Return the text of any fragment."""
    visible = _Visible()
    position = 0
    while (start := html.find("<", position)) >= 0:
        visible.add(html[position:start])
        tag = _TAG.match(html, start)
        if tag is not None:
            position = visible.meet(tag)
        elif html.startswith(("<!", "<?", "</"), start) or html[start + 1 : start + 2].isalpha():
            position = _end_of_comment(html, start)
        else:
            visible.add("<")
            position = start + 1
        if position < 0:
            return visible.text()
    visible.add(html[position:])
    return visible.text()


def _end_of_comment(html: str, start: int) -> int:
    """Return where a comment ends that begins at `start`, or what browsers take for one; -1: never."""
    if not html.startswith("<!--", start):
        return -1 if html[start + 1].isascii() and html[start + 1].isalpha() else html.find(">", start) + 1 or -1
    if html.startswith((">", "->"), start + 4):
        return html.index(">", start) + 1
    end = html.find("-->", start + 4)
    return end + 3 if end >= 0 else -1


def _end_of_code(html: str, name: str, position: int) -> int:
    """Return where a script or style sheet ends, -1: never. Nothing but its own end tag ends it."""
    for tag in _CODE_END.finditer(html, position):
        if tag[1].lower() == name:
            return html.find(">", tag.end()) + 1 or -1
    return -1


class _Visible:
    """Collects visible text; a block element begins and ends a line.

    What a silent element holds is dropped at its end tag, so that one left open, as feeds do, hides nothing but code.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._silent: list[tuple[str, int]] = []  # open silent elements and where their content begins
        self._open: Counter[str] = Counter()

    def add(self, data: str) -> None:
        """Take text between tags."""
        if data:
            self._parts.append(_SPACES.sub(" ", unescape(data)))

    def meet(self, tag: re.Match[str]) -> int:
        """Take a tag and return where reading goes on; -1: nowhere, for code that never ends hides the rest."""
        name, closing = tag[1].lower(), tag[0].startswith("</")
        if name in _BLOCKS:
            self._parts.append("\n")
        elif name in _CODE and not closing:
            return _end_of_code(tag.string, name, tag.end())
        elif name in _SILENT and not closing and not tag[0].endswith("/>"):
            self._silent.append((name, len(self._parts)))
            self._open[name] += 1
        elif closing and self._open[name]:
            self._close(name)
        return tag.end()

    def _close(self, name: str) -> None:
        closed = ""
        while closed != name:
            closed, start = self._silent.pop()
            self._open[closed] -= 1
            del self._parts[start:]

    def text(self) -> str:
        """Return what was collected."""
        return "".join(self._parts)
