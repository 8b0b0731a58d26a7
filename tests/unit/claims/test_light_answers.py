"""Answers without a word of denial, in other languages than English: what makes a negation one, and what does not."""

from __future__ import annotations

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.answered import answer_of
from bot.claims.light.answers.responses import light_responses
from bot.claims.light.grammar.vocabulary import load_vocabulary
from bot.claims.light.speech.statements import read_light
from bot.domain.claim import ClaimText, FoundDispute

ACCUSED = {
    "de": "Die Anwohnerin Petra Olmen behauptet, Wirt Kurt Rasch habe nachts Altöl in den Bach geleitet und den Bach"
    " verseucht. Der Bach ist seit Freitag gesperrt.",
    "es": "La vecina Petra Olmen denuncia que el hotelero Curro Rasero vertió aceite en el arroyo y contaminó el agua."
    " El arroyo está cerrado desde el viernes.",
    "fr": "La riveraine Petra Olmen prétend que le restaurateur Curt Raschel a déversé de l'huile dans le ruisseau et"
    " pollué l'eau. Le ruisseau est fermé depuis vendredi.",
    "ru": "Жительница Петра Ольмина утверждает, что ресторатор Кузьма Рашев слил масло в ручей и отравил воду."
    " Ручей закрыт с пятницы.",
    "uk": "Мешканка Петра Ольміна стверджує, що ресторатор Кузьма Рашів злив олію у струмок і отруїв воду."
    " Струмок закрито з п'ятниці.",
}
ANSWERS = {
    "de": "„Niemand von uns hat je Öl in den Bach geleitet“, sagte Kurt Rasch.",
    "es": "«Aquí nadie ha vertido nunca aceite en el arroyo», dijo Curro Rasero.",
    "fr": "« Personne chez nous n'a jamais déversé d'huile dans le ruisseau », a dit Curt Raschel.",
    "ru": "«Никто из нас никогда не сливал масло в ручей», — сказал Кузьма Рашев.",
    "uk": "«Ніхто з нас ніколи не зливав олію у струмок», — сказав Кузьма Рашів.",
}
BESIDE_THE_MATTER = {
    "de": "„Ein Sommerfest gibt es dieses Jahr nicht“, sagte Pfarrerin Lore Quint.",
    "es": "«Este año no hay verbena», dijo la profesora Lora Quintín.",
    "fr": "« Cette année, il n'y a pas de kermesse », a dit l'institutrice Laure Quintin.",
    "ru": "«В этом году ярмарки не будет», — сказала учительница Лара Квинтова.",
    "uk": "«Цього року ярмарку не буде», — сказала вчителька Лара Квінтова.",
}
NO_COMMENT = {
    "de": "„Zu Anträgen nehmen wir keine Stellung“, sagte Kurt Rasch.",
    "es": "«No hacemos comentarios ni declaraciones», dijo Curro Rasero.",
}
INVESTIGATES = {
    "de": "„Wir haben noch nichts ausgewertet“, sagte Staatsanwältin Lore Quint.",
    "fr": "« Nous n'avons encore rien analysé », a dit la procureure Laure Quintin.",
}


def found_in(text: str, lang: str) -> tuple[FoundDispute, ...]:
    return analyse_story([ClaimText(article="a", text=text, lang=lang)]).disputes


@pytest.mark.parametrize("lang", ACCUSED)
def test_who_is_accused_of_a_misdeed_answers_by_saying_that_nobody_did_it(lang: str) -> None:
    text = f"{ACCUSED[lang]} {ANSWERS[lang]}"
    (found,) = found_in(text, lang)
    assert text[found.claim.start : found.claim.end].startswith(ACCUSED[lang][:20])
    assert text[found.response.start : found.response.end].startswith(ANSWERS[lang][:20])
    assert found.rule.startswith("counter.")


@pytest.mark.parametrize("lang", ACCUSED)
def test_a_negation_of_somebody_else_about_something_else_answers_nothing(lang: str) -> None:
    assert not found_in(f"{ACCUSED[lang]} {BESIDE_THE_MATTER[lang]}", lang)


@pytest.mark.parametrize("lang", ACCUSED)
def test_a_negation_without_a_claim_before_it_answers_nothing(lang: str) -> None:
    assert not found_in(ANSWERS[lang], lang)


@pytest.mark.parametrize("lang", NO_COMMENT)
def test_saying_nothing_is_no_answer(lang: str) -> None:
    assert not found_in(f"{ACCUSED[lang]} {NO_COMMENT[lang]}", lang)


@pytest.mark.parametrize("lang", INVESTIGATES)
def test_who_investigates_answers_no_accusation(lang: str) -> None:
    assert not found_in(f"{ACCUSED[lang]} {INVESTIGATES[lang]}", lang)


