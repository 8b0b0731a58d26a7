"""Validation errors as lines an operator can act on: key = value (origin): reason; fix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.domain.nearest import nearest
from bot.settings.layers import Key, Layer, environment_name
from bot.settings.mask import holds_secret, mask_address, models_in
from bot.settings.model import Settings

_SHOWN_CHARS = 60  # a longer value is named by its beginning; the line stays readable

# https://docs.pydantic.dev/latest/errors/validation_errors/: type -> what is wrong; what to do
_PHRASES: Mapping[str, str] = {
    "bool_parsing": "is neither true nor false; write one of the two",
    "bool_type": "is neither true nor false; write one of the two",
    "int_parsing": "is no whole number; write digits only",
    "int_from_float": "is no whole number; drop the fraction",
    "int_type": "is no whole number; write digits only",
    "float_parsing": "is no number; write digits, with a point for fractions",
    "float_type": "is no number; write digits, with a point for fractions",
    "finite_number": "is no finite number; write digits",
    "string_type": "is no text; put it in quotation marks",
    "path_type": "is no path; put it in quotation marks",
    "tuple_type": "is no list; put the values in square brackets",
    "model_type": "is no table; write its keys below a [section] line",
    "greater_than": "is too small; use more than {gt}",
    "greater_than_equal": "is too small; use at least {ge}",
    "less_than": "is too large; use less than {lt}",
    "less_than_equal": "is too large; use at most {le}",
    "string_too_short": "is empty; write something",
    "string_pattern_mismatch": "does not have the form {pattern}; correct it",
    "ip_any_network": 'is no network; write an address block such as "10.0.0.0/8"',
}


def describe(error: ValidationError, layers: Sequence[Layer]) -> list[str]:
    """Return one line for each error, in the order of the settings; secrets never appear."""
    return [_line(detail, layers) for detail in error.errors(include_url=False)]


def _line(detail: ErrorDetails, layers: Sequence[Layer]) -> str:
    location = detail["loc"]
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    names = tuple(str(part) for part in location if isinstance(part, str))
    if detail["type"] == "extra_forbidden":
        return f"{key}{_origin(names, layers)}: is no setting; {_hint(location)}"
    return f"{key}{_shown(detail)}{_origin(names, layers)}: {_reason(detail)}"


def _reason(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    if detail["type"] == "tuple_type" and isinstance(detail["input"], dict):
        return f"is one table; write [[{detail['loc'][-1]}]] in two brackets above each"
    if detail["type"] == "missing":
        *above, name = detail["loc"]
        field = _fields(above).get(str(name))
        return f"is missing; add it: {field.description}" if field and field.description else "is missing; add it"
    if detail["type"] == "value_error":
        return str(context["error"])
    if detail["type"] in {"literal_error", "enum"}:
        return f"is none of the choices; use {context['expected']}"
    phrase = _PHRASES.get(detail["type"])
    return phrase.format(**context) if phrase else f"{detail['msg']}; see config/README.md"


def _origin(names: Key, layers: Sequence[Layer]) -> str:
    layer = next((layer for layer in reversed(layers) if layer.holds(names[:2])), None)
    match layer.origin if layer else None:
        case None:
            return ""
        case "environment":
            return f" ({environment_name(names)})"
        case "environment file":
            return f" ({environment_name(names)}_FILE)"
        case origin:
            return f" ({origin})"


def _hint(location: Sequence[int | str]) -> str:
    siblings = _fields(location[:-1])
    base = str(location[-1]).removesuffix("_file")
    if base != location[-1] and base in siblings:
        return f"a file that holds it is named by {environment_name((*map(str, location[:-1]), base))}_FILE"
    near = nearest(str(location[-1]), siblings)
    return f'did you mean "{near}"?' if near else f"known here: {', '.join(siblings)}"


def _shown(detail: ErrorDetails) -> str:
    """Return " = " and the value, or nothing where there is none, or one of many lines."""
    value = detail["input"]
    empty = not value and not isinstance(value, bool | int | float)
    if detail["type"] == "missing" or empty or isinstance(value, list | tuple | dict):
        return ""
    return f" = {_show(detail['loc'], value)}"


def _show(location: Sequence[int | str], value: object) -> str:
    if _is_secret(location):
        return "***"
    if isinstance(value, str) and "://" in value:
        value = mask_address(value)
    text = repr(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"


def _is_secret(location: Sequence[int | str]) -> bool:
    """Return whether the location is a secret, a table that may hold one, or unknown."""
    names = [part for part in location if isinstance(part, str)]
    field = _fields(names[:-1]).get(names[-1])
    return field is None or holds_secret(field.annotation)


def _fields(location: Sequence[int | str]) -> Mapping[str, FieldInfo]:
    """Return the fields of the model at a location, or none where there is no model."""
    model: type[BaseModel] | None = Settings
    for part in location:
        if model is None or isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        model = next(models_in(field.annotation), None) if field else None
    return model.model_fields if model else {}
