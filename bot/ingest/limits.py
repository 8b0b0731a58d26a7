"""The bounds of a visit, as one value: settings are not known here (DESIGN: values, never the settings object)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long, how large and how often.

    Sizes are those of decompressed bodies. Pages are smaller than feeds: 10 MB of HTML took the extractor 12 s and
    364 MB. `max_interval_seconds` also bounds the back-off, so no source is ever given up.
    """

    timeout_seconds: float = 30.0
    max_feed_bytes: int = 10_000_000
    max_page_bytes: int = 2_000_000
    min_interval_seconds: int = 1
    max_interval_seconds: int = 86_400


DEFAULT_LIMITS = Limits()
