"""The phrases of each language that tell furniture from prose and a sentence that stands alone from one that does not.

They are data, phrases.toml; this module only compiles them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A language nobody named (ISO 639-2): it has the shared phrases.
UNKNOWN = "und"

_NOTHING = r"(?!)"


@dataclass(frozen=True, slots=True)
class Phrases:
    """What one language knows; the keys of phrases.toml, compiled."""

    boilerplate: re.Pattern[str]
    labels: re.Pattern[str]
    finite: re.Pattern[str]
    unfinished: re.Pattern[str]
    openings: re.Pattern[str]
    definites: re.Pattern[str]
    mentioned: re.Pattern[str]
    absent_speaker: re.Pattern[str]
    adjuncts: re.Pattern[str]
    danglers: re.Pattern[str]
    subjects: re.Pattern[str]
    objects: re.Pattern[str]
    plurals: re.Pattern[str]
    groups: re.Pattern[str]
    pronouns: re.Pattern[str]
    antecedents: re.Pattern[str]
    strangers: re.Pattern[str]
    pointers: re.Pattern[str]
    own_voice: re.Pattern[str]
    introducing: re.Pattern[str]
    resumed: re.Pattern[str]
    bait: re.Pattern[str]
    alleged: re.Pattern[str]
    licensed: bool


@cache
def phrases_of(lang: str | None) -> Phrases:
    """Return the phrases of a language (ISO 639-1; None means English); one without a table has the shared ones."""
    tables = tomllib.loads(files("summarizers").joinpath("phrases.toml").read_text("utf-8"))
    code = (lang or "en").lower().replace("_", "-").split("-")[0]
    row = tables.get(code, {})
    # Sites of every language carry English notices.
    notices = tables["any"]["boilerplate"] + tables["en"]["boilerplate"]

    bait = tables["any"]["bait"] + tables["en"]["bait"] + (row.get("bait", []) if code != "en" else [])

    def compiled(key: str, *, fold: bool = True, patterns: list[str] | None = None) -> re.Pattern[str]:
        parts = row.get(key, []) if patterns is None else patterns
        return re.compile(rf"(?:{'|'.join(parts) or _NOTHING})", re.IGNORECASE if fold else 0)

    def whole(key: str, *, fold: bool = True) -> re.Pattern[str]:
        return compiled(key, fold=fold, patterns=[rf"\b(?:{'|'.join(row.get(key, [])) or _NOTHING})\b"])

    return Phrases(
        boilerplate=compiled("", patterns=notices + (row.get("boilerplate", []) if code != "en" else [])),
        labels=compiled("labels", fold=False),
        # Without a list of verbs every sentence passes.
        finite=compiled("", fold=False, patterns=[rf"(?<![\w-])(?:{'|'.join(row['finite'])})(?![\w-])"])
        if "finite" in row
        else re.compile(""),
        unfinished=compiled("unfinished", fold=False),
        openings=whole("openings"),
        definites=whole("definites"),
        mentioned=whole("mentioned"),
        absent_speaker=compiled("absent_speaker"),
        adjuncts=compiled("adjuncts"),
        danglers=compiled("danglers"),
        objects=whole("objects"),
        plurals=whole("plurals"),
        groups=whole("groups", fold=False),
        subjects=whole("subjects", fold=False),
        pronouns=whole("pronouns"),
        antecedents=whole("antecedents"),
        strangers=whole("strangers", fold=False),
        pointers=whole("pointers"),
        own_voice=whole("own_voice", fold=False),
        introducing=whole("introducing"),
        resumed=whole("resumed"),
        bait=compiled("", patterns=bait),
        alleged=whole("alleged"),
        licensed=bool(row.get("licensed", False)),
    )