DISAGREES = {
    "de": ("„Das Programm ist langweilig“, sagte Autorin Lore Quint.", "Intendant Kurt Rasch sieht das anders."),
    "fr": ("« Ce programme est trop long », a dit Laure Quintin.", "Le directeur Curt Raschel n'est pas de cet avis."),
    "ru": ("«Программа слишком длинная», — сказала Лара Квинтова.", "Директор Кузьма Рашев с этим не согласен."),
    "uk": ("«Програма надто довга», — сказала Лара Квінтова.", "Директор Кузьма Рашів з цим не погодився."),
}


@pytest.mark.parametrize("lang", DISAGREES)
def test_an_opinion_that_is_not_shared_is_no_dispute_and_a_charge_is(lang: str) -> None:
    opinion, answer = DISAGREES[lang]
    assert not found_in(f"{opinion} {answer}", lang)
    assert found_in(f"{ACCUSED[lang]} {answer}", lang)


def test_a_body_that_ruled_out_doing_something_denies_nothing() -> None:
    aside = "El Ayuntamiento, que en marzo descartó poner cámaras en el arroyo, no toma partido."
    assert not found_in(f"{ACCUSED['es']} {aside}", "es")
    assert found_in(f"{ACCUSED['es']} El hotelero, que niega haber vertido nada, habló el lunes.", "es")


TWO_CLAIMS = {
    "de": (
        "Wirtin Petra Olmen behauptet, der Verein habe die Miete nicht bezahlt.",
        "Sie behauptet auch, der Verein habe den Ofen gestohlen.",
        "„Das ist falsch“, sagte Vereinschef Kurt Rasch.",
    ),
    "es": (
        "La hostelera Petra Olmen afirma que el club no pagó el alquiler.",
        "También afirma que el club robó el horno.",
        "«Eso es falso», dijo el presidente del club, Curro Rasero.",
    ),
    "ru": (
        "Хозяйка Петра Ольмина утверждает, что клуб не заплатил аренду.",
        "Она утверждает также, что клуб украл печь.",
        "«Это неправда», — сказал глава клуба Кузьма Рашев.",
    ),
}


@pytest.mark.parametrize("lang", TWO_CLAIMS)
def test_that_is_false_answers_what_was_said_last(lang: str) -> None:
    text = " ".join(TWO_CLAIMS[lang])
    assert text.index(TWO_CLAIMS[lang][1]) in {one.claim.start for one in found_in(text, lang)}


def test_an_answer_is_no_claim_that_the_next_of_its_side_answers() -> None:
    text = f"{ACCUSED['de']} {ANSWERS['de']} Raschs Bruder Ole Rasch rief: „Das ist gelogen, wir waren das nicht.“"
    assert {one.claim.start for one in found_in(text, "de")} == {0}


RETORTS = {
    "de": "„Altöl bringen wir seit Jahren zur Annahmestelle der Stadt“, entgegnete Wirt Kurt Rasch.",
    "es": "«El aceite lo llevamos desde hace años al punto limpio», replicó el hotelero Curro Rasero.",
    "fr": "« L'huile part depuis des années à la déchetterie », a rétorqué le restaurateur Curt Raschel.",
    "ru": "«Масло мы годами сдаём на пункт приёма», — парировал ресторатор Кузьма Рашев.",
    "uk": "«Олію ми роками здаємо на пункт прийому», — парирував ресторатор Кузьма Рашів.",
}
ANSWERS_A_QUESTION = {
    "de": "„Am Montag öffnet das neue Bad“, antwortete Bürgermeisterin Lore Quint.",
    "es": "«El lunes abre la piscina nueva», respondió la alcaldesa Lora Quintín.",
    "fr": "« Lundi, la nouvelle piscine ouvre », a répondu la maire Laure Quintin.",
    "ru": "«В понедельник откроется бассейн», — ответила мэр Лара Квинтова.",
    "uk": "«У понеділок відкриється басейн», — відповіла мерка Лара Квінтова.",
}


@pytest.mark.parametrize("lang", RETORTS)
def test_who_is_accused_may_retort_without_a_negation(lang: str) -> None:
    (found,) = found_in(f"{ACCUSED[lang]} {RETORTS[lang]}", lang)
    assert (found.claim.start, found.rule) == (0, "counter.contrast")


@pytest.mark.parametrize("lang", ANSWERS_A_QUESTION)
def test_answering_a_question_about_something_else_retorts_nothing(lang: str) -> None:
    assert not found_in(f"{ACCUSED[lang]} {ANSWERS_A_QUESTION[lang]}", lang)


def test_criticism_without_a_deed_is_not_answered() -> None:
    text = "Die Opposition attackierte den Haushalt. „Niemand konnte so viel Regen ahnen“, sagte Ministerin Lore Quint."
    assert not found_in(text, "de")


def test_a_judge_who_refuses_for_now_to_do_something_denies_nothing() -> None:
    aside = "El juez ha rechazado, de momento, precintar el hotel."
    assert not found_in(f"{ACCUSED['es']} {aside}", "es")


