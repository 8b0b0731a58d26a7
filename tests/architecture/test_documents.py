"""The documents are true: links resolve, commands and settings they name exist, their TOML parses."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.cli.commands import app
from bot.settings.layers import CONFIG_VARIABLE, environment_name, keys
from bot.settings.model import AudienceSettings, Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "config/*.md", "seeds/README.md", "summarizers/*.md", "tests/eval/**/*.md")
    for path in ROOT.glob(pattern)
    if not {".venv", "node_modules"} & set(path.relative_to(ROOT).parts)
)
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)\s]+)\)")
FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
# Letters in brackets, so that a search for such words does not stop here.
PLACEHOLDER = re.compile(r"\b(T[O]DO|F[I]XME|T[B]D|lorem ipsum|coming soon|to be written)\b", re.IGNORECASE)


def ids(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(text: str, folder: Path) -> list[str]:
    broken = []
    for link in LINK.findall(text):
        name, _, anchor = link.partition("#")
        target = (folder / name).resolve()
        if (name and not target.exists()) or (anchor and name.endswith(".md") and anchor not in anchors(target)):
            broken.append(link)
    return broken


def commands_of(text: str) -> Iterator[list[str]]:
    """Yield the words after `counterpoint` where a page shows a command: in code spans and fenced blocks."""
    spans = [block for _, block in FENCED.findall(text)]
    spans += re.findall(r"`([^`\n]+)`", FENCED.sub("", text))
    for span in spans:
        for line in span.splitlines():
            for words in re.findall(r"^(?:.*[ /])?(?<!-u )counterpoint((?: +[^ |;&#]+)+)", line.strip("$ ")):
                yield shlex.split(re.sub(r"[\[\]()…]", " ", words))


def wrong_command(words: list[str]) -> str | None:
    """Return what is wrong with a command as a page shows it, or None."""
    command = typer.main.get_command(app)
    known = options_of(command)
    rest = iter(words)
    for word in rest:
        if word.startswith("-") and word != "-":
            if word.split("=")[0] not in known:
                return f"no option {word}"
            if not known[word.split("=")[0]] and "=" not in word:
                next(rest, None)
        elif hasattr(command, "commands"):
            if word not in command.commands:
                return f"no verb {word}"
            command = command.commands[word]
            known |= options_of(command)
    return None


def options_of(command) -> dict[str, bool]:
    """Return each option of a command with whether it is a flag."""
    options = {name: getattr(one, "is_flag", False) for one in command.params for name in one.opts}
    return {**options, "--help": True}


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_every_relative_link_resolves(page):
    assert broken_links(page.read_text("utf-8"), page.parent) == []


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_every_command_shown_exists(page):
    wrong = {" ".join(words): wrong_command(words) for words in commands_of(page.read_text("utf-8"))}
    assert {shown: problem for shown, problem in wrong.items() if problem} == {}


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_every_setting_named_exists(page):
    text = page.read_text("utf-8")
    known = {environment_name(key) for key in keys()} | {CONFIG_VARIABLE}
    named = set(re.findall(r"\bCOUNTERPOINT_[A-Z_]*[A-Z]\b", text)) - {"COUNTERPOINT_SECTION__KEY"}
    assert {name for name in named if name not in known and name.removesuffix("_FILE") not in known} <= shown_as_wrong(
        text
    )
    sections = {".".join(key) for key in keys()} | {f"audience.{name}" for name in AudienceSettings.model_fields}
    pattern = rf"`((?:{'|'.join(Settings.model_fields)})\.[a-z_]+)`"
    dotted = {name for name in re.findall(pattern, text) if not name.endswith((".py", ".toml", ".md", ".json"))}
    assert dotted <= sections | modules()


def shown_as_wrong(text: str) -> set[str]:
    """Return the names that a page shows as an example of a mistake."""
    return set(re.findall(r"(\w+): is no setting", text))


def modules() -> set[str]:
    """Return our modules as decisions name them: `ingest.fetch`."""
    paths = [path.relative_to(ROOT / "bot").with_suffix("") for path in (ROOT / "bot").rglob("*.py")]
    return {".".join(path.parts) for path in paths}


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_every_toml_block_parses(page):
    for language, block in FENCED.findall(page.read_text("utf-8")):
        if language == "toml":
            assert tomllib.loads(block), block


def test_the_readme_has_the_two_commands_a_newcomer_walks():
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, ends in (("demo", "counterpoint demo"), ("test", "pytest -q -n auto --cov")):
        (command,) = re.findall(rf"<!-- newcomer: {name} -->\n```\n(.+)\n```", readme)
        assert command.endswith(ends)


def test_decisions_have_numbers_of_their_own():
    pages = sorted(path for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [path.name[:4] for path in pages]
    assert len(set(numbers)) == len(numbers)
    for path in pages:
        assert re.match(rf"# {path.name[:4]}: ", path.read_text("utf-8")), path.name


def test_every_decision_stands_in_their_list_by_its_title():
    folder = ROOT / "docs" / "decisions"
    titles = [(path, path.read_text("utf-8").partition("\n")[0][8:]) for path in sorted(folder.glob("[0-9]*.md"))]
    listed = re.findall(r"^- \[\d+\].*", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    assert listed == [f"- [{path.name[:4]}]({path.name}): {title}" for path, title in titles]


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_nothing_is_left_to_be_written(page):
    assert PLACEHOLDER.findall(page.read_text("utf-8")) == []


def missing_files(text: str) -> list[str]:
    """Return the source files that a page names and that are not there."""
    return [
        name for name in re.findall(r"`((?:bot|summarizers|tests)/[\w/]+\.py)`", text) if not (ROOT / name).exists()
    ]


def test_the_code_and_the_tests_of_each_editorial_rule_are_there():
    page = (ROOT / "docs/reference/editorial.md").read_text("utf-8")
    rows = [row.split("|") for row in page.splitlines() if re.match(r"\| \d+ ", row)]
    assert [int(row[1].split()[0]) for row in rows] == list(range(1, 21))
    assert all("tests/" in row[4] for row in rows)
    assert missing_files(page) == []


def test_every_verb_has_a_place_in_the_documents():
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    shown = {words[0] for words in commands_of(text) if words} | set(re.findall(r"counterpoint\.toml (\w+)", text))
    missing = set(typer.main.get_command(app).commands) - shown
    assert missing == set()


def test_the_checks_see_what_is_wrong():
    """The twin: each check fails on a page that is wrong."""
    assert broken_links("[a](nothing.md) [b](../README.md#nowhere)", ROOT / "docs") == [
        "nothing.md",
        "../README.md#nowhere",
    ]
    assert missing_files("`bot/gossip.py` and `bot/cli/show.py`") == ["bot/gossip.py"]
    (words,) = commands_of("`counterpoint gossip`")
    assert wrong_command(words) == "no verb gossip"
    (words,) = commands_of("```\n$ counterpoint brief --loud\n```\n")
    assert wrong_command(words) == "no option --loud"
    (words,) = commands_of("`counterpoint --config x.toml settings hide`")
    assert wrong_command(words) == "no verb hide"
    assert PLACEHOLDER.search("to" + "do: say how")
