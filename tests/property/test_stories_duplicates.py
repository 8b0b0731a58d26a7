"""Any edit of any invented text folds, texts of other words never do, and every id has one leader."""

import random
from collections.abc import Callable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.stories.duplicates import copies

Fold = Callable[[Mapping[str, str]], dict[str, str]]
CHANGED_SHARE = 0.1


def text(seed: int, length: int, letters: str) -> str:
    """Return invented sentences of ten words made of some letters only."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(letters, k=6)) for _ in range(length)]
    return " ".join(f"{word}." if at % 10 == 9 else word for at, word in enumerate(words))


def edits(body: str, seed: int) -> dict[str, str]:
    """Return copies of a text as outlets make them; what they add is of other letters."""
    chance = random.Random(seed)
    words, sentences = body.split(), body.split(". ")
    added = text(seed, len(words), "κλμνξο")
    reworded = list(words)
    for at in chance.sample(range(len(words)), int(CHANGED_SHARE * len(words))):
        reworded[at] = "ρστ"
    return {
        "cut": " ".join(words[: (len(words) + 1) // 2]),
        "extended": f"{body} {added}",
        "framed": f"{added}\n{body}\n{added}",
        "reordered": ". ".join(chance.sample(sentences, len(sentences))),
        "reworded": " ".join(reworded),
    }


def flaws(fold: Fold, *, seed: int, length: int) -> list[str]:
    """Name every edit that does not fold, and a text of other words that does."""
    body = text(seed, length, "abcdef")
    missed = [kind for kind, copy in edits(body, seed).items() if fold({"one": body, "two": copy})["two"] != "one"]
    other = text(seed, length, "uvwxyz")
    return missed + (["other words"] if fold({"one": body, "two": other})["two"] == "one" else [])


SEEDS = st.integers(0, 2**32)
LENGTHS = st.integers(20, 300)


@settings(max_examples=60)
@given(SEEDS, LENGTHS)
def test_every_edit_folds_and_other_words_do_not(seed: int, length: int) -> None:
    assert flaws(copies, seed=seed, length=length) == []


def test_folding_by_equality_or_without_looking_is_found_out() -> None:
    def by_equality(bodies: Mapping[str, str]) -> dict[str, str]:
        first: dict[str, str] = {}
        return {name: first.setdefault(body, name) for name, body in bodies.items()}

    def all_of_them(bodies: Mapping[str, str]) -> dict[str, str]:
        return dict.fromkeys(bodies, next(iter(bodies)))

    assert flaws(by_equality, seed=1, length=50) == ["cut", "extended", "framed", "reordered", "reworded"]
    assert flaws(all_of_them, seed=1, length=50) == ["other words"]


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=12).map(" ".join), max_size=12))
def test_a_leader_leads_itself_and_comes_first(texts: list[str]) -> None:
    bodies = {f"a{number:02}": body for number, body in enumerate(texts)}
    leaders = copies(bodies)
    assert list(leaders) == list(bodies)
    assert all(leaders[leader] == leader and leader <= name for name, leader in leaders.items())
