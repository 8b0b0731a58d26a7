"""The seeds are what their README says: an unchanged founding article and an invented, complete, readable set."""

import hashlib
import re
import tomllib
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from xml.etree import ElementTree as ET

SEEDS = Path(__file__).parents[2] / "seeds"
FOUNDING = SEEDS / "000_f644bcad23293d82.txt"
FOUNDING_SHA256 = "587c695da11e458b1580471757157094e8db6607042d42cfaa032cea8fcf2dc4"
ATOM = "{http://www.w3.org/2005/Atom}"


def read_sources() -> list[dict[str, object]]:
    return tomllib.loads((SEEDS / "sources.toml").read_text("utf-8"))["source"]


def test_founding_article_is_unchanged() -> None:
    assert hashlib.sha256(FOUNDING.read_bytes()).hexdigest() == FOUNDING_SHA256


def test_every_source_names_files_that_exist() -> None:
    for source in read_sources():
        path = SEEDS / str(source["path"])
        found = [path] if source["kind"] == "feed" else list(path.glob(str(source.get("files", "*"))))
        assert found, source["name"]
        assert all(file.is_file() for file in found), source["name"]


def test_every_folder_is_some_sources_folder() -> None:
    listed = {str(source["path"]).split("/")[0] for source in read_sources()}
    assert {entry.name for entry in SEEDS.iterdir() if entry.is_dir()} <= listed


def test_only_the_founding_source_has_no_publisher_and_matches_no_other_file() -> None:
    unknown = [source for source in read_sources() if not source["publisher"]]
    assert [source["name"] for source in unknown] == ["Founding article"]
    assert list(SEEDS.glob(str(unknown[0]["files"]))) == [FOUNDING]


def test_links_use_the_reserved_domain() -> None:
    for file in SEEDS.rglob("*"):
        if file.is_file() and file.suffix in {".md", ".html", ".eml", ".xml"} and file.name != "README.md":
            hosts = set(re.findall(r"https?://([^/\"\s>]+)", file.read_text("utf-8"))) - {"www.w3.org"}
            assert hosts, file.name
            assert all(host.endswith(".example") for host in hosts), file.name


def test_mail_and_feed_are_well_formed() -> None:
    for file in SEEDS.rglob("*.eml"):
        message = message_from_bytes(file.read_bytes(), policy=default)
        assert not message.defects
        assert message["Subject"]
        assert message["Date"]
        assert message["Archived-At"]
    entries = ET.parse(SEEDS / "the-lantern" / "feed.xml").getroot().findall(f"{ATOM}entry")
    assert len(entries) == 3
    assert all(entry.find(f"{ATOM}content") is not None for entry in entries)


def test_demo_moment_lies_after_every_dated_seed() -> None:
    demo = tomllib.loads((SEEDS / "demo.toml").read_text("utf-8"))
    dates = [
        date
        for file in SEEDS.rglob("*.md")
        for date in re.findall(r"^date: (\S{10})", file.read_text("utf-8"), re.MULTILINE)
    ]
    assert dates
    assert max(dates) < demo["now"]
