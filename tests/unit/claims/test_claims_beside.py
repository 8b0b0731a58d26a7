"""Claims that stand beside their denial: before its verb, before "although", in the sentence before. Invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText


def disputes(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return (rule, claim, claimant, responder) of what is found."""
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")]).disputes
    return [(one.rule, text[one.claim.start : one.claim.end], one.claimant, one.responder) for one in found]


def ends(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(rule, claimant, responder) for rule, _, claimant, responder in disputes(text)]


@pytest.mark.parametrize(
    ("text", "claimant", "responder"),
    [
        (
            "Prosecutors said that Varn is suspected of spying, accusations that her allies dismissed as politics.",
            "Prosecutors",
            "her allies",
        ),
        (
            "Prosecutors said that Varn is suspected of spying — accusations that her allies dismissed as politics.",
            "Prosecutors",
            "her allies",
        ),
        ("The guild said Tavi Orm took bribes, an accusation the mayor called “baseless.”", "guild", "mayor"),
        ("The guild said Tavi Orm took bribes, a claim that Ilse Varn has labeled false.", "guild", "Ilse Varn"),
        ("The guild says the dam was built on sand, a claim disputed by the ministry.", "guild", "ministry"),
    ],
)
def test_a_denial_stands_behind_the_word_for_its_claim(text: str, claimant: str, responder: str):
    assert ends(text) == [("deny.relative", claimant, responder)]


@pytest.mark.parametrize(
    "text",
    [
        "The council plans a bridge that critics have dismissed as a folly.",
        "The guild says the dam should be higher, a plan rejected by the ministry.",
        "The guild said Tavi Orm took bribes, a claim that Ilse Varn did not call false.",
        "The guild said Tavi Orm took bribes, an accusation the mayor called serious.",
        "The guild wrote of a claim rejected by the ministry.",
        "Residents asked the mayor to resign, repeating calls that some of them said were dismissed.",
    ],
)
def test_what_is_called_something_else_is_not_denied(text: str):
    assert disputes(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "responder"),
    [
        (
            "The islands belong by treaty to the southern republic, although Orlandia disputes this.",
            "deny.anaphor",
            "Orlandia",
        ),
        (
            "The paper noted Varn's comment that she wished to spare the crews a visit, but did not buy her argument.",
            "deny.doubt",
            "paper",
        ),
        (
            "“They argue that the floods come from the old dam upstream, and that's a lie,” Ilse Varn said.",
            "false.predicate",
            "Ilse Varn",
        ),
        (
            "“Orm says he stands with the dockers,” Ilse Varn said, “but when you look, it's just hot air.”",
            "false.predicate",
            "Ilse Varn",
        ),
    ],
)
def test_the_sentence_of_a_denial_tells_what_it_denies(text: str, rule: str, responder: str):
    assert [(one, said, voice) for one, said, _, voice in disputes(text)] == [(rule, text, responder)]


@pytest.mark.parametrize(
    "text",
    [
        "Officials did not dispute that the tape was genuine and complete, but disputed its title.",
        "The rain fell, although Orlandia disputes this.",
        "“You said this thirty years ago at the old harbour, and I have not seen it since,” Ilse Varn said.",
    ],
)
def test_a_sentence_that_tells_nothing_before_its_denial_is_no_claim(text: str):
    assert disputes(text) == []


@pytest.mark.parametrize(
    ("before", "answer", "rule"),
    [
        ("The sailors' fund has been derided as a sham.", "Its lawyer, Ilse Varn, rejected the label.", "deny.anaphor"),
        (
            "A guard pulled a reporter off the quay, she and a colleague said.",
            "Harbour master Ilse Varn disputed their account.",
            "deny.anaphor",
        ),
        (
            "On Friday it was a report by the Lantern that she had “invented” a medal.",
            "Ilse Varn called that report a fabrication.",
            "false.named",
        ),
    ],
)
def test_a_denial_points_at_what_the_article_told_right_before(before: str, answer: str, rule: str):
    assert disputes(f"{before} {answer}") == [(rule, before, None, "Ilse Varn")]


@pytest.mark.parametrize("before", ["The fund has an office at the quay.", "Has the fund been derided as a sham?"])
def test_a_sentence_before_that_tells_of_no_claim_is_none(before: str):
    assert disputes(f"{before} Its lawyer, Ilse Varn, rejected the label.") == []


