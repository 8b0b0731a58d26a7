"""Folders: files that are new, moved, copied, broken or gone."""

from __future__ import annotations

from pathlib import Path

from bot.domain.article import SourceKind
from bot.pool.processes import InlinePool
from tests.builders.visits import NOW, WORDS, Desk, FailingPool, source
from tests.fakes.feeds import item, rss


async def test_a_file_that_was_moved_is_the_same_article_and_its_next_words_a_revision(
    desk: Desk, tmp_path: Path
) -> None:
    inbox = source(SourceKind.FOLDER, str(tmp_path))
    (tmp_path / "new.txt").write_text("Quay vote\n" + "\n".join(WORDS))
    first = await desk.visit(inbox)
    (tmp_path / "2026").mkdir()
    (tmp_path / "new.txt").rename(tmp_path / "2026" / "vote.txt")
    moved = await desk.visit(inbox)
    assert (moved.new, moved.changed, moved.same) == (0, 0, 1)
    (tmp_path / "2026" / "vote.txt").write_text("Quay vote\nThe council withdrew the vote.")
    rewritten = await desk.visit(inbox)
    assert (rewritten.new, rewritten.changed) == (0, 1)
    (one,) = await desk.articles()
    assert (one.article.id, one.article.file, one.revision.number) == (first.stored[0], "2026/vote.txt", 2)


async def test_a_new_file_where_a_moved_one_lay_is_a_new_article(desk: Desk, tmp_path: Path) -> None:
    inbox = source(SourceKind.FOLDER, str(tmp_path))
    (tmp_path / "new.txt").write_text("Quay vote\n" + "\n".join(WORDS))
    (first,) = (await desk.visit(inbox)).stored
    (tmp_path / "new.txt").rename(tmp_path / "vote.txt")
    await desk.visit(inbox)
    (tmp_path / "new.txt").write_text("Library opens\nThe mayor opened the library.")
    (second,) = (await desk.visit(inbox)).stored
    (tmp_path / "new.txt").write_text("Library opens\nThe mayor opened the library on Monday.")
    assert (await desk.visit(inbox)).changed == 1
    stored = {each.article.key: (each.article.id, each.revision.number) for each in await desk.articles()}
    assert stored == {"vote.txt": (first, 1), "new.txt": (second, 2)}


async def test_a_copy_beside_its_original_is_an_article_of_its_own(desk: Desk, tmp_path: Path) -> None:
    inbox = source(SourceKind.FOLDER, str(tmp_path))
    (tmp_path / "one.txt").write_text("Quay vote\n" + "\n".join(WORDS))
    await desk.visit(inbox)
    (tmp_path / "two.txt").write_text("Quay vote\n" + "\n".join(WORDS))
    assert (await desk.visit(inbox)).new == 1


async def test_a_folder_is_read_and_one_broken_file_never_stops_the_rest(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Quay vote\n" + "\n".join(WORDS), encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("Café\nDéjà vu à l'hôtel.".encode("latin-1"))
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "broken.json").write_bytes(b"{")
    (tmp_path / "feed.xml").write_bytes(rss(item("guid", "Thin", "Teaser.", desk.server.url("/one"))))
    outcome = await desk.visit(source(SourceKind.FOLDER, str(tmp_path)))
    stored = {each.article.key: each for each in await desk.articles()}
    assert stored.keys() == {"good.txt", "latin.txt", "guid"}
    assert (stored["good.txt"].article.file, stored["good.txt"].article.link) == ("good.txt", None)
    assert stored["good.txt"].revision.published_at is None
    assert (stored["guid"].article.file, stored["guid"].revision.body) == ("feed.xml", "Teaser.")
    assert [line.split(":")[0] for line in outcome.lines] == ["broken.json", "empty.md", "latin.txt"]
    assert outcome.state.last_success_at == NOW
    assert desk.server.seen == []  # a folder is read offline, links and all


async def test_an_unchanged_folder_is_not_read_again_and_a_new_file_is_found(desk: Desk, tmp_path: Path) -> None:
    folder = source(SourceKind.FOLDER, str(tmp_path))
    (tmp_path / "a.txt").write_text("Quay vote\nWords.", encoding="utf-8")
    first = await desk.visit(folder)
    desk.pool = FailingPool("bot.ingest.folder:read_file")
    quiet = await desk.visit(folder)
    desk.pool = InlinePool()
    (tmp_path / "b.txt").write_text("Another\nWords.", encoding="utf-8")
    last = await desk.visit(folder)
    assert [(each.new, each.same, each.baseline) for each in (first, quiet, last)] == [
        (1, 0, True),
        (0, 0, False),
        (1, 1, False),
    ]


async def test_a_file_that_kills_its_reader_is_tried_again(desk: Desk, tmp_path: Path) -> None:
    folder = source(SourceKind.FOLDER, str(tmp_path))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Quay vote\nWords.", encoding="utf-8")
    desk.pool = FailingPool("a.txt")
    first = await desk.visit(folder)
    desk.pool = InlinePool()
    second = await desk.visit(folder)
    assert (first.new, first.lines) == (1, ("a.txt: the task was killed: give it more memory",))
    assert (second.new, second.state.last_error) == (1, None)


async def test_a_missing_folder_is_a_line_with_a_fix(desk: Desk, tmp_path: Path) -> None:
    outcome = await desk.visit(source(SourceKind.FOLDER, str(tmp_path / "nowhere")))
    assert "check path and rights" in str(outcome.state.last_error)
