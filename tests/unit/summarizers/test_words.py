"""Words that carry content, in languages with long words and with short ones."""

from summarizers.words import content_words


def test_short_words_are_left_out_where_most_words_are_long() -> None:
    assert content_words([["The", "river", "rose", "by", "two", "metres"]]) == [["river", "rose", "metres"]]


def test_short_words_count_where_a_language_writes_syllables() -> None:
    words = ["Nước", "sông", "dâng", "cao", "hai", "mét", "do", "mưa", "lớn", "cả", "đêm"]
    assert content_words([words]) == [[word.casefold() for word in words]]


def test_ideographs_are_content() -> None:
    assert content_words([list("河水上涨")]) == [list("河水上涨")]