def test_a_clause_needs_no_that_to_be_denied():
    text = "The guild said rebels hid in the school near the quay. Tavi Orm denied rebels were at the school."
    assert ends(text) == [("deny.clause", "guild", "Tavi Orm")]


def test_a_bill_somebody_was_to_pay_is_no_clause():
    assert disputes("Tavi Orm disputed the bill that was sent to him.") == []


@pytest.mark.parametrize(
    ("denied", "claimant"),
    [
        ("a band member's ‘smuggling ring’ claims", "band member"),
        ("Olof Anders' allegation of smuggling", "Olof Anders"),
    ],
)
def test_another_s_claim_is_not_what_the_owner_s_denial_answers(denied: str, claimant: str):
    answer = f"Tavi Orm denied {denied}."
    text = f"Ilse Varn said that the tide had been higher than ever. {answer}"
    assert [(said, voice) for _, said, voice, _ in disputes(text)] == [(answer, claimant)]


def test_whom_a_claim_is_about_does_not_make_it():
    text = "Tavi Orm rejected a claim of Orlandia winning."
    assert [claimant for _, _, claimant, _ in disputes(text)] == [None]


@pytest.mark.parametrize(
    ("text", "responder"),
    [
        (
            "Ilse Varn said the mayor has been fair to her, despite suggestions by the press that he favours Orm.",
            "Ilse Varn",
        ),
        ("Ilse Varn says that, despite some talk that she is leaving, the ferry line is safe.", "Ilse Varn"),
    ],
)
def test_what_somebody_says_in_spite_of_a_claim_denies_it(text: str, responder: str):
    assert [(rule, said, voice) for rule, said, _, voice in disputes(text)] == [("own.contrary", text, responder)]


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Varn said the mayor has been fair to her, despite suggestions for a longer pier.",
        "Ilse Varn said the ferry sailed despite reports of fog.",
    ],
)
def test_suggestions_without_what_is_suggested_are_not_denied(text: str):
    assert disputes(text) == []


@pytest.mark.parametrize("who", ["Mr. Orm", "My client", "Ms. Orm"])
def test_a_lawyer_says_that_the_client_denies_it(who: str):
    text = f"The guild accused Tavi Orm of theft. “{who} absolutely denies the allegations,” said lawyer Ilse Varn."
    assert ends(text) == [("deny.quoted", "guild", "Ilse Varn")]


def test_a_client_who_denies_nobody_entry_denies_no_claim():
    text = "The guild accused Tavi Orm of theft. “My client denies nobody entry,” said lawyer Ilse Varn."
    assert disputes(text) == []


@pytest.mark.parametrize(
    ("claim", "claimant"),
    [
        ("The ministry declared that Tavi Orm was a leader of the plot.", "ministry"),
        ("Tavi Orm was accused by the ministry of plotting.", "ministry"),
    ],
)
def test_who_had_no_part_answers_whoever_told_of_it(claim: str, claimant: str):
    text = f"{claim} Orm told the Lantern that he had nothing to do with it."
    assert ends(text) == [("counter.innocence", claimant, "Tavi Orm")]


def test_a_word_for_false_may_be_quoted_alone():
    text = "The guild said that Tavi Orm was a thief. Orm said his words had been “misconstrued.”"
    assert ends(text) == [("false.predicate", "guild", "Tavi Orm")]


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (
            "Contrary to Orm's claims, officials say that he never read the letters of the harbour guild.",
            "own.contrary",
        ),
        ("Orm falsely claimed that he had read all letters of the harbour guild.", "own.falsely"),
    ],
)
def test_a_sentence_that_holds_both_sides_is_its_own_claim(answer: str, rule: str):
    text = f"“I read the letters of the harbour guild every day,” Tavi Orm said. The rain went on. {answer}"
    assert [(one, said) for one, said, _, _ in disputes(text)] == [(rule, answer)]


def test_a_claim_told_elsewhere_is_answered_there():
    claim = "Orm claimed that he had read all letters of the harbour guild."
    text = f"{claim} The rain went on. Ilse Varn denied that he had read all letters of the harbour guild."
    assert [(rule, said) for rule, said, _, _ in disputes(text)] == [("deny.clause", claim)]
