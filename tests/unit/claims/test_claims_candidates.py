"""Which claims a response is held against: those near it and those that share a telling word, whatever the story."""

from bot.claims.answers.response import Response
from bot.claims.answers.responses import responses
from bot.claims.grammar.lexicon import load
from bot.claims.linking.candidates import COMMON, REACH, Candidates
from bot.claims.linking.link import Claim, claims_of
from bot.claims.speech.statements import Reading, read_article
from bot.domain.claim import ClaimText

LEXICON = load("en")
assert LEXICON is not None
DENIAL = "Varn denied the allegation that she had drained the reservoir."


def read(*texts: str) -> list[Reading]:
    assert LEXICON is not None
    return [read_article(LEXICON, ClaimText(lang="en", article=str(n), text=text), n) for n, text in enumerate(texts)]


def parts(*texts: str) -> tuple[list[Claim], Response]:
    """Return the claims of a story and the first response of its first article."""
    assert LEXICON is not None
    readings = read(*texts)
    return [claim for one in readings for claim in claims_of(LEXICON, one)], responses(LEXICON, readings[0])[0]


def told(claims: list[Claim]) -> set[str]:
    return {claim.reading.slice(*claim.span) for claim in claims}


def test_claims_of_the_same_article_are_candidates_without_a_word_in_common():
    claims, response = parts(f"Orm accused the mayor of greed. {DENIAL}")
    assert "Orm accused the mayor of greed." in told(Candidates(claims).near(response))


def test_claims_of_another_article_need_a_word_in_common():
    claims, response = parts(DENIAL, "Orm said the reservoir was empty. Orm said the band played on.")
    found = told(Candidates(claims).near(response))
    assert "Orm said the reservoir was empty." in found
    assert "Orm said the band played on." not in found


def test_the_order_of_the_claims_stays():
    claims, response = parts(f"Orm said it rained. {DENIAL} Orm said the reservoir was empty.")
    found = Candidates(claims).near(response)
    assert found == [claim for claim in claims if claim in found]


def test_a_claim_far_away_in_a_long_article_is_no_candidate():
    between = "Orm said the band played on. " * (REACH + 1)
    claims, response = parts(f"{DENIAL} {between}Orm said the reservoir was empty.")
    assert "Orm said the reservoir was empty." not in told(Candidates(claims).near(response))


def test_a_word_of_the_whole_story_leads_to_no_claim():
    others = ["Orm said the reservoir was empty."] * (COMMON + 1)
    claims, response = parts(DENIAL, *others)
    assert len(told(Candidates(claims).near(response)) - {DENIAL}) == 0
    claims, response = parts(DENIAL, *others[: COMMON // 2])
    assert told(Candidates(claims).near(response)) >= set(others)


def test_the_statements_around_an_offset_are_found_from_the_outermost_to_the_innermost():
    text = "Ilse Varn said that Bela Orm had claimed that the reservoir was empty."
    (reading,) = read(text)
    assert [said.speaker for said in reading.around(text.index("reservoir"))] == ["Ilse Varn", "Bela Orm"]
    assert reading.around(0) == []
    assert [said.speaker for said in reading.said_in(0)] == ["Ilse Varn", "Bela Orm"]
    assert reading.said_in(7) == []


def test_an_article_that_only_denies_finds_the_claim_of_the_only_other_one():
    claims, response = parts(DENIAL, "Orm said the reservoir was empty.")
    elsewhere = [claim for claim in claims if claim.reading.order == 1]
    assert told(Candidates(elsewhere).near(response)) == {"Orm said the reservoir was empty."}
