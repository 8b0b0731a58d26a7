from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.article import SourceKind
from bot.errors import SettingsError
from bot.ingest.catalogue import read_sources

GOOD = """
[[source]]
name = "The Outlet"
url = "https://outlet.example/feed"
family = "Outlet"
topics = ["World", "science"]
lang = "en"
interval_seconds = 600

[[source]]
path = "inbox"
files = "*.md"
publisher = ""
enabled = false

[[source]]
kind = "feed"
path = "lantern/feed.xml"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str, topics: tuple[str, ...] | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_sources(write(folder, text), topics)
    return caught.value.problems


def test_feeds_and_folders_are_read(tmp_path: Path) -> None:
    feed, folder, file = read_sources(write(tmp_path, GOOD), interval_seconds=900)
    assert (feed.kind, feed.location, feed.publisher) == (SourceKind.FEED, "https://outlet.example/feed", "The Outlet")
    assert (feed.family, feed.topics, feed.lang, feed.interval_seconds) == ("outlet", ("world", "science"), "en", 600)
    assert (folder.kind, folder.location) == (SourceKind.FOLDER, str(tmp_path / "inbox" / "*.md"))
    assert (folder.name, folder.publisher, folder.enabled) == ("inbox/*.md", "", False)
    assert (file.kind, file.location) == (SourceKind.FOLDER, str(tmp_path / "lantern/feed.xml"))
    assert file.interval_seconds == 900


def test_ids_stay_when_the_folder_of_the_catalogue_moves(tmp_path: Path) -> None:
    ids = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        ids.append([source.id for source in read_sources(write(tmp_path / name, GOOD))])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 3
    assert all(each.startswith("src_") and len(each) == 20 for each in ids[0])


def test_every_problem_is_reported_at_once_with_key_value_reason_and_fix(tmp_path: Path) -> None:
    text = """
    [[source]]
    nam = "A"
    kind = "podcast"
    url = "javascript:alert(1)"
    topics = "world"
    lang = "english"
    interval_seconds = 0
    enabled = "yes"

    [[source]]
    name = 7

    [[source]]
    kind = "folder"
    url = "https://a.example/feed"
    files = "*.md"

    [[source]]
    path = "a"
    files = "b/*.md"

    [other]
    """
    found = problems(tmp_path, text)
    assert [line.split(" = ")[0] for line in found] == [
        "sources.toml: other: is no key of a catalogue: write [[source]] tables only",
        *(
            f"sources.toml: source 1: {key}"
            for key in ("nam", "kind", "url", "topics", "lang", "interval_seconds", "enabled")
        ),
        *(f"sources.toml: source 2: {key}" for key in ("url", "name")),
        *(f"sources.toml: source 3: {key}" for key in ("kind", "files")),
        "sources.toml: source 4: files",
    ]
    assert found[1] == "sources.toml: source 1: nam = A: is no key of a source: write name"
    assert found[2].endswith("kind = podcast: is no kind of source: write one of feed, folder, page, imap")


def test_an_unknown_topic_is_explained(tmp_path: Path) -> None:
    text = '[[source]]\npath = "a"\ntopics = ["scence"]\n'
    assert problems(tmp_path, text, ("science", "world")) == [
        "sources.toml: source 1: topics = scence: is an unknown topic: write 'science'"
    ]


def test_a_source_listed_twice_is_a_problem(tmp_path: Path) -> None:
    row = '[[source]]\nurl = "https://a.example/feed?token=hunter2"\n'
    (line,) = problems(tmp_path, row * 2)
    assert "is listed twice" in line
    assert "hunter2" not in line


def test_a_password_in_an_address_is_refused_and_not_shown(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, '[[source]]\nurl = "https://jo:hunter2@a.example/feed"\n')
    assert "without a password" in line
    assert "hunter2" not in line


def test_an_address_under_a_misspelt_key_is_shown_without_its_secrets(tmp_path: Path) -> None:
    lines = problems(tmp_path, '[[source]]\nurll = "https://jo:hunter2@a.example/feed?token=hunter2"\npath = "x"\n')
    assert any("https://a.example/feed" in line for line in lines)
    assert not any("hunter2" in line for line in lines)


@pytest.mark.parametrize("text", ["[[source]\n", "source = 7\n", "source = [1]\n"])
def test_a_file_that_is_no_catalogue_is_one_line(tmp_path: Path, text: str) -> None:
    assert len(problems(tmp_path, text)) == 1


def test_a_missing_or_unreadable_catalogue_is_one_line(tmp_path: Path) -> None:
    for path, told in ((tmp_path / "none.toml", "no such file: counterpoint init"), (tmp_path, "cannot be read")):
        with pytest.raises(SettingsError, match=told) as refused:
            read_sources(path)
        assert "Errno" not in str(refused.value.problems)


def test_the_shipped_seeds_are_a_catalogue() -> None:
    assert len(read_sources(Path("seeds/sources.toml"))) >= 6


def test_a_page_a_grade_and_a_pace_are_read(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(
        '[[source]]\nkind = "page"\nurl = "https://a.example/notice"\nreliability = "b"\ndelay_seconds = 2\n'
        '[[source]]\nurl = "https://a.example/feed"\ninterval_seconds = 60\n'
    )
    page, feed = read_sources(path)
    assert (page.kind, page.reliability, page.delay_seconds, page.fixed_interval) == (SourceKind.PAGE, "B", 2.0, False)
    assert (feed.reliability, feed.delay_seconds, feed.fixed_interval) == ("F", 0.0, True)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('kind = "page"\npath = "x"', "a page has a url, not a path"),
        ('url = "https://a.example/"\nreliability = "G"', "is no grade of the Admiralty code"),
        ('url = "https://a.example/"\ndelay_seconds = -1', "is no number from 0 to 3600"),
        ('url = "https://a.example/"\ndelay_seconds = true', "is no number from 0 to 3600"),
    ],
)
def test_a_wrong_page_grade_or_pace_is_reported_with_its_fix(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(f"[[source]]\n{line}\n")
    with pytest.raises(SettingsError, match=problem):
        read_sources(path)
