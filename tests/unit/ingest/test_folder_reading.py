from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.article import DateDoubt
from bot.errors import FetchError, ParseError
from bot.ingest.entries import Entry
from bot.ingest.folder import list_files, read_file
from tests.fakes.feeds import item, page, rss

MOMENT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
WORDS = "The council voted on Tuesday to widen the eastern quay, after two years of hearings in the town."


def one(folder: Path, name: str, data: bytes | str) -> tuple[Entry, tuple[str, ...]]:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    reading = read_file(str(folder), name)
    (entry,) = reading.entries
    return entry, reading.warnings


def test_the_first_line_of_a_text_file_is_its_title_and_it_has_no_date(tmp_path: Path) -> None:
    entry, warnings = one(tmp_path, "a.txt", f"Quay vote\n{WORDS}\nMore.\n")
    assert (entry.key, entry.file, entry.title, entry.body) == ("a.txt", "a.txt", "Quay vote", f"{WORDS}\nMore.")
    assert (entry.link, entry.published_at, warnings) == (None, None, ())


@pytest.mark.parametrize("mark", ["\x1b[31m", "\x9b31m", "\u202e", "\u2066"])
def test_a_name_that_steers_a_terminal_or_turns_letters_around_is_not_read(tmp_path: Path, mark: str) -> None:
    (tmp_path / f"a{mark}txt.md").write_text(f"Quay vote\n{WORDS}\n")
    _, names, (warning,) = list_files(str(tmp_path))
    assert names == ()
    assert "cannot be shown: rename it" in warning
    assert mark not in warning


def test_a_latin_1_file_is_read_with_a_note(tmp_path: Path) -> None:
    entry, warnings = one(tmp_path, "a.txt", "Café à Orléans\nDéjà vu.".encode("latin-1"))
    assert (entry.title, entry.body) == ("Café à Orléans", "Déjà vu.")
    assert warnings == ("it is not UTF-8; read as Windows-1252: save it as UTF-8",)


def test_front_matter_gives_title_date_link_and_topics(tmp_path: Path) -> None:
    text = (
        '---\ntitle: "Quay: the vote"\ndate: 2026-03-04T10:30:00+01:00\nlink: https://outlet.example/quay\n'
        f"topics: [Harbour, 'politics']\nauthor: Jo Doe\n---\n{WORDS}\nMore **bold** [words](https://x.example/).\n"
    )
    entry, warnings = one(tmp_path, "a.md", text)
    assert (entry.title, entry.link, entry.published_at) == ("Quay: the vote", "https://outlet.example/quay", MOMENT)
    assert (entry.topics, entry.author) == (("harbour", "politics"), "Jo Doe")
    assert entry.body == f"{WORDS}\nMore bold words."
    assert warnings == ()


def test_front_matter_says_who_speaks_and_in_which_language(tmp_path: Path) -> None:
    entry, warnings = one(tmp_path, "a.md", f"---\nsource: Quayside\nfamily: Quay Group\nlang: DE\n---\n{WORDS}\n")
    assert (entry.publisher, entry.family, entry.lang) == ("Quayside", "quay group", "de")
    assert warnings == ()
    entry, warnings = one(tmp_path, "b.md", f"---\npublisher: Quayside\nlang: German\n---\n{WORDS}\n")
    assert (entry.publisher, entry.lang) == ("Quayside", None)
    assert warnings == ("its language 'German' is no ISO 639-1 code; write two letters like \"en\"",)


def test_markdown_without_front_matter_takes_its_heading(tmp_path: Path) -> None:
    entry, _ = one(tmp_path, "a.md", f"# Quay vote\n\n{WORDS}\n\n> quoted _words_, snake_case_kept, 2 * 3 * 4\n")
    assert entry.title == "Quay vote"
    assert entry.body == f"{WORDS}\nquoted words, snake_case_kept, 2 * 3 * 4"


def test_a_list_of_topics_and_a_plain_day_are_read(tmp_path: Path) -> None:
    entry, _ = one(tmp_path, "a.md", f"---\ntitle: Quay\ndate: 2026-03-04\ntopics:\n- one\n- two\n---\n{WORDS}")
    assert (entry.topics, entry.published_at) == (("one", "two"), datetime(2026, 3, 4, tzinfo=UTC))
    assert entry.published_doubt is DateDoubt.DAY


def test_an_unreadable_date_is_unknown_and_named(tmp_path: Path) -> None:
    entry, warnings = one(tmp_path, "a.md", f"---\ntitle: Quay\ndate: last week\nlink: javascript:x()\n---\n{WORDS}")
    assert (entry.published_at, entry.link) == (None, None)
    assert "'last week' is in no form that is read" in warnings[0]


def test_a_saved_page_brings_its_own_link_and_date(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://outlet.example/quay"><meta name="keywords" content="harbour">'
        '<meta property="article:published_time" content="2026-03-04T09:30:00Z">'
    )
    entry, _ = one(tmp_path, "a.html", page("Quay vote", WORDS, WORDS.upper(), WORDS.title(), head=head))
    assert (entry.title, entry.link, entry.published_at) == ("Quay vote", "https://outlet.example/quay", MOMENT)
    assert entry.topics == ("harbour",)


