"""What each verb prints on the demo store, as a transcript: the command, its output, its errors, its exit status.

Verbs run in this process, in a copy of the demo's folder, at a fixed instant, so that a transcript is the same on
every machine; `run` is a process of its own, for it is stopped by a signal. The demo's articles are those of
inputs/newsroom: so few and plain that better engines choose the same sentences; the seeds are shown by tests/e2e.
Ids are numbered by first appearance, confidences left out. A briefing's forms for programs are recorded as outlines;
their words are those of its text, and a test of its own says so.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import structlog
import time_machine
import typer
from typer.testing import CliRunner

from bot.cli.commands import app

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INPUTS, TEXTS = HERE / "inputs", HERE / "texts"
DEMO = "counterpoint-demo"
# Two hours after the demo's own clock: its sources are due again.
NOW = "2026-03-05T09:00:00Z"
ENVIRONMENT = {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1", "LOGNAME": "mara"}
CONFIDENCE = re.compile(r'(?<!min_)(confidence"?:? )0\.\d+')
IDS = re.compile(r"\b(sto|dsp|dec|stm|art|rev|brf|dlv|aud|src)_[0-9a-f]{8,}\b")
# How often a rule was right is measured anew now and then, and how sure a flag is follows.
MEASURED = re.compile(r"(?<=measured  ).*")
SURENESS = re.compile(r"(?<=: )[a-z ]+(?=, confidence)")
MICROSECONDS = re.compile(r"(?<=:\d\d)\.\d{6}(?=Z)")
RUN_SECONDS = 30  # then `run` is stopped, ready or not
CONFIG = f"--config {DEMO}/counterpoint.toml"

# A verb's commands as a user types them. {story} and {dispute} are the first ones of the demo's briefing.
SHOWN_IDS = {"story": "sto", "dispute": "dsp"}
COMMANDS = {
    "init": ["init", "init", "init desk"],
    "demo": ["demo --from inputs/newsroom", "demo --from nowhere"],
    "check": [f"{CONFIG} check"],
    "run": [f"{CONFIG} run"],
    "ingest": [f"{CONFIG} ingest"],
    "brief": [
        f"{CONFIG} brief",
        *(f"{CONFIG} brief --to {form}" for form in ("json", "html", "slack", "discord")),
        f"{CONFIG} brief --audience Nobody",
    ],
    "story": [f"{CONFIG} story {{story}}", f"{CONFIG} story sorrel solvent", f"{CONFIG} story sto_00000000"],
    "disputes": [f"{CONFIG} disputes --limit 2", f"{CONFIG} disputes gardening"],
    "disputes confirm": [
        f"{CONFIG} disputes confirm {{dispute}} --why 'Both speak of one drain.' --by Mara",
        f"{CONFIG} dispute {{dispute}}",
        f"{CONFIG} disputes confirm dsp_00000000 --why None",
        f"{CONFIG} disputes confirm {{dispute}}",
    ],
    "disputes dismiss": [
        f"{CONFIG} disputes dismiss {{dispute}} --why 'These are two drains.'",
        f"{CONFIG} disputes",
        f"{CONFIG} why {{story}}",
    ],
    "disputes merge": [f"{CONFIG} disputes merge {{dispute}} {{dispute}} --why One."],
    "disputes split": [f"{CONFIG} disputes split {{dispute}}", f"{CONFIG} disputes split {{dispute}} 2 --why Two."],
    "disputes undo": [
        f"{CONFIG} disputes undo {{dispute}} --why None.",
        f"{CONFIG} disputes dismiss {{dispute}} --why 'These are two drains.'",
        f"{CONFIG} disputes undo {{dispute}} --why 'It is one drain.'",
    ],
    "disputes review": [f"{CONFIG} disputes review"],
    "disputes export": [
        f"{CONFIG} disputes dismiss {{dispute}} --why 'These are two drains.'",
        f"{CONFIG} disputes undo {{dispute}} --why 'It is one drain.'",
        f"{CONFIG} disputes export",
    ],
    "dispute": [f"{CONFIG} dispute {{dispute}}", f"{CONFIG} dispute dsp_00000000"],
    "search": [
        f"{CONFIG} search solvent velmora topic:environment",
        f"{CONFIG} search source:nowhere solvent",
        f"{CONFIG} search solvent velmora topic:environment --limit 1 --to json",
        f"{CONFIG} search sorce:quayside",
        f"{CONFIG} search date:2026-13-01",
    ],
    "topics preview": [
        f"{CONFIG} topics preview solvent AND NOT source:quayside",
        f"{CONFIG} topics preview inspection lang:de",
        f"{CONFIG} topics preview solvent AND OR",
    ],
    "method": ["method"],
    "why": [f"{CONFIG} why {{dispute}}", f"{CONFIG} why {{story}}", f"{CONFIG} why dsp_00000000"],
    "manifest": [f"{CONFIG} manifest"],
    "sources": [f"{CONFIG} sources"],
    "sources import": [
        "init desk",
        "--config desk/counterpoint.toml sources import inputs/subscriptions.opml",
        "--config desk/counterpoint.toml sources import inputs/subscriptions.opml",
        "--config desk/counterpoint.toml sources import nowhere.opml",
    ],
    "sources export": [
        "init desk",
        "--config desk/counterpoint.toml sources import inputs/subscriptions.opml",
        "--config desk/counterpoint.toml sources export",
    ],
    "audiences": [f"{CONFIG} audiences"],
    "deliveries": [f"{CONFIG} deliveries --limit 2"],
    "verify": [f"{CONFIG} verify"],
    "analyse": ["analyse inputs/stories.jsonl"],
    "summarize": ["summarize --sentences 1 inputs/documents.jsonl", "summarize inputs/documents.jsonl"],
    "cluster": ["cluster inputs/articles.jsonl"],
    "settings show": [f"{CONFIG} settings show"],
}


def verbs() -> list[str]:
    """Return the verbs of the command line, those of groups as "group verb"."""
    found = []
    for name, command in typer.main.get_command(app).commands.items():
        found += [name] if getattr(command, "invoke_without_command", True) else []
        found += [f"{name} {inner}" for inner, one in getattr(command, "commands", {}).items() if not one.hidden]
    return found


def path_of(verb: str) -> Path:
    """Return the golden file of a verb."""
    return TEXTS / f"{verb.replace(' ', '-')}.txt"


def make_demo(folder: Path) -> str:
    """Run `demo` in a folder, which then holds the store for the other verbs; returns the transcript."""
    return _transcript("demo", folder)


def record(verb: str, demo: Path, scratch: Path) -> str:
    """Return a verb's transcript, run in `scratch` on a copy of the store that `make_demo` made in `demo`."""
    shutil.copytree(demo / DEMO, scratch / DEMO)
    return _transcript(verb, scratch)


