"""Patterns of words that set a text against a claim. Each is linear: no repeated group can match two ways.

English only; they move into the lexicon with the second language.
"""

from __future__ import annotations

import re

_DEGREE = (
    r"(?:simply|just|absolutely|totally|completely|entirely|clearly|categorically|demonstrably|patently|wildly|utterly|"
    r"blatantly|factually|flatly|plainly|also|both|all)"
)
_TRUE = r"(?:true|accurate|correct|the case|factual|based in fact)"
_OWN = r"(?:himself|herself|itself|themselves)"
_HIS = r"(?:his|her|their|its|the|that)"
_WORD_FOR_CLAIM = (
    r"(?:story|report|claims?|statement|article|allegations?|accusations?|figures?|comments?|remarks?|assertions?)"
)

NOT_TRUE = re.compile(
    rf"\b(?:is|are|was|were|be|been|it['’]s|that['’]s)\s+(?:{_DEGREE} )?"
    rf"(?:not|never)\s+(?:{_DEGREE} |at all |quite )?{_TRUE}\b"
    rf"|\b(?:isn|aren|wasn|weren)['’]t\s+{_TRUE}\b"
    r"|\bnever happened\b"
    r"|\b(?:it|this|that) (?:did not|didn['’]t) happen(?=[.,!”\"])|\bno truth (?:to|in)\b|\bno basis in fact\b"
    r"|\bmade[- ]up (?:story|stories|claims?)\b",
    re.IGNORECASE,
)
FALSE = re.compile(
    rf"\b(?P<subject>\w+(?:['’]\w+)?)\s+(?:is|are|was|were|as|being)\s+[\"“]?(?:an? )?"
    rf"(?:{_DEGREE} )?(?:{_DEGREE} )?(?=(?P<word>[a-z]+)\b)",
    re.IGNORECASE,
)
CATEGORICALLY = re.compile(
    rf"\b{_DEGREE} (?:false|untrue|inaccurate|fabricated)\b(?! [a-z])|\btotal fabrication\b|\bfake news\b",
    re.IGNORECASE,
)
WITHOUT_EVIDENCE = re.compile(
    r"\bwithout (?:any |(?:providing|offering|citing|presenting|giving|showing) (?:any )?)(?:\w+ )?(?:evidence|proof)\b"
    r"|\bwithout (?:evidence|proof)\b",
    re.IGNORECASE,
)
# Before a denial: then nobody has denied yet.
HYPOTHETICAL = re.compile(r"\b(?:if|unless|whether|should|would|could|might|will)\b[^,;]*\Z", re.IGNORECASE)
FALSE_CLAIM = re.compile(
    r"\b(?:false|debunked|discredited|baseless|unfounded|disproved|disproven|fabricated) "
    r"(?:claim|allegation|accusation|narrative|rumou?r|assertion|conspiracy theory|story)s? that\b",
    re.IGNORECASE,
)
CONTRARY = re.compile(
    r"^[\"“]?(?:but |and )?(?:contrary to|in contrast to|despite) [^,;]{0,60}?"
    r"\b(?:claims?|assertions?|allegations?|insistence|denials?|reports?|statements?)\b",
    re.IGNORECASE,
)
# "it did not", "she was not": a whole content that only turns round what was just said.
ELLIPSIS = re.compile(
    r"(?:that )?(?:it|he|she|they|we|I|this) (?:did|does|do|was|were|is|are|has|have|had|would)"
    r"(?: not|n['’]t|never)[.,;”\"]*$",
    re.IGNORECASE,
)
# The start of a content that negates: "it had received no letter", "no troops had crossed", "I never took a bribe".
OPENS_NEGATED = re.compile(
    r"[\"“]?(?:that )?(?:no \w+|none|nothing|nobody|never|"
    r"(?:\w+['’]?\w* ){1,4}?(?:\w+n['’]t|not|never|no|none|nothing))\b",
    re.IGNORECASE,
)
INNOCENCE = re.compile(
    rf"\b(?:maintain(?:s|ed)?|protest(?:s|ed)?|proclaim(?:s|ed)?|insist(?:s|ed)? on) {_HIS} innocence\b"
    r"|\bplead(?:s|ed)? not guilty\b|\bpled not guilty\b|\b(?:did|done|does|do) nothing wrong\b",
    re.IGNORECASE,
)
TOO_FEW = re.compile(
    r"\b(?:number|figure|estimate|count|toll|total|sum)s?\b[^.;]{0,60}\b(?:too (?:low|high|small|large)|"
    r"(?:over|under)(?:stated|estimated)|exaggerated|inflated)\b",
    re.IGNORECASE,
)
NO_EVIDENCE = re.compile(
    r"\b(?:no|little|scant|zero) (?:\w+ )?(?:evidence|proof)\b"
    r"(?=\s+(?:of|that|to|for|he|she|they|the|linking|\w+ed)\b|[,.;])",
    re.IGNORECASE,
)
IN_FACT = re.compile(r"[\"“]?(?:but |yet |and )?(?:in fact|in reality|in actuality|actually|in truth)\b", re.IGNORECASE)
CORRECTION = re.compile(
    r"\b(?:(?:has|have) been (?:corrected|amended)|earlier version (?:of|misstated|said)|editor['’]s note|correction:"
    rf"|issued a correction|corrected {_OWN}|(?:walked|walking) back {_HIS}"
    r"|apologi[sz]ed? for (?:saying|claiming|stating|suggesting|reporting|alleging)"
    rf"|(?:retracted|retracts|withdrew) (?:an? |{_HIS} )(?:\w+ )?{_WORD_FOR_CLAIM})\b",
    re.IGNORECASE,
)
# "It was not a raid", "There is no emergency": a pronoun, a negation and a noun; the noun is what is turned round.
NEGATED = re.compile(
    r"\b(?:it|this|that|there|these|those|he|she|they|we|I)(?: (?:is|are|was|were|am)|['’](?:s|re|m))"
    r"(?:(?: in no way| not| never|n['’]t) an?| no) (?:\w+ )?(?P<echo>[a-z][\w-]{3,})"
    r"|\b(?:isn|wasn|aren|weren)['’]t an? (?:\w+ )?(?P<echo2>[a-z][\w-]{3,})",
    re.IGNORECASE,
)
