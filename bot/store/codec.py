"""Values of the domain as JSON text and back, by their annotations.

Blocks of a document are told apart by their `kind`; loading runs the values' own checks, so a stored line whose
length no longer fits its span raises GroundingError.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.errors import StoreError


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    """Return the adapter of a type; built on first use, which keeps it out of the start of the program."""
    return TypeAdapter(form)


def encode(form: object, value: object) -> str:
    """Return `value`, an instance of the type `form`, as JSON."""
    return _adapter(form).dump_json(value).decode()


def decode(form: object, text: str) -> Any:
    """Return the value of type `form` that `text` holds.

    Raises:
        StoreError: The text is not what `encode` writes for this type.
    """
    try:
        return _adapter(form).validate_json(text)
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(step) for step in problem["loc"])
        message = (
            f"stored {form} cannot be read at {where}: {problem['msg']}; run `counterpoint verify`, restore a backup"
        )
        raise StoreError(message) from error
