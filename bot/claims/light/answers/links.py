"""Which claim a response answers, in the short articles that a lighter reader is made for.

English links by `bot.claims.linking.link`, whose weights come from long stories. These languages have no such stories
to learn from, so the rule is plain: of what others are reported to say, the accusation or claim that names the one who
answers, shares words with the answer, or stands near before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.accused import accused_in, is_unnamed
from bot.claims.light.answers.answered import REPEATED, answer_of, deed_of, is_charge, tells_misdeed
from bot.claims.light.answers.marking import sums_up
from bot.claims.light.answers.parties import goes_on, is_only_voice, is_own, is_same_side, targets
from bot.claims.light.answers.silence import is_to_come
from bot.claims.light.grammar.vocabulary import RUMOUR
from bot.claims.light.speech.reading import LightReading
from bot.claims.linking.answered import INSIDE_SCORE
from bot.claims.linking.link import Claim
from bot.claims.parties import mentions, same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind, Polarity

NEAR, PER_SENTENCE = 0.8, 0.06  # what nearness adds, and what each sentence between takes away
AFTER = 0.1  # the claim follows its denial
LEAD_RESPONSE = 1  # an article may open with the answer, the number of its sentence at most this
LEAD_AFTER = 0.6  # what a claim gains that follows such an answer
ACCUSES, CLAIMS, STATES = 1.0, 0.7, 0.4
TARGETS = 0.8  # the claim names the one who answers
OVERLAP = 2.0  # times the share of content words, at most MOST_OVERLAP
MOST_OVERLAP = 1.0
MISDEED = 0.5  # the claim tells what people are accused of
OWNED = 1.5  # the response names the claimant
NOUN = 0.3  # "the accusation" and a verb of accusation
POINTED = 0.5  # "that is not true" answers the sentence before it
CONTINUED = -0.3  # speech that goes on says a part of the claim
OBJECT = -0.5  # a verb of saying with a noun: it names a matter and states nothing
SUMMED_UP = 0.5  # "So says the union": the sentences before say what
UNNAMED = -0.5  # nobody in particular claims it
ECHOED = 1.5  # weight of shared words with which what will not be answers a claim
LEADS, LEAD_SENTENCES = 0.2, 1  # an article opens with what it is about
BACKGROUND = 0.6  # "... had reported" after the response: what it answers
_CLAUSE_CHARS = 25  # a shorter opening of a sentence names nothing that could be refused
THRESHOLD = 1.1
FIRM = 0.2  # a word for a claim, or what is denied, shows that somebody made one
REACH = 14  # sentences back; further away is another part of the story
POINTER_REACH = 4
AFTER_REACH = 3
OPENING, OPENING_REACH = 3, 6  # an article may open with a scene in which somebody negates what it tells next
SAME_MATTER = 0.12  # share of content words of an accusation and of "I have nothing to do with it"
_NAMELESS = frozenset({"bodies", "generic"})  # who makes a claim without a person's name
_ASSERTED, _TOLD = frozenset({Polarity.ASSERTS}), frozenset({Polarity.ASSERTS, Polarity.CONFIRMS})
_TAKES_BACK = frozenset({DisputeKind.RETRACTION, DisputeKind.CORRECTION})
PLAIN = frozenset({"counter.negation", "counter.innocence", "counter.contrast"})  # these use no word of denial


def answered(rarity: Rarity, reading: LightReading, response: Response, answers: set[int]) -> Claim | None:
    """Return the claim that a response answers, or None: then the response stays unlinked (EDITORIAL rule 10).

    `answers` are the sentences of all responses: what somebody answers is no claim, unless it accuses.
    """
    if response.rule in PLAIN:
        return _negated(rarity, reading, response, answers)
    best: Said | None = None
    firm = response.owner is None and (response.noun or response.inside is Inside.FULLY)
    most = THRESHOLD - FIRM * bool(firm)
    accuse = reading.vocabulary.linking.words["accuse_strong"]
    for said in _near(reading, response):
        number = reading.sentence_of(said)
        answers_too = number in answers and number != response.sentence and response.kind not in _TAKES_BACK
        if answers_too and said.item.verb not in accuse:
            continue
        value = _score(rarity, reading, response, said)
        if value is not None and value > most:
            best, most = said, value
    teller = _told_here(reading, response)
    if teller is not None:
        return Claim(
            reading=reading,
            sentence=response.sentence,
            span=response.span,
            speaker=teller,
            said=None,
            score=INSIDE_SCORE,
        )
    if best is not None and not (response.inside is Inside.FULLY and response.owner and most < OWNED):
        number = reading.sentence_of(best)
        span = sentence_span(reading, number)
        return Claim(reading=reading, sentence=number, span=span, speaker=best.speaker, said=best, score=most + 1)
    if response.inside is Inside.NOT and not (response.owner and response.noun):
        return None
    if not response.noun and response.kind is DisputeKind.DENIAL:
        return None  # a denied clause that nobody is found to have said
    return Claim(
        reading=reading,
        sentence=response.sentence,
        span=response.span,
        speaker=response.owner,
        said=None,
        score=INSIDE_SCORE,
    )


def _negated(rarity: Rarity, reading: LightReading, response: Response, answers: set[int]) -> Claim | None:
    """Return the claim that a mere negation answers, or None."""
    answer = answer_of(rarity, reading, response)
    best, most = None, 0.0
    to_come = response.said is not None and is_to_come(reading, response.said)
    for said in _near(reading, response, after=OPENING_REACH):
        number = reading.sentence_of(said)
        if number in answers or not _may_be_negated(reading, response, said, number):
            continue
        if answer.most_odds(said, number) <= most or _is_of_one_side(reading, response, said):
            continue
        alike = rarity.shared(response.target, reading.words[number]) >= REPEATED or answer.echo(number) >= ECHOED
        if to_come and not alike:
            continue  # "nobody will close it" answers no claim of what was
        odds = answer.odds(said, number)
        if odds > most:
            best, most = said, odds
    if best is None:
        return None
    deed = deed_of(reading, best)
    number = reading.sentence_of(deed)
    span = sentence_span(reading, number)
    speaker = deed.speaker or best.speaker
    return Claim(reading=reading, sentence=number, span=span, speaker=speaker, said=deed, score=2.0 + most)


def _may_be_negated(reading: LightReading, response: Response, said: Said, number: int) -> bool:
    """Return whether a statement is an assertion before the negation or, in a lead, after it."""
    if said is response.said or said.polarity not in _TOLD or _reproaches(reading, said):
        return False
    return number != response.sentence and not number > response.sentence > OPENING and not reading.asks(number)


def _is_of_one_side(reading: LightReading, response: Response, said: Said) -> bool:
    """Return whether who makes a statement is who answers, or stands on one side with them."""
    return is_own(reading, said, response) or is_same_side(reading, said, response.said)


def _told_here(reading: LightReading, response: Response) -> str | None:
    """Return who claimed what a sentence denies and tells: "denied that he would sell, as the union had claimed"."""
    if response.inside is not Inside.FULLY or response.said is None or response.kind is not DisputeKind.DENIAL:
        return None
    place = reading.places[response.sentence]
    for said in reading.said_in(response.sentence):
        after = said.item.cue[0] > response.at and said.polarity is Polarity.ASSERTS
        if after and said.speaker is not None and not same_voice(said.speaker, response.speaker):
            first = place.token_from(said.item.cue[0])
            if any(place.has("as_told", at) for at in range(place.clause(first)[0] - 1, first)):
                return said.speaker
    return None


def _near(reading: LightReading, response: Response, after: int = AFTER_REACH) -> Iterator[Said]:
    """Yield the statements within reach of a response, `after` sentences after it, in text order."""
    for number in range(response.sentence - REACH, response.sentence + after + 1):
        yield from reading.said_in(number)


def _score(rarity: Rarity, reading: LightReading, response: Response, said: Said) -> float | None:
    """Return how well a statement fits as the claim that a response answers; None when it cannot be that claim."""
    number = reading.sentence_of(said)
    near = _nearness(reading, response, said, number) if _may_be_answered(reading, response, said) else None
    if near is None:
        return None
    overlap = rarity.shared(response.target, reading.words[number]) if number != response.sentence else 0.0
    about = targets(reading, number, response.speaker, response.said)
    about = about or (is_unnamed(reading, response) and accused_in(reading, said) is not None)
    if not _is_same_matter(reading, response, said, overlap, about=about):
        return None
    words, verb = reading.vocabulary.linking.words, said.item.verb
    accuses, claims = verb in words["accuse_strong"], verb in words["own_claims"]
    total = near + (ACCUSES if _accuses(reading, said) else CLAIMS if claims else STATES)
    total += TARGETS * about
    takes_back = response.kind in _TAKES_BACK
    total += min(MOST_OVERLAP, OVERLAP * (1 + (takes_back or response.inside is Inside.FULLY)) * overlap)
    if response.owner:
        named = response.owner != response.owner.lower()
        total += OWNED if same_voice(response.owner, said.speaker) else -0.5 * named
    total += MISDEED * (tells_misdeed(reading, said) and not takes_back)
    total += NOUN * (accuses and response.noun in words["accusations"])
    total += OBJECT * (said.item.rule == "object" and not accuses and not claims and not takes_back)
    total += SUMMED_UP * _sums_up(reading, number)
    total += UNNAMED * (said.speaker is None and not _tells_deed(reading, said))
    total += LEADS * (number <= LEAD_SENTENCES)
    leads = response.inside is not Inside.NOT
    total += LEAD_AFTER * (number > response.sentence <= LEAD_RESPONSE and leads)
    total += BACKGROUND * (number > response.sentence and _lies_before(reading, said))
    return total + CONTINUED * (goes_on(reading, said) and not _stands_before(said, response, number))


def _stands_before(said: Said, response: Response, number: int) -> bool:
    """Return whether "that is not true" follows right after a statement that names its speaker."""
    return response.pointer and response.sentence - number == 1 and said.item.rule != "quote.continued"


def _tells_deed(reading: LightReading, said: Said) -> bool:
    """Return whether a passive accusation tells the deed: "is accused of having sold it"."""
    return said.item.rule == "passive" and reading.tells("deed", said.item.sentence)


def _may_be_answered(reading: LightReading, response: Response, said: Said) -> bool:
    """Return whether a statement is an assertion of another voice, and no question; it may be taken back by its own."""
    told = _ASSERTED if response.kind in _TAKES_BACK else _TOLD
    if said is response.said or said.polarity not in told:
        return False
    own = _is_of_one_side(reading, response, said)
    if (own and response.kind not in _TAKES_BACK) or (_reproaches(reading, said) and not response.noun):
        return False
    named = said.speaker is not None and response.speaker is not None
    other = named and not own and (response.said is not None or said.speaker in reading.voices.persons)
    if response.kind is DisputeKind.RETRACTION and other and not _makes_too(reading, response, said):
        return False
    return not reading.asks(reading.sentence_of(said))


def _makes_too(reading: LightReading, response: Response, said: Said) -> bool:
    """Return whether who takes something back may have made a statement that another speaker is read for.

    They speak for the body that made it, or stand before what it says, where no person was read to say it; or only an
    office tells who made it: "the senator had said".
    """
    before = reading.slice(sentence_span(reading, said.item.sentence)[0], said.item.contents[0][0])
    person = said.speaker in reading.voices.persons
    named = not person and mentions(before, response.speaker)
    office = not person and " " not in (said.speaker or " ") and "titles" in reading.lists_of_name(said.speaker)
    return named or office or _speaks_for_body(reading, response, said)


def _speaks_for_body(reading: LightReading, response: Response, said: Said) -> bool:
    """Return whether who takes something back says "we" where a body made the statement: "what we said was wrong"."""
    if _NAMELESS.isdisjoint(reading.lists_of_name(said.speaker)) or response.said is None:
        return False
    start, end = response.said.item.contents[0][0], response.said.item.contents[-1][1]
    return reading.vocabulary.patterns["as_we"].search(reading.slice(start, end)) is not None


def _is_same_matter(reading: LightReading, response: Response, said: Said, overlap: float, *, about: bool) -> bool:
    """Return whether nothing tells that a response speaks of another matter than a statement.

    `overlap`: the share of content words that both hold; `about`: the statement names who answers.
    """
    words, verb = reading.vocabulary.linking.words, said.item.verb
    strong = verb in words["accuse_strong"] | words["own_claims"]
    if reading.vocabulary.has("criticism", response.noun) and not strong:
        return False  # an opinion was criticised, and no fact
    if response.rule == "no.evidence":
        return strong or bool(response.noun) or overlap >= SAME_MATTER  # "found no sign of it" may be about anything
    if _only_disagrees(reading, response) and response.pointer and _says_what_should_be(reading, response.sentence - 1):
        return False  # an opinion stands before "to this she does not agree"
    if _only_disagrees(reading, response) and not (
        strong or about or overlap >= SAME_MATTER or is_charge(reading, said)
    ):
        return False
    if response.inside is Inside.NOT or response.noun or not response.rule.startswith("deny"):
        return True
    named = said.speaker is not None and mentions(reading.slice(*response.span), said.speaker.split()[-1])
    accuses = verb in words["accuse_strong"] or _denies_wrong(reading, response)
    if response.inside is Inside.FULLY:  # and "She denies having lied. So three voters had told."
        follows = reading.sentence_of(said) == response.sentence + 1
        accuses = accuses or strong or follows or said.item.rule == "according"
    alike = overlap >= SAME_MATTER and not _refuses_clause(reading, response)
    return about or named or accuses or alike  # "refused the aid" denies nothing that was said


def _only_disagrees(reading: LightReading, response: Response) -> bool:
    """Return whether a response is "No", or that somebody sees it otherwise: opinions are answered so too."""
    agrees = response.said is not None and reading.verb_kind(response.said) == "agree"
    told = response.rule == "deny.anaphor" and " " in response.noun
    whole = "total_negations" in reading.lists_in(reading.slice(*response.span))
    return not whole and (agrees or told or response.rule == "no.answer")


def _says_what_should_be(reading: LightReading, number: int) -> bool:
    """Return whether somebody says in a sentence what should be or should have been."""
    return number >= 0 and bool(reading.said_in(number)) and reading.places[number].holds("oughts")


def _refuses_clause(reading: LightReading, response: Response) -> bool:
    """Return whether a verb that also refuses has a clause as its object: "rejected that she serve it at home"."""
    return response.inside is Inside.PARTLY and _rejects(reading, response)


def _reproaches(reading: LightReading, said: Said) -> bool:
    """Return whether a statement blames somebody for no deed or wrong that it tells: "faults her slowness"."""
    if said.item.verb not in reading.vocabulary.words["reproaching"]:
        return False
    bare = said.item.rule in {"object", "indirect.postposed"}
    return bare and not reading.places[said.item.sentence].holds("wrongs")


def _denies_wrong(reading: LightReading, response: Response) -> bool:
    """Return whether what is denied is a wrong: "denied any complicity" answers whoever accuses."""
    place = reading.places[response.sentence]
    return any(place.tokens[at].start >= response.at for at in place.spots("wrongs"))


def _lies_before(reading: LightReading, said: Said) -> bool:
    """Return whether a statement was made before what the article tells first: "had reported"."""
    place = reading.places[said.item.sentence]
    return any(not place.spoken[at] for at in place.spots("pluperfect"))


def _nearness(reading: LightReading, response: Response, said: Said, number: int) -> float | None:
    """Return the part of the score that place decides; None where the claim cannot stand there."""
    distance = response.sentence - number
    if distance == 0:
        points = response.rule == "deny.relative" or response.pointer  # "they say so, but she denies it"
        return NEAR + POINTED if points and said.item.cue[0] < response.at else None
    if distance < 0:
        return AFTER if -distance <= AFTER_REACH and _may_follow(reading, said, response) else None
    told = _told_between(reading, said, number, response.sentence)
    if distance > REACH or (response.pointer and told >= POINTER_REACH):
        return None
    near = max(0.0, NEAR - PER_SENTENCE * told)
    leads = _leads_to(reading, said, response.sentence) or _stands_before(said, response, number)
    refuses = _rejects(reading, response) and not response.noun
    if refuses and response.pointer and _names_before(reading, response):
        return None
    if refuses and any(_asks_for(reading, at) for at in (response.sentence, response.sentence - 1)):
        return None
    return near + POINTED * (leads and (response.pointer or response.shown))


def _names_before(reading: LightReading, response: Response) -> bool:
    """Return whether a clause in which nobody says anything stands before a refusal."""
    start = reading.text.sentences[response.sentence].start
    source = response.said.item.source if response.said is not None else None
    begins = min(response.at, source[0] if source is not None else response.at)
    told = any(said.item.cue[0] < begins for said in reading.said_in(response.sentence))
    return not told and begins - start > _CLAUSE_CHARS


def _told_between(reading: LightReading, said: Said, first: int, last: int) -> int:
    """Return how many sentences between two hold a statement of somebody else; background parts nothing."""
    between = (reading.said_in(number) for number in range(first + 1, last))
    return sum(any(not same_voice(one.speaker, said.speaker) for one in here) for here in between)


def _sums_up(reading: LightReading, number: int) -> bool:
    """Return whether a sentence points back to what somebody says: "That is what the union says"."""
    if any(one.item.rule == "quote.continued" for one in reading.said_in(number)) or reading.said_in(number - 1):
        return False
    return sums_up(reading, number)


def _accuses(reading: LightReading, said: Said) -> bool:
    """Return whether a statement accuses: by its verb, or by office, as what prosecutors say of somebody does."""
    source = reading.source_of(said)
    by_office = source is not None and "prosecutors" in source.lists
    place = reading.places[max(0, said.item.sentence - 1)]
    # "Orm is said to have ... So says"
    by_office = by_office or (place.holds("alleging") and _sums_up(reading, said.item.sentence))
    by_office = by_office or (said.item.verb == RUMOUR and said.speaker is not None) or _alleges(reading, said)
    return by_office or said.item.verb in reading.vocabulary.linking.words["accuse_strong"]


def _alleges(reading: LightReading, said: Said) -> bool:
    """Return whether an account is in the mood of what is alleged: "aurait vendu, according to the paper"."""
    account = "articles" in reading.vocabulary.traits and said.item.rule in {"according", "indirect.postposed"}
    return account and reading.tells("rumour", said.item.sentence)


def _rejects(reading: LightReading, response: Response) -> bool:
    """Return whether the verb of a response refuses requests as well as claims."""
    return response.said is not None and response.said.item.verb in reading.vocabulary.linking.words["rejecting"]


def _asks_for(reading: LightReading, number: int) -> bool:
    """Return whether a sentence asks for something: then "she rejected it" is no answer to a claim."""
    place = reading.places[max(0, number)]
    return place.holds("demands") or place.holds("proposals")


def _may_follow(reading: LightReading, said: Said, response: Response) -> bool:
    """Return whether a claim can stand after its answer: in a lead, in the past perfect, or where it accuses."""
    words = reading.vocabulary.linking.words
    if response.rule == "no.evidence" or (response.pointer and response.sentence > LEAD_RESPONSE):
        return False
    accuses = said.item.verb in words["accuse_strong"] | words["own_claims"]
    accuses = accuses or (response.inside is Inside.FULLY and tells_misdeed(reading, said))
    lead = response.sentence <= LEAD_RESPONSE and not response.pointer
    return accuses or lead or _lies_before(reading, said)


def _leads_to(reading: LightReading, said: Said, sentence: int) -> bool:
    """Return whether nothing but the speech that goes on stands between a statement and a sentence."""
    if goes_on(reading, said):
        return False
    return all(is_only_voice(reading, number, said.speaker) for number in range(said.item.sentence + 1, sentence))
