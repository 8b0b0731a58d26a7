"""Findings set against what somebody said: "But records show ...", "The inquiry found that nobody had ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.answers.response import sentence_span
from bot.claims.grammar.compare import content_words
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.text import Sentence
from bot.claims.linking.link import can_claim
from bot.claims.parties import mentions, same_voice
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import Polarity

# A finding answers what was said at most this many sentences before.
REACH = 2
_WORD = re.compile(r"[\w-]+")
_AGAINST = ("but ", "however", "yet ", "“but ", '"but ')
_CLAIMANT = re.compile(
    r"(?:that )?(?:he|she|they|it)\b(?! (?:is|was) (?:not )?(?:clear|possible|likely))", re.IGNORECASE
)
_PERSON = re.compile(r"(?:that )?(?:he|she)\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"\b(?:account|version|claims?|story|statements?|denials?)\b", re.IGNORECASE)
_BUT = re.compile(r"(?:But|Yet|However)\b,? ")
# Words of a sentence within which it names whom it tells of.
_HEAD = 12
# A claim about oneself: "he had never met her", "that she was not asked"
_SELF = re.compile(r"[\"“]?(?:that )?(?:I|we|my|our|he|she|they|his|her|their|it|its)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:said|says|saying|added|told|acknowledg\w+|conced\w+|also|will|would|may|might|could|should|declin\w+|plans?)\b"
)
# "he was asked about it after records showed": the sentence is about something else
_ASIDE = re.compile(r"[^,] (?:after|when|because|since)\b", re.IGNORECASE)
_UNREAL = re.compile(r"\b(?:may|might|could|if|whether|will|would)\b", re.IGNORECASE)


def contradicted(lexicon: Lexicon, reading: Reading) -> Iterator[tuple[Said, Said]]:
    """Yield (claim, finding) of an article: a named voice, and records or inspectors that show otherwise."""
    for finding in reading.said:
        if not _finds(lexicon, reading, finding):
            continue
        claim = _claim(lexicon, reading, finding)
        if claim is not None and _tells_otherwise(lexicon, reading, claim, finding):
            yield claim, finding


def belied(lexicon: Lexicon, reading: Reading) -> Iterator[tuple[Said, int]]:
    """Yield (claim, sentence) where the article, after "But", tells of a speaker what they had said was not so."""
    for sentence in reading.text.sentences[1:]:
        opens = _BUT.match(reading.article.text, sentence.start, sentence.end)
        if opens is None or not _is_own(reading, sentence, opens.end()):
            continue
        made = [
            one
            for one in reading.said_in(sentence.number - 1)
            if one.speaker and one.item.verb in lexicon.words["telling"] and can_claim(lexicon, one)
        ]
        if made and _belies(lexicon, reading, made[-1], sentence, opens.end()):
            yield made[-1], sentence.number


def _is_own(reading: Reading, sentence: Sentence, offset: int) -> bool:
    """Return whether the article itself speaks from an offset on: what happened, not what somebody says or will do."""
    if reading.around(offset) or _REPORTED.search(reading.article.text, offset, sentence.end):
        return False
    return all(one.item.rule in {"infinitive", "object"} for one in reading.said_in(sentence.number))


def _belies(lexicon: Lexicon, reading: Reading, claim: Said, sentence: Sentence, offset: int) -> bool:
    """Return whether a sentence turns round what a speaker said of themselves, with a word of it."""
    said = " ".join(reading.slice(*span) for span in claim.item.contents)
    told = reading.slice(offset, sentence.end)
    if not mentions(" ".join(told.split()[:_HEAD]), claim.speaker) or _SELF.match(said) is None:
        return False
    turn = lexicon.patterns["turn"]
    if (turn.search(said) is None) == (turn.search(told) is None):
        return False
    names = content_words(" ".join(word for name in reading.voices.names[sentence.number] for word in name.words))
    return bool(content_words(said) & content_words(told) - names)


def _finds(lexicon: Lexicon, reading: Reading, said: Said) -> bool:
    """Return whether a statement is what records, tests or inspectors found."""
    source, verb = said.item.source, said.item.verb
    if source is None or said.polarity not in {Polarity.ASSERTS, Polarity.CONFIRMS}:
        return False
    if verb not in lexicon.words["finding"] and verb != "say":
        return False
    start = reading.text.sentences[said.item.sentence].start
    # "court files seen by the Ledger show": the grammar takes the last name for the subject
    subject = reading.slice(*source) if verb == "say" else reading.slice(start, said.item.cue[0])
    aside = _ASIDE.search(subject)
    main = subject[: aside.start()] if aside is not None else subject
    if lexicon.words["evidence_nouns"].isdisjoint(_WORD.findall(main.lower())):
        return False
    return _UNREAL.search(reading.slice(start, said.item.contents[0][0])) is None


def _claim(lexicon: Lexicon, reading: Reading, finding: Said) -> Said | None:
    """Return the last statement before a finding that puts a claim forward, or denies one; None where there is none."""
    number = finding.item.sentence
    for back in range(1, REACH + 1):
        made = [
            one
            for one in reading.said_in(number - back)
            if one.speaker and (one.polarity is Polarity.DENIES or can_claim(lexicon, one)) and one.item.source
        ]
        if made:
            other = not same_voice(made[-1].speaker, finding.speaker) and not _finds(lexicon, reading, made[-1])
            return made[-1] if other else None
    return None


def _tells_otherwise(lexicon: Lexicon, reading: Reading, claim: Said, finding: Said) -> bool:
    """Return whether a finding is set against a claim: by "but", and about its maker, or by a negation."""
    sentence = reading.slice(*sentence_span(reading, finding.item.sentence)).lower()
    against = sentence.startswith(_AGAINST) or ", however," in sentence
    content = " ".join(reading.slice(*span) for span in finding.item.contents)
    of_claimant = mentions(content, claim.speaker) or _CLAIMANT.match(content) is not None
    if against:
        turned = lexicon.patterns["turn"].search(content) is not None
        of_account = finding.item.verb != "say" and _ACCOUNT.search(content) is not None
        return of_claimant or turned or of_account
    if finding.item.sentence - claim.item.sentence != 1 or finding.item.verb == "say":
        return False
    said = " ".join(reading.slice(*span) for span in claim.item.contents)
    never = lexicon.patterns["never_so"].search(content) and not lexicon.patterns["turn"].search(said)
    of_self = _SELF.match(said) is not None and claim.item.verb not in lexicon.words["finding"]
    return bool(never) or (of_self and _PERSON.match(content) is not None)
