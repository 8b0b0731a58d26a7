"""Who speaks in other languages than English: writings, the mood of reports, speech after a sentence about somebody."""

from __future__ import annotations

import pytest

from bot.claims.light.grammar.vocabulary import load_vocabulary
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.speech.statements import read_light
from bot.domain.claim import ClaimText


def read(lang: str, text: str) -> LightReading:
    vocabulary = load_vocabulary(lang)
    assert vocabulary is not None
    article = ClaimText(article="a", text=text, source="", title="", date=None, lang=lang)
    return read_light(vocabulary, article, 0)


def speakers(lang: str, text: str, sentence: int) -> list[str | None]:
    """Return who speaks in a sentence."""
    return [said.speaker for said in read(lang, text).said_in(sentence)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Man habe niemanden entlassen, hieß es dann in einer Mitteilung des Werftbunds.", "Werftbund"),
        ("Auch bei der Uferbank hieß es, dazu gebe es nichts zu sagen.", "Uferbank"),
        ("Aus der Geschäftsführung hieß es am Abend, die Listen stimmten.", "Geschäftsführung"),
    ],
)
def test_it_says_names_the_source_that_the_sentence_tells(text: str, speaker: str) -> None:
    assert speaker in str(speakers("de", text, 0)[0])


def test_it_says_without_a_source_goes_on_with_who_spoke() -> None:
    text = "Der Werftbund dementierte. Die Kräne seien geprüft worden, hieß es weiter."
    assert speakers("de", text, 1) == ["Werftbund"]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("de", "Ilse Varn reagierte noch am Abend. „Das ist mit mir nie besprochen worden.“", "Ilse Varn"),
        ("de", "Lutz Orm war danach an der Reihe. Gewarnt habe ihn niemand.", "Lutz Orm"),
        ("es", "Elsa Varán no tardó ni una hora. «Eso no se habló nunca conmigo, y lo saben.»", "Elsa Varán"),
        ("fr", "Élise Varne a réagi dans la soirée. « On ne m'en a jamais parlé, ni avant ni après. »", "Élise Varne"),
    ],
)
def test_who_a_sentence_is_about_speaks_in_the_next_one(lang: str, text: str, speaker: str) -> None:
    assert speakers(lang, text, 1) == [speaker]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Der Regen hörte am Abend auf. „Wer mich kennt, der weiß das schon lange.“"),
        ("es", "La lluvia paró por la noche. «Eso no se habló nunca con nadie, y lo saben.»"),
        ("fr", "La pluie a cessé dans la soirée. « On ne nous en a jamais parlé, ni avant ni après. »"),
    ],
)
def test_things_do_not_speak_in_the_next_sentence(lang: str, text: str) -> None:
    assert speakers(lang, text, 1) == []


@pytest.mark.parametrize(
    "text",
    [
        "Die Firma teilte mit, man prüfe das. Das Lager entspreche den Regeln.",
        "Die Firma teilte mit, man prüfe das. Die Briefe bezögen sich auf anderes.",
        "Die Firma teilte mit, man prüfe das. Der Betrieb existiere seit Jahren.",
    ],
)
def test_the_mood_of_reports_goes_on_by_many_verbs(text: str) -> None:
    assert speakers("de", text, 1) == ["Firma"]


def test_a_noun_is_no_verb_in_the_mood_of_reports() -> None:
    text = "Die Firma teilte mit, man prüfe das. Am Montag gab der Kurs seine Gewinne wieder ab, ohne jede Folge."
    assert speakers("de", text, 1) == []


def test_who_stands_after_a_comma_without_a_verb_does_not_speak() -> None:
    text = "Lutz Orm kam zu spät. Gewarnt habe ihn niemand, weder ein Spieler noch sonst wer."
    assert speakers("de", text, 1) == ["Lutz Orm"]


@pytest.mark.parametrize("phrase", ["die Treue der Kunden", "die Mutter der Braut", "Hunderten Senioren Medikamente"])
def test_common_nouns_are_no_persons(phrase: str) -> None:
    reading = read("de", f"Der Laden verdankt viel {phrase}.")
    assert not reading.voices.persons


def test_a_town_is_no_person_and_holds_no_office() -> None:
    reading = read("de", "Darin versichert der Internist aus Bad Lomen, der Saft helfe.")
    assert not reading.voices.persons
    assert [said.speaker for said in reading.said] == ["Internist"]


def test_a_role_before_a_name_is_no_part_of_it() -> None:
    text = "Alles sei bezahlt, jubelte Mitorganisatorin Ilse Varn von der Bühne."
    assert speakers("de", text, 0) == ["Ilse Varn"]


def test_a_preposition_before_a_verb_is_not_its_particle() -> None:
    assert speakers("de", "An der Kasse gab es am Dienstag noch Karten.", 0) == []


def test_spanish_pronouns_before_a_verb_point_at_persons() -> None:
    places = read("es", "La fiscal lo acusa de mentir. La asociación la acusa de mentir. La carta llegó.").places
    assert [[gender for gender, _ in place.pointers] for place in places] == [["m"], ["f"], []]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("es", "«Todo se pagó en su día, sin excepción», replica por correo Elsa Varán.", "Elsa Varán"),
        ("fr", "« Tout est d'ici, absolument tout », s'indigne en légende Élise Varne.", "Élise Varne"),
        ("ru", "Как рассказала в среду бывшая помощница мэра Инна Варнова, дома продали.", "Инна Варнова"),
    ],
)
def test_a_name_after_other_words_than_the_verb_tells_who_spoke(lang: str, text: str, speaker: str) -> None:
    assert speakers(lang, text, 0) == [speaker]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Ayer explicó en la carta de Elsa Varán."),
        ("uk", "Страху додали дописи депутата Миколи Варненка."),
    ],
)
def test_whose_letters_they_are_does_not_speak_in_them(lang: str, text: str) -> None:
    assert not {"Elsa Varán", "Микола Варненко"} & set(speakers(lang, text, 0))


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "Jean Orme s'est expliqué hier. C'est Paul Varne qui est tombé, a-t-il raconté.", "Jean Orme"),
        ("de", "Lutz Orm war am Montag da. Jan Varn sei gefallen, sagte er.", "Lutz Orm"),
    ],
)
def test_he_said_after_speech_is_nobody_whom_the_speech_names(lang: str, text: str, speaker: str) -> None:
    assert speakers(lang, text, 1) == [speaker]


def test_what_a_pronoun_rejects_does_not_speak() -> None:
    text = "Иван Орлов пришёл в суд. Обвинения он назвал чушью."
    assert "Обвинения" not in str(speakers("ru", text, 1))


def test_a_first_name_that_ends_like_an_office_is_none() -> None:
    reading = read("ru", "По словам военного коменданта города Евграфа Варнова, склада там нет.")
    assert any("Варнов" in person and "Евграф" in person for person in reading.voices.persons)
