"""Whom pronouns, roles and bare surnames mean in other languages than English, and of which sex persons are."""

from __future__ import annotations

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.light.grammar.vocabulary import load_vocabulary
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.speech.statements import read_light
from bot.domain.claim import ClaimText


def read(lang: str, text: str) -> LightReading:
    vocabulary = load_vocabulary(lang)
    assert vocabulary is not None
    article = ClaimText(article="a", text=text, source="", title="", date=None, lang=lang)
    return read_light(vocabulary, article, 0)


def last_speaker(lang: str, text: str) -> str | None:
    """Return who makes the last statement of a text."""
    return read(lang, text).said[-1].speaker


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        (
            "fr",
            "Odile Varne accuse le gérant, Rémi Orme, d'avoir tout pris. « Je n'ai rien pris », jure l'intéressé.",
            "Rémi Orme",
        ),
        (
            "es",
            "Elsa Varán acusó al gerente, Tomás Ormán, de vaciar la caja. El aludido respondió que nadie tocó la caja.",
            "Tomás Ormán",
        ),
    ],
)
def test_the_one_concerned_is_whom_the_others_spoke_of(lang: str, text: str, speaker: str) -> None:
    assert last_speaker(lang, text) == speaker


def test_a_pronoun_reaches_over_sentences_that_go_on_about_one_person() -> None:
    kept = (
        "Reto Varn brät seit Jahren Fische am See. Seit Montag ist die Hütte zu. Der Weg dorthin ist steil. "
        "Er ist 59 und fährt jeden Tag Rad. Wir treffen ihn am Bahnhof. Im Zug redet er doch. "
        "„Mich hat niemand gefragt, kein Mensch“, sagt er."
    )
    assert last_speaker("de", kept) == "Reto Varn"


def test_a_pronoun_reaches_no_person_long_gone() -> None:
    lost = (
        "Reto Varn brät seit Jahren Fische am See. Seit Montag ist die Hütte zu. Der Weg dorthin ist steil. "
        "Am Hang liegt Schnee. Die Bahn steht. Im Tal gibt es zwei Läden. „Mich hat niemand gefragt“, sagt er."
    )
    assert last_speaker("de", lost) is None


def test_a_stressed_pronoun_opens_a_french_clause_as_its_subject() -> None:
    text = "Élise Varne insiste. Dans le box, Rémi Orme fixe ses chaussures. Lui raconte que la porte était fermée."
    assert last_speaker("fr", text) == "Rémi Orme"
    assert last_speaker("fr", "Élise Varne insiste. Une voisine lui raconte que la porte était fermée.") != "Rémi Orme"


def test_she_who_is_named_in_the_next_sentence_has_spoken_before() -> None:
    text = "Elle soutient que la porte était ouverte. « Je l'ai vue de mes yeux, ouverte », insiste Laurine Varne."
    assert [said.speaker for said in read("fr", text).said] == ["Laurine Varne", "Laurine Varne"]


def test_he_is_not_the_woman_named_in_the_next_sentence() -> None:
    text = "Il soutient que la porte était ouverte. « Je l'ai vue de mes yeux, ouverte », insiste Laurine Varne."
    assert [said.speaker for said in read("fr", text).said] == [None, "Laurine Varne"]


def test_an_apposition_is_who_accuses_and_not_the_object() -> None:
    text = "Une ancienne élève, Éléa Varne, accuse le professeur d'avoir copié ses pages."
    assert last_speaker("fr", text) == "Éléa Varne"


def test_a_surname_that_looks_like_a_noun_is_known_again() -> None:
    text = (
        "Dario Orm erhebt schwere Vorwürfe gegen Gernot Altenhaus. Altenhaus pfeift weiter. "
        "Nach dem Spiel wies er alles zurück."
    )
    assert last_speaker("de", text) == "Gernot Altenhaus"


@pytest.mark.parametrize(
    ("lang", "text", "name", "gender"),
    [
        ("de", "Gestern sprach Amtsärztin Dr. Kerstin Varner mit der Presse.", "Kerstin Varner", "f"),
        ("es", "Habló la ministra de Fomento Íñiga Varán.", "Íñiga Varán", "f"),
        (
            "fr",
            "L'annonce avait valu à Tancrède Varne, professeur de chimie, bien des honneurs.",
            "Tancrède Varne",
            "m",
        ),
        ("uk", "Картку за відсутнього Нестора Дормая вставив сусід. Дормай мовчав.", "Нестор Дормай", "m"),
        ("ru", "Под стражей оставили бывшего главу Привольского Станислава Чумаева.", "Станислав Чумаев", "m"),
    ],
)
def test_a_person_is_known_with_the_right_name_and_sex(lang: str, text: str, name: str, gender: str) -> None:
    voices = read(lang, text).voices
    assert name in voices.persons
    assert voices.gender[voices.base(name.rsplit(maxsplit=1)[-1])] == gender


