"""Documents as hostile feeds would make them: markup, mentions, half links, two-unit signs and far too much of all."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.domain.claim import Status
from bot.domain.document import Action, ChangeCard, CorrectionCard, Heading, Listing, Prose, UnansweredCard
from tests.builders.articles import evidence_card
from tests.builders.discord_documents import FETCHED, dispute, document, line, side, story

# Signs that start markup, two-unit signs, line breaks and addresses, so that escaping and counting have work to do.
hostile = st.text(
    st.one_of(st.sampled_from("\\*_~`|<>@[]()#:-+.1 \n/"), st.characters(codec="utf-8"), st.sampled_from("😀🂡")),
    min_size=1,
    max_size=900,
)
long_words = st.builds(lambda sign, count: sign * count, st.sampled_from("a*😀"), st.integers(200, 5000))
texts = st.one_of(hostile, long_words)
links = st.one_of(
    st.none(), hostile, st.sampled_from(["javascript:alert(1)", "https://a.example/)(<x> y", "http://[::1]/"])
)
lines = st.builds(line, texts, article=st.sampled_from("abc"), publisher=hostile, link=links, file=st.none() | hostile)
sides = st.builds(
    lambda label, speaker, said: side(label, speaker, *said), hostile, hostile, st.lists(lines, min_size=1, max_size=4)
)
stories = st.builds(lambda said, headline: story(*said, headline=headline), st.lists(lines, max_size=5), lines)
disputes = st.builds(lambda found: dispute(*found), st.lists(sides, min_size=2, max_size=4))
evidence = st.builds(
    lambda said, start, role, speaker: evidence_card(
        said, start % len(said.text), len(said.text), role=role, label="Denial", speaker=speaker
    ),
    lines.filter(lambda said: said.text),
    st.integers(0, 300),
    hostile,
    st.none() | hostile,
)
blocks = st.one_of(
    evidence,
    st.builds(Heading, text=texts),
    st.builds(Prose, text=texts, small=st.booleans()),
    st.builds(Listing, rows=st.lists(st.tuples(hostile, texts), max_size=4).map(tuple)),
    st.builds(UnansweredCard, line=lines, speaker=st.none() | hostile, note=hostile),
    st.builds(
        ChangeCard,
        at=st.just(FETCHED),
        status=st.sampled_from(Status),
        by=st.lists(hostile, max_size=3).map(tuple),
        note=hostile,
        line=st.none() | lines,
    ),
    st.builds(
        lambda was, now, beside: CorrectionCard(was=was, now=now, sides=tuple(beside)),
        lines,
        st.none() | lines,
        st.lists(sides, max_size=2),
    ),
    st.builds(CorrectionCard, was=st.none(), now=lines),
    stories,
    disputes,
)
actions = st.builds(Action, label=hostile, command=hostile)
documents = st.builds(
    lambda title, found, buttons: document(*found, title=title, actions=tuple(buttons)),
    texts,
    st.lists(blocks, max_size=14),
    st.lists(actions, max_size=30),
)
