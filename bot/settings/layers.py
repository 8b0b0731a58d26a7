"""Layers: what each place says, as nested tables, before anything is checked.

Lowest first: config/default.toml, counterpoint.toml, COUNTERPOINT_SECTION__KEY, COUNTERPOINT_SECTION__KEY_FILE.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from bot import resources
from bot.domain.nearest import nearest
from bot.settings.model import Settings

PREFIX = "COUNTERPOINT_"
CONFIG_VARIABLE = "COUNTERPOINT_CONFIG"
DEFAULT_FILE = Path("counterpoint.toml")

Key = tuple[str, ...]
_PATH_KEYS: tuple[Key, ...] = (("data_dir",), ("sources", "catalogue"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Tables of one place. `origin` names it to the operator; `problems` are lines about what could not be read."""

    origin: str
    values: dict[str, object] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def holds(self, key: Key) -> bool:
        """Return whether this layer sets the key, by itself or by a list or text in the place of its table."""
        found: object = self.values
        for part in key:
            if not isinstance(found, dict):
                return True
            if part not in found:
                return False
            found = found[part]
        return True


def keys() -> Iterator[Key]:
    """Yield every key that has an environment name: sections' keys, and those at the top."""
    for name, info in Settings.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from ((name, inner) for inner in info.annotation.model_fields)
        else:
            yield (name,)


def environment_name(key: Key) -> str:
    """Return the environment variable of a key."""
    return PREFIX + "__".join(key).upper()


def read_layers(config: Path | None, environ: Mapping[str, str]) -> list[Layer]:
    """Read every layer, lowest first. What cannot be read is a problem of its layer, never an exception."""
    layers = [_read_file(resources.config_dir() / "default.toml", origin="config/default.toml", anchored=False)]
    named = config or (Path(environ[CONFIG_VARIABLE]) if environ.get(CONFIG_VARIABLE) else None)
    if named is not None:
        layers.append(_read_file(named, origin=str(named)))
    elif DEFAULT_FILE.is_file():
        layers.append(_read_file(DEFAULT_FILE, origin=str(DEFAULT_FILE)))
    return [*layers, *_read_environment(environ)]


def _read_file(path: Path, *, origin: str, anchored: bool = True) -> Layer:
    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Layer(origin=origin, problems=(f"{origin}: no such file; correct --config or {CONFIG_VARIABLE}",))
    except (OSError, UnicodeDecodeError) as error:
        return Layer(
            origin=origin, problems=(f"{origin}: cannot be read ({_cause(error)}); make it a readable UTF-8 file",)
        )
    except tomllib.TOMLDecodeError as error:
        return Layer(origin=origin, problems=(f"{origin}: is not TOML: {error}; correct that line",))
    if anchored:
        _anchor_paths(values, path.parent)
    return Layer(origin=origin, values=values)


def _anchor_paths(values: dict[str, object], folder: Path) -> None:
    """Make a file's relative paths start at that file, so that it means the same from every working directory."""
    for *sections, last in _PATH_KEYS:
        table: object = values.get(sections[0]) if sections else values
        if isinstance(table, dict) and isinstance(written := table.get(last), str):
            table[last] = str(folder / Path(written).expanduser())


def _read_environment(environ: Mapping[str, str]) -> Iterator[Layer]:
    known = {environment_name(key): key for key in keys()}
    texts, files, problems = Layer(origin="environment"), Layer(origin="environment file"), []
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX) or name == CONFIG_VARIABLE or not text:
            continue  # an empty variable is an unset one: compose files pass on what is not there
        if name in known:
            _put(texts.values, known[name], text)
        elif (base := name.removesuffix("_FILE")) in known:
            try:
                _put(files.values, known[base], Path(text).read_text("utf-8").rstrip("\r\n"))
            except (OSError, ValueError) as error:
                shown = text if text.startswith(("/", "./", "../")) else "***"  # perhaps the secret itself
                problems.append(f"{name} = {shown}: cannot be read ({_cause(error)}); name a readable UTF-8 file")
        else:
            near = nearest(name, known)
            hint = f"did you mean {near}?" if near else "see config/README.md for the names"
            problems.append(f"{name}: is no setting; {hint}")
    yield texts
    yield Layer(origin=files.origin, values=files.values, problems=tuple(problems))


def _cause(error: Exception) -> str:
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else "not UTF-8"


def _put(values: dict[str, object], key: Key, text: str) -> None:
    *sections, last = key
    for section in sections:
        table = values.setdefault(section, {})
        assert isinstance(table, dict)
        values = table
    values[last] = text
