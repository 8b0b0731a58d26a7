"""Pages that answer 200 and hold no article: paywall stubs, consent pages, soft 404s [pure].

Each sign alone occurs in articles too (about cookies, about the number 404), so it counts only where little text
stands beside it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SHORT_CHARS = 1_500  # a feed's own text of this length is taken for a whole article; so is a page's
_STUB_CHARS = 700  # metered sites call whole short reports paid for; what they show of paid ones is a paragraph or two
_MISSING = re.compile(
    r"\b(?:error )?404\b|\b(?:page|article|story|content) (?:was |is |could |cannot |can't |has |be )*"
    r"(?:not|no longer|n't) (?:be )?(?:found|available|exist)|\bnot found\b"
    r"|\b(?:seite|artikel|beitrag) (?:wurde )?nicht (?:gefunden|verfügbar)|\bpage (?:introuvable|non trouvée)"
    r"|\bpágina no (?:encontrada|disponible)|\bpagina non trovata|\bpágina não encontrada|\bpagina niet gevonden",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\bpersonal data\b|\bprivacy (?:policy|settings|choices)\b|\bour partners\b"
    r"|\beinwilligung|\bdatenschutz|\bconsentement|\bdonnées personnelles|\bconsentimiento|\bdatos personales"
    r"|\bconsenso\b|\bdati personali|\btoestemming",
    re.IGNORECASE,
)
_CONSENT_PLACE = re.compile(r"^consent\.|^guce\.|/(?:collect)?consent(?:/|$)", re.IGNORECASE)


def paywalled(*, body: str, free: bool) -> bool:
    """Say whether a text is only the beginning of an article; `free` is False where the page says that it costs."""
    return not free and len(body) < _STUB_CHARS


def stub_reason(*, titles: tuple[str, ...], body: str, url: str) -> str | None:
    """Return why a page is no article though it has text, or None.

    Args:
        titles: The page's headlines and window title.
        body: Its extracted text, one paragraph a line.
        url: Where it was found, after redirects.
    """
    if _consent(body, url):
        return "the page asks for consent before it shows its article"
    if len(body) >= _SHORT_CHARS:
        return None
    if any(_MISSING.search(title) for title in titles):
        return "the page says that there is nothing here (a soft 404)"
    return None


def _consent(body: str, url: str) -> bool:
    """Say whether most paragraphs speak of consent, or the address does."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if _CONSENT_PLACE.search(parts.hostname or "") or _CONSENT_PLACE.search(parts.path):
        return True
    lines = body.split("\n")
    return len(body) < 2 * _SHORT_CHARS and sum(bool(_CONSENT.search(line)) for line in lines) * 2 > len(lines)