def test_an_email_brings_subject_date_and_archive_address(tmp_path: Path) -> None:
    mail = (
        "From: Jo Doe <jo@outlet.example>\nSubject: =?utf-8?q?Quay_vote_=E2=80=93_news?=\n"
        "Date: Wed, 04 Mar 2026 10:30:00 +0100\nArchived-At: <https://outlet.example/quay>\n"
        "Keywords: Harbour, politics\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{WORDS[:50]}\n{WORDS[50:]}\n\nMore.\n"
    )
    entry, warnings = one(tmp_path, "a.eml", mail)
    assert (entry.title, entry.link, entry.published_at) == ("Quay vote – news", "https://outlet.example/quay", MOMENT)
    assert (entry.author, entry.topics, warnings) == ("Jo Doe", ("harbour", "politics"), ())
    assert entry.body.endswith("\nMore.")
    assert "\n" not in entry.body.removesuffix("\nMore.")


def test_an_email_of_html_becomes_text(tmp_path: Path) -> None:
    mail = f"Subject: Quay\nContent-Type: text/html; charset=latin-1\n\n<p>{WORDS}</p><style>p{{}}</style><p>More.</p>"
    entry, _ = one(tmp_path, "a.eml", mail)
    assert entry.body == f"{WORDS}\nMore."


@pytest.mark.parametrize("mail", ["", "Content-Type: multipart/mixed\n\n--", "Subject: only\n\n", "Date: \x00\n\n "])
def test_an_email_without_text_is_an_error_of_that_file(tmp_path: Path, mail: str) -> None:
    (tmp_path / "a.eml").write_text(mail, encoding="latin-1")
    with pytest.raises(ParseError):
        read_file(str(tmp_path), "a.eml")


def test_an_email_in_an_unknown_charset_keeps_its_letters(tmp_path: Path) -> None:
    entry, _ = one(tmp_path, "a.eml", f"Subject: x\nContent-Type: text/plain; charset=nonsense\n\n{WORDS}")
    assert entry.body == WORDS


def test_a_feed_on_disk_is_read_as_a_feed(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(rss(item("1", "One", WORDS), item("2", "Two", WORDS, link="/relative")))
    entries = read_file(str(tmp_path), "feed.xml").entries
    assert [(entry.key, entry.file, entry.link) for entry in entries] == [
        ("1", "feed.xml", None),
        ("2", "feed.xml", None),
    ]


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", b""), ("a.txt", b"Title only\n"), ("a.md", b"---\ntitle: x\n---\n")]
)
def test_a_file_without_text_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ParseError, match="no text below its title"):
        read_file(str(tmp_path), name)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>" + b"x" * 2_000_000)
    with pytest.raises(ParseError, match="more than 2,000,000 bytes"):
        read_file(str(tmp_path), "a.html")


def test_folders_are_walked_without_hidden_and_describing_files(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "sub/a.md",
        "sub/deep/c.EML",
        ".hidden.txt",
        ".git/x.txt",
        "README.md",
        "sources.toml",
        "x.bin",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    _, names, warnings = list_files(str(tmp_path))
    assert names == ("b.txt", "sub/a.md", "sub/deep/c.EML")
    assert warnings == ()


def test_links_out_of_the_folder_are_refused_and_links_inside_are_read(tmp_path: Path) -> None:
    outside, folder = tmp_path / "secret.txt", tmp_path / "in"
    folder.mkdir()
    outside.write_text("Title\nsecret", encoding="utf-8")
    (folder / "a.txt").write_text("Title\nWords.", encoding="utf-8")
    (folder / "escape.txt").symlink_to(outside)
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    _, names, warnings = list_files(str(folder))
    assert names == ("a.txt", "inside.txt")
    assert warnings == ("escape.txt points outside its folder and is not read: copy the file into the folder",)
    for name in ("escape.txt", "../secret.txt", str(outside)):
        with pytest.raises(FetchError, match="points outside"):
            read_file(str(folder), name)


def test_a_name_that_is_no_text_is_named_and_left_out(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"two\nlines.txt", "naïve  café.txt".encode()):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text("Title\nWords.", encoding="utf-8")
    _, names, warnings = list_files(str(tmp_path))
    assert names == ("naïve  café.txt",)
    assert [line.split(":")[0] for line in warnings] == ["caf\ufffd.txt", "two lines.txt"]


def test_the_fingerprint_changes_with_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    first, *_ = list_files(str(tmp_path))
    again, *_ = list_files(str(tmp_path))
    (tmp_path / "a.txt").write_text("three", encoding="utf-8")
    changed, *_ = list_files(str(tmp_path))
    assert first == again != changed


def test_a_location_may_end_in_a_pattern_or_a_file(tmp_path: Path) -> None:
    for name in ("000_a.txt", "001_b.txt", "sub/000_c.txt", "feed.xml", "sub/feed.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Title\nWords.", encoding="utf-8")
    assert list_files(str(tmp_path / "000_*.txt"))[1] == ("000_a.txt", "sub/000_c.txt")
    assert list_files(str(tmp_path / "feed.xml"))[1] == ("feed.xml",)
    assert read_file(str(tmp_path / "000_*.txt"), "000_a.txt").entries[0].title == "Title"
    assert "no file in" in list_files(str(tmp_path / "missing.xml"))[2][0]


def test_a_missing_folder_is_an_error_with_a_fix(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="check path and rights"):
        list_files(str(tmp_path / "nowhere"))
