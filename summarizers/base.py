"""The values of the library: documents in, sentences that point back into them out."""

from __future__ import annotations

from dataclasses import dataclass


class SummaryError(ValueError):
    """A summary cannot be made as asked; the message says why and what would work."""


class InputTooLargeError(SummaryError):
    """A method whose cost grows faster than its input was given more than it can finish in reasonable time."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text to summarize. `lang` is an ISO 639-1 code; None means English rules, where the text may be English."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the document at `document_index`: half-open code-point offsets into its text.

    >>> documents = [Document("Rain fell. It stopped.")]
    >>> Sentence(0, 0, 10).text(documents)
    'Rain fell.'
    """

    document_index: int
    start: int
    end: int

    def text(self, documents: list[Document] | tuple[Document, ...]) -> str:
        """Return the words this sentence points at."""
        return documents[self.document_index].text[self.start : self.end]
