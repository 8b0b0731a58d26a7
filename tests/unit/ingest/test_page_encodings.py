from __future__ import annotations

import pytest

from bot.ingest.encodings import decode_page, decode_text

WORDS = "Grüße aus Łódź, ”quoted“"
WESTERN = "Grüße, naïve café"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_utf_8_and_marked_text_are_certain(encoding: str) -> None:
    assert decode_text(WORDS.encode(encoding)) == (WORDS, None)


@pytest.mark.parametrize(
    ("encoding", "name"), [("latin-1", "Windows-1252"), ("cp1252", "Windows-1252"), ("utf-16-le", "UTF-16-LE")]
)
def test_other_encodings_are_guessed_and_the_guess_is_named(encoding: str, name: str) -> None:
    assert decode_text(WESTERN.encode(encoding)) == (WESTERN, name)


def test_every_byte_has_a_reading() -> None:
    text, _ = decode_text(bytes(range(256)))
    assert len(text) == 256


def test_a_page_is_read_as_its_header_or_its_meta_element_says() -> None:
    assert decode_page(WESTERN.encode("latin-1"), "text/html; charset=ISO-8859-1") == WESTERN
    polish = "<meta charset='iso-8859-2'>Łódź"
    assert decode_page(polish.encode("iso-8859-2"), "text/html") == polish


def test_a_seven_bit_encoding_is_read_as_declared() -> None:
    japanese = "港の町"
    assert decode_page(japanese.encode("iso-2022-jp"), "text/plain; charset=ISO-2022-JP") == japanese


@pytest.mark.parametrize("charset", ["no-such-thing", "hex", "undefined"])
def test_a_wrong_declaration_falls_back_to_the_guess(charset: str) -> None:
    assert decode_page(WESTERN.encode("cp1252"), f"text/html; charset={charset}") == WESTERN
