"""What `run` stores and what `counterpoint analyse` prints are the same disputes, for the same articles.

The store holds further voices beside them: who says the same, confirms or takes back (bot.claims.sides).
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.claims.rulebook.side_rules import ADDED_RULES
from bot.cli.commands import app
from bot.store import open_stores
from tests.golden.transcripts import logging_restored

CORPUS = Path(__file__).resolve().parents[2] / "eval" / "corpus" / "disputes.jsonl"
STORIES = 4


def call(*arguments):
    """Run a verb in this process and return what it printed."""
    with logging_restored():
        done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def corpus():
    """Return articles of our own corpus, those of several stories."""
    stories = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()[:STORIES]]
    return [article for story in stories for article in story["articles"]]


@pytest.fixture(params=[None, "en"], ids=["language detected", "language given"])
def lang(request):
    """The language of a source as the operator gives it, or None: told from the text."""
    return request.param


@pytest.fixture
def config(tmp_path, lang):
    """A program whose one folder holds the corpus."""
    (tmp_path / "inbox").mkdir()
    for number, article in enumerate(corpus()):
        front = f"---\ntitle: {json.dumps(article['title'])}\ndate: 2026-03-02\n---\n"
        (tmp_path / "inbox" / f"{number:02}.md").write_text(front + article["text"], "utf-8")
    given = f'lang = "{lang}"\n' if lang else ""
    (tmp_path / "sources.toml").write_text(f'[[source]]\nname = "Inbox"\npath = "inbox"\n{given}', "utf-8")
    path = tmp_path / "counterpoint.toml"
    path.write_text('data_dir = "data"\n[sources]\ncatalogue = "sources.toml"\n', "utf-8")
    return path


async def stored(config, lang):
    """Return (articles of each story as `analyse` takes them, disputes of each story as told below)."""
    lines, disputes = [], []
    async with open_stores(f"sqlite:///{config.parent / 'data' / 'counterpoint.sqlite3'}") as stores:
        for story in await stores.stories.recent(100):
            articles = await stores.articles.get(story.article_ids)
            texts = {one.revision.id: one.revision for one in articles}
            lines.append({"story": story.id, "articles": [as_given(one, lang) for one in articles]})
            for dispute in await stores.disputes.of_story(story.id):
                for pair in (one for one in dispute.pairs if one.rule not in ADDED_RULES):
                    both = (pair.claim, pair.response)
                    sides = [(side.span.slice(texts[side.span.revision_id]), side.speaker) for side in both]
                    disputes.append((story.id, *sides, [*map(str, pair.kinds)], pair.rule, pair.confidence))
    return lines, disputes


def as_given(one, lang):
    """Return a stored article as a tool would give it to `analyse`: its text as it was, before ingest cleaned it."""
    return {
        "article": one.article.id,
        "source": one.article.publisher,
        "title": one.revision.title,
        "date": one.revision.published_at.date().isoformat(),
        "text": {article["title"]: article["text"] for article in corpus()}[one.revision.title],
        **({"lang": lang} if lang else {}),
    }


def told(line, record):
    """Return the disputes that `analyse` printed for a line."""
    texts = {article["article"]: article["text"] for article in line["articles"]}
    for found in record["disputes"]:
        sides = [
            (texts[found[side]["article"]][found[side]["start"] : found[side]["end"]], found[speaker])
            for side, speaker in (("claim", "claimant"), ("response", "responder"))
        ]
        yield (line["story"], *sides, found["kinds"], found["rule"], found["confidence"])


async def test_run_and_analyse_find_the_same_disputes(config, lang, tmp_path):
    await asyncio.to_thread(call, "--config", str(config), "ingest")
    lines, disputes = await stored(config, lang)
    (tmp_path / "stories.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    printed = call("analyse", "--min-confidence", "0", str(tmp_path / "stories.jsonl")).splitlines()
    found = [one for line, record in zip(lines, map(json.loads, printed), strict=True) for one in told(line, record)]
    assert len(disputes) >= STORIES
    assert sorted(map(repr, found)) == sorted(map(repr, disputes))
