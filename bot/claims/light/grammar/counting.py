"""The values of number words: listed ones, and those that are several in one ("quatre-vingt-dix", "einundzwanzig")."""

from __future__ import annotations

from collections.abc import Mapping

from bot.claims.grammar.memory import WordMemory

Numbers = Mapping[str, float]

_LONGEST_WORD = 80  # letters; a longer one is no number, however many hyphens it has
_THOUSAND, _HUNDRED, _TEN, _TENS = 1000, 100, 10, 20


def values_reader(numbers: Numbers, *, joins: bool) -> WordMemory[float | None]:
    """Return what tells the value of a lower-case word, None where it is no number.

    `joins`: the language writes number words as one.
    """
    return WordMemory(lambda low: _worded(numbers, low, joins=joins))


def _worded(numbers: Numbers, low: str, *, joins: bool) -> float | None:
    """Return the value of a number word, joined ones too: "quatre-vingt-dix", "einundzwanzig"."""
    found = numbers.get(low)
    if found is not None:
        return found
    if "-" in low and len(low) <= _LONGEST_WORD:
        first, _, rest = low.rpartition("-")
        head, tail = _worded(numbers, first, joins=joins), numbers.get(rest)
        return head + tail if head is not None and tail is not None and tail < _TENS <= head else None
    return _joined(numbers, low) if joins else None


def _joined(numbers: Numbers, low: str) -> float | None:
    """Return the value of number words written as one: "dreitausendvierhundert", "siebenundsechzig"."""
    thousands, many, rest = low.partition("tausend")
    if not many:
        return _hundreds(numbers, low, empty=0.0)
    head, tail = _hundreds(numbers, thousands, empty=1.0), _hundreds(numbers, rest, empty=0.0)
    return head * _THOUSAND + tail if head is not None and tail is not None else None


def _hundreds(numbers: Numbers, low: str, *, empty: float) -> float | None:
    """Return the value of a joined number word below a thousand, `empty` for no letters."""
    hundreds, many, rest = low.partition("hundert")
    if not many:
        return _small(numbers, low, empty=empty)
    head, tail = _small(numbers, hundreds, empty=1.0), _small(numbers, rest.removeprefix("und"), empty=0.0)
    return head * _HUNDRED + tail if head is not None and tail is not None else None


def _small(numbers: Numbers, low: str, *, empty: float) -> float | None:
    """Return the value of a joined number word below a hundred, `empty` for no letters."""
    if not low:
        return empty
    if low in numbers:
        return numbers[low]
    first, joined, last = low.partition("und")
    ones, tens = 1.0 if first == "ein" else numbers.get(first), numbers.get(last)
    return ones + tens if joined and ones is not None and tens is not None and ones < _TEN <= tens else None