def test_what_an_office_is_for_is_no_person() -> None:
    assert read("es", "El ministro de Salud, Hernán Varán, habló.").voices.persons == {"Hernán Varán"}
    assert read("es", "La Audiencia de Lomas comenzó ayer.").voices.persons == set()


def test_who_acts_in_russian_stands_after_whom_he_tells() -> None:
    assert (
        last_speaker("ru", "Прибор исправен, сказала собравшимся начальник управления Нелли Ормина.") == "Нелли Ормина"
    )
    assert last_speaker("ru", "Расхождение директор объяснил тем, что часы отстали.") == "директор"


def test_a_verb_with_a_degree_after_it_keeps_its_particle() -> None:
    text = "Gestern stellte Amtsärztin Dr. Kerstin Varner klar, dass es nur 48 gewesen sind."
    assert last_speaker("de", text) == "Kerstin Varner"


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("de", "Der Hafenrat widerspricht. Fünf Stunden mussten Kranke nach seiner Auswertung warten.", "Hafenrat"),
        ("de", "Nach einer Namensliste der Gewerkschaft waren es 71.", "Gewerkschaft"),
        ("es", "De acuerdo con el boletín que la Asociación de Pesca armó, fueron 26.", "Asociación de Pesca"),
        ("fr", "D'après le décompte de la préfecture, ils étaient 300.", "préfecture"),
        ("ru", "В шествии, по подсчётам его организаторов, участвовали 20 тысяч человек.", "организаторы"),
        ("uk", "Згідно зі звітом Рахункової палати, вартість сягнула мільярда.", "палата"),
    ],
)
def test_the_count_of_somebody_is_their_account(lang: str, text: str, speaker: str) -> None:
    assert last_speaker(lang, text) == speaker


def test_a_list_of_things_is_nobodys_account() -> None:
    assert read("de", "Nach einer Liste der Straßen waren es 71.").said == []


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("ru", "В полиции насчитали не более 4500 участников.", "полиция"),
        ("ru", "На предприятии причастность к гибели рыбы отвергают.", "предприятие"),
        ("uk", "У верхньому командуванні вважають це вигадкою.", "командування"),
    ],
)
def test_a_place_with_a_plural_verb_speaks_and_not_the_object(lang: str, text: str, speaker: str) -> None:
    assert last_speaker(lang, text) == speaker


def test_people_at_a_place_speak_for_themselves() -> None:
    assert last_speaker("ru", "В компании Иван Варнов назвал это вымыслом.") == "Иван Варнов"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Ilse Varner blieb dabei, dass der Deich gehalten hat."),
        ("es", "Ilse Varner ha repetido en cada pleno que el dique aguantó."),
        ("fr", "Ilse Varner craint que la digue n'ait cédé."),
        ("ru", "Ilse Varner повторила, что дамба выдержала."),
        ("uk", "Ilse Varner похвалилася, що дамба витримала."),
    ],
)
def test_verbs_of_saying_are_heard(lang: str, text: str) -> None:
    assert last_speaker(lang, text) == "Ilse Varner"


def test_an_embassy_speaks_for_itself_and_is_no_ambassador() -> None:
    text = "«Lo probamos», recalcó el embajador, Tomás Ormán. La acusación «es falsa», replicó la embajada en una nota."
    assert last_speaker("es", text) == "embajada"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die Gewerkschaft wirft der Leiterin Betrug vor. Sie bestreitet den Vorwurf."),
        ("es", "El sindicato acusa a la directora de robar fondos. Ella niega la acusación."),
        ("fr", "Le syndicat accuse la directrice d'avoir volé des fonds. Elle dément les accusations."),
        ("uk", "Профспілка звинувачує директорку в крадіжці коштів. Вона заперечує звинувачення."),
    ],
)
def test_who_answers_an_accusation_by_a_pronoun_is_not_who_accuses(lang: str, text: str) -> None:
    found = analyse_story([ClaimText(article="a", text=text, source="Outlet", lang=lang)])
    assert [one.responder for one in found.disputes] == [None]


@pytest.mark.parametrize("deed", ["Betrug", "Diebstahl", "Untreue", "Korruption"])
def test_a_deed_behind_an_office_is_nobodys_name(deed: str) -> None:
    text = f"Die Gewerkschaft wirft der Leiterin {deed} vor. Sie bestreitet den Vorwurf."
    found = analyse_story([ClaimText(article="a", text=text, source="Outlet", lang="de")])
    assert deed not in [one.responder for one in found.disputes]


def test_a_speaker_found_later_is_that_of_the_denial_too() -> None:
    text = "Sie weist die Vorwürfe zurück. „Nichts davon stimmt“, sagte Anna Orm am Montag."
    reading = read("de", text)
    assert [heard.said.speaker for heard in reading.heard][:1] == ["Anna Orm"]