SAYS = {
    "de": "Nachbarin Petra Olmen erzählt, Wirt Kurt Rasch sei am Abend mit einem Wagen zum Bach gefahren.",
    "es": "La vecina Petra Olmen cuenta que el hotelero Curro Rasero fue por la tarde en coche al arroyo.",
    "fr": "La voisine Petra Olmen raconte que le patron Curt Raschel est allé le soir en voiture au ruisseau.",
    "ru": "Соседка Петра Ольмина рассказывает, что хозяин Кузьма Рашев вечером ездил на машине к ручью.",
    "uk": "Сусідка Петра Ольміна розповідає, що господар Кузьма Рашів увечері їздив машиною до струмка.",
}
AT_HOME = {
    "de": "„Ich habe das Haus an dem Abend nicht verlassen“, sagte Kurt Rasch.",
    "es": "«Yo no salí de casa esa tarde», dijo Curro Rasero.",
    "fr": "« Je n'ai pas quitté la maison ce soir-là », a dit Curt Raschel.",
    "ru": "«Я в тот вечер из дома не выходил», — сказал Кузьма Рашев.",
    "uk": "«Я того вечора з дому не виходив», — сказав Кузьма Рашів.",
}
LEADS_IN = {
    "de": "Der Wirt gab sich empört.",
    "es": "El hotelero se mostró indignado.",
    "fr": "Le patron s'est dit stupéfait.",
    "ru": "Хозяин возмущён.",
    "uk": "Господар обурений.",
}
PROMISES_NOTHING = {
    "de": "„Ich kann mich nicht erinnern“, sagte Kurt Rasch.",
    "es": "«No recuerdo esa tarde», dijo Curro Rasero.",
    "fr": "« Je ne me souviens pas de ce soir-là », a dit Curt Raschel.",
    "ru": "«Я того вечера не помню», — сказал Кузьма Рашев.",
    "uk": "«Я того вечора не пам'ятаю», — сказав Кузьма Рашів.",
}
DISTANT = {
    "de": "Am Freitag tagt der Rat. Es geht um den Haushalt. Auch der Bach ist ein Thema.",
    "es": "El viernes se reúne el consejo. Tratará el presupuesto. También el arroyo.",
    "fr": "Vendredi, le conseil se réunit. Il traitera du budget. Du ruisseau aussi.",
    "ru": "В пятницу собирается совет. Речь пойдёт о бюджете. И о ручье тоже.",
    "uk": "У п'ятницю збирається рада. Ітиметься про бюджет. І про струмок також.",
}


@pytest.mark.parametrize("lang", SAYS)
def test_who_is_named_answers_for_themselves_where_they_say_that_they_did_not(lang: str) -> None:
    text = f"{SAYS[lang]} {DISTANT[lang]} {LEADS_IN[lang]} {AT_HOME[lang]}"
    assert text.index(AT_HOME[lang]) in {found.response.start for found in found_in(text, lang)}


@pytest.mark.parametrize("lang", SAYS)
def test_who_does_not_remember_denies_nothing(lang: str) -> None:
    assert not found_in(f"{ACCUSED[lang]} {PROMISES_NOTHING[lang]}", lang)


def weight_of_answer(text: str, lang: str, title: str = "") -> float:
    vocabulary = load_vocabulary(lang)
    assert vocabulary is not None
    reading = read_light(vocabulary, ClaimText(article="a", text=text, title=title, lang=lang), 0)
    (response,) = light_responses(reading)
    return answer_of(Rarity(reading.words), reading, response).weight


@pytest.mark.parametrize("lang", SAYS)
def test_a_title_that_tells_what_is_negated_says_that_the_article_is_about_it(lang: str) -> None:
    text = f"{SAYS[lang]} {DISTANT[lang]} {AT_HOME[lang]}"
    other = weight_of_answer(text, lang, title=SAYS[lang])
    assert weight_of_answer(text, lang, title=AT_HOME[lang].split(",")[0]) > other


@pytest.mark.parametrize("lang", SAYS)
def test_indignation_leads_in_an_answer(lang: str) -> None:
    text = f"{SAYS[lang]} {DISTANT[lang]} {AT_HOME[lang]}"
    led = text.replace(AT_HOME[lang], f"{LEADS_IN[lang]} {AT_HOME[lang]}")
    assert weight_of_answer(led, lang) > weight_of_answer(text, lang)


CALLED = {
    "de": (
        "Kurt Rasch soll zwölfmal Geld aus der Vereinskasse genommen haben.",
        "Staatsanwältin Lore Quint spricht von einem schweren Vertrauensbruch.",
        "„Ich habe keinen Cent genommen“, sagte Kurt Rasch.",
    ),
    "fr": (
        "Curt Raschel aurait pris douze fois de l'argent dans la caisse du club.",
        "La procureure Laure Quintin parle d'un grave abus de confiance.",
        "« Je n'ai jamais pris un centime », a dit Curt Raschel.",
    ),
}


@pytest.mark.parametrize("lang", CALLED)
def test_what_is_answered_is_the_deed_and_not_what_the_prosecutor_calls_it(lang: str) -> None:
    text = " ".join(CALLED[lang])
    assert {found.claim.start for found in found_in(text, lang)} == {0}