def _transcript(verb: str, folder: Path) -> str:
    shutil.copytree(INPUTS, folder / "inputs")
    with contextlib.chdir(folder), logging_restored(), time_machine.travel(NOW):
        parts = [_run(command) if verb == "run" else _invoke(command) for command in COMMANDS[verb]]
    return normalise("\n".join(parts))


def _invoke(command: str) -> str:
    known = {kind: _first(prefix) for kind, prefix in SHOWN_IDS.items() if f"{{{kind}}}" in command}
    arguments = shlex.split(command.format(**known))
    done = CliRunner(env=ENVIRONMENT).invoke(app, arguments, prog_name="counterpoint")
    shown = _outline(done.stdout) if "--to" in arguments else done.stdout
    return _part(shlex.join(arguments), shown, done.stderr, done.exit_code)


def _first(prefix: str) -> str:
    """Return the first id of a kind that the briefing shows."""
    briefing = CliRunner(env=ENVIRONMENT).invoke(app, f"{CONFIG} brief".split()).stdout
    return re.search(rf"{prefix}_\w+", briefing)[0]


def _run(command: str) -> str:
    """Start the real program, stop it once its outbox runs, the last part to start, and show what its parts said."""
    program = subprocess.Popen(
        [sys.executable, "-m", "bot", *command.split()],
        env={**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT), "COUNTERPOINT_LOG__FORMAT": "json"},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    late = threading.Timer(RUN_SECONDS, program.terminate)
    late.start()
    said = []
    for entry in map(json.loads, program.stderr):
        if entry["event"] in {"working", "not working", "stopped"}:  # what else is due depends on the day
            said.append(" ".join(str(entry[key]) for key in ("level", "event", "part", "cause") if key in entry))
        if entry.get("part") == "outbox":
            program.send_signal(signal.SIGTERM)
    late.cancel()
    return _part(command, "", "\n".join(said) + "\n", program.wait())


def _part(command: str, out: str, errors: str, status: int) -> str:
    said = "".join(f"! {line}\n" for line in errors.splitlines())
    return f"$ counterpoint {command}\n{out}{said}[{status}]\n"


def _outline(out: str) -> str:
    """Return the shape of a page (tags and classes) or of JSON (paths and types), each once, sorted."""
    if out.startswith("<!doctype"):
        shape = {" ".join(filter(None, found)) for found in re.findall(r'<(\w+)(?: class="(.*?)")?', out)}
    else:
        shape = set(_paths("", json.loads(out)))
    return "".join(f"{one}\n" for one in sorted(shape))


def _paths(path: str, found: object) -> Iterator[str]:
    match found:
        case dict():
            for key, inner in found.items():
                yield from _paths(f"{path}.{key}", inner)
        case list():
            for inner in found:
                yield from _paths(f"{path}[]", inner)
        case _:
            yield f"{path} {type(found).__name__}"


def normalise(text: str) -> str:
    """Number the ids by first appearance, leave out confidences, and name the folder of articles."""
    numbers: dict[str, str] = {}
    for found in IDS.finditer(text):
        prefix, _, digits = found[0].partition("_")
        numbers.setdefault(found[0], f"{prefix}_{len(numbers) + 1:0{len(digits)}}")
    text = MICROSECONDS.sub("", text)
    text = SURENESS.sub("…", MEASURED.sub("…", text))
    text = CONFIDENCE.sub(r"\g<1>0.##", IDS.sub(lambda found: numbers[found[0]], text))
    text = re.sub(r'"/.*(?=/inputs|/counterpoint-demo)', '"…', text)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


@contextlib.contextmanager
def logging_restored() -> Iterator[None]:
    """Give logging back as it was: verbs point it at a stream that ends with them."""
    handlers, level = logging.root.handlers[:], logging.root.level
    try:
        yield
    finally:
        logging.root.handlers[:], logging.root.level = handlers, level
        structlog.reset_defaults()
