"""What only an earlier sentence tells: paragraphs, surnames and, by language, words that point back."""

import pytest

from summarizers import Document, Sentence, split, summarize
from summarizers.candidates import candidates
from summarizers.quotations import group_quotations

# By language: a sentence that introduces Ana Cascor and a report, one that opens a paragraph about something else.
INTRODUCED = {
    "de": "Bürgermeisterin Ana Cascor stellte am Montag den Bericht über den Damm vor.",
    "es": "La alcaldesa Ana Cascor presentó el lunes el informe sobre la presa.",
    "fr": "La maire Ana Cascor a présenté lundi le rapport sur le barrage.",
    "ru": "Мэр Анна Каскорова представила в понедельник доклад о состоянии плотины.",
    "uk": "Мерка Ганна Каскорова представила в понеділок звіт про стан греблі.",
    "it": "La sindaca Ana Cascor ha presentato lunedì il rapporto sulla diga.",
    "pt": "A prefeita Ana Cascor apresentou na segunda-feira o relatório sobre a barragem.",
    "nl": "Burgemeester Ana Cascor presenteerde maandag het rapport over de dam.",
    "pl": "Burmistrzyni Anna Kaskorowa przedstawiła w poniedziałek raport o stanie zapory.",
}
BACK = {
    "de": [
        "Deren Höhe war zuletzt vor vier Jahren gemessen worden.",
        "Seither ist der Etat von zwei auf elf Millionen gestiegen.",
        "Einer von ihnen verlor in dieser Nacht sechzig Kühe.",
        "Kritiker sehen diese Abhängigkeit schon seit Langem mit großer Sorge.",
        "Vor drei Jahren hatte er den Verein ohne Geld übernommen.",
        "Die Anlage sei im Herbst geprüft und für gut befunden worden.",
        "„Wir haben lange auf diesen Tag gewartet“, sagte sie.",
        "Mit seinem Anwalt will der Verband in Berufung gehen.",
    ],
    "es": [
        "Dos de ellos habían admitido los hechos hace meses.",
        "La cooperativa no comparte esa cifra ni las otras cuentas.",
        "Dicha inversión no figura en los presupuestos de este año.",
        "«Llevamos cinco años perdiendo dinero con el agua», explicó.",
        "Con ese dinero se podría construir una residencia de ancianos.",
        "El ministro no lo hizo hasta las dos de la mañana.",
        "Otras quince personas resultaron heridas, cuatro de ellas de gravedad.",
    ],
    "fr": [
        "Celle-ci a touché dix-huit millions de dividendes en deux ans.",
        "L’un d’eux exerce depuis plus de vingt ans à Elmont.",
        "Selon lui, le danger à court terme est très faible.",
        "« On entendait les bouteilles exploser au loin », raconte-t-il.",
        "Les policiers affirment que ce dernier avait été gardien au musée.",
        "Touché à la cheville mardi, il n’avait rejoint le groupe que la veille.",
        "Parmi eux figure une ancienne ministre des Finances.",
    ],
    "ru": [
        "Одну из них возглавлял племянник бывшего директора завода.",
        "Именно этот вывод лёг в основу приговора суда.",
        "По её словам, ремонт займёт не меньше восьми месяцев.",
        "«Камеру включили только потом», — заявил он вчера вечером.",
        "Месяц назад он подписал письмо в поддержку театра.",
        "Рабочие узнали о взрыве из её письма начальству.",
    ],
    "uk": [
        "Двоє з них закохуються в одну й ту саму дівчину.",
        "За його словами, людей попереджали через сільський чат.",
        "Цю суму стягуватимуть окремо після завершення розгляду справи.",
        "«Дзвони почули краще за сирену», — каже вона нині.",
        "Рада ветеранів називає її подачкою для бідних людей.",
    ],
    "it": [
        "I loro nomi sono stati resi noti soltanto in serata.",
        "Uno di essi non ha mai funzionato come doveva.",
        "«Non c’erano indicazioni di urgenza sulla linea», ha sostenuto.",
        "Secondo lui la diga resisterà per altri dieci anni.",
    ],
    "pt": [
        "Um deles continua internado no hospital da cidade vizinha.",
        "Nessa reunião será apresentada uma proposta de seis por cento.",
        "«Vamos reconstruir tudo antes do inverno», contou ela.",
        "A sua antecessora tinha prometido a obra para este ano.",
    ],
    "nl": [
        "Een van hen ligt met bederfelijke lading voor de kade.",
        "De conservator vond ze in een kast op zolder.",
        "‘We zoeken dag en nacht naar een oplossing’, zei ze.",
        "Daarvoor is staal nodig dat alleen in Finland wordt gemaakt.",
    ],
    "pl": [
        "Jedna z nich od lat zabiega o wpis do rejestru.",
        "Starosta tłumaczy ją długami szpitala i brakiem lekarzy.",
        "Według niej wstrząs miał charakter całkowicie naturalny.",
        "„Najgorsze jest już na pewno za nami” – powiedziała.",
    ],
}
ALONE = {
    "de": [
        "Diese Woche beginnen die Arbeiten am Rathaus von Elmstadt.",
        "Das Landgericht Elmstadt hat einen Vermittler zu fünf Jahren verurteilt.",
        "Die Anlage sei im Herbst geprüft worden, teilte das Ministerium mit.",
    ],
    "es": [
        "Este martes comienzan las obras del ayuntamiento de Elmeda.",
        "«Llevamos cinco años perdiendo dinero», explicó el alcalde de Elmeda.",
        "La justicia condenó a once años de cárcel a un exalcalde.",
    ],
    "fr": [
        "Cette semaine commencent les travaux de la mairie d’Elmont.",
        "« On entendait les bouteilles exploser », raconte Jean Roux, gérant du camping.",
        "Le tribunal a prononcé mardi la liquidation de l’usine d’Elmont.",
    ],
    "ru": [
        "Глава города и его заместитель открыли в среду новую школу.",
        "В этом году урожай пшеницы в области вырос на треть.",
        "«Вода прибывает каждый час», — сказал начальник спасательного отряда.",
    ],
    "uk": [
        "Цього року врожай пшениці в області зріс на третину.",
        "«Вода прибуває щогодини», — сказав начальник рятувального загону.",
        "Суд засудив колишнього посадовця до восьми років ув’язнення.",
    ],
    "it": [
        "Questa settimana cominciano i lavori al municipio di Elmeta.",
        "«Chiederemo i danni alla società», ha detto il sindaco di Elmeta.",
    ],
    "pt": [
        "Nesta semana começam as obras na prefeitura de Elmeira.",
        "«Vamos reconstruir tudo», disse o presidente da câmara de Elmeira.",
    ],
    "nl": [
        "Het museum van Elmdam toont vanaf zaterdag tachtig werken.",
        "Deze week beginnen de werkzaamheden aan het stadhuis van Elmdam.",
    ],
    "pl": [
        "W tym roku zbiory pszenicy w regionie wzrosły o jedną trzecią.",
        "„Woda przybiera co godzinę” – powiedział komendant straży pożarnej.",
    ],
}
BARE = {
    "de": "Cascor wies alle Vorwürfe der Opposition entschieden zurück.",
    "es": "Cascor rechazó todas las acusaciones de la oposición.",
    "fr": "Cascor a rejeté toutes les accusations de l’opposition.",
    "ru": "Оппозиция потребовала от Каскоровой немедленно уйти в отставку.",
    "uk": "Опозиція зажадала від Каскорової негайно піти у відставку.",
    "it": "Cascor ha respinto tutte le accuse dell’opposizione.",
    "pt": "Cascor rejeitou todas as acusações da oposição.",
    "nl": "Cascor wees alle beschuldigingen van de oppositie van de hand.",
    "pl": "Opozycja zażądała od Kaskorowej natychmiastowej dymisji.",
}


def licences(text: str, lang: str) -> list[list[set[int]]]:
    return [[set(licence) for licence in c.licences] for c in candidates([Document(text, lang)])]


def told(text: str, lang: str, sentences: int) -> list[str]:
    documents = [Document(text, lang)]
    return [sentence.text(documents) for sentence in summarize(documents, sentences=sentences)]


@pytest.mark.parametrize(("lang", "back"), [(lang, back) for lang, every in BACK.items() for back in every])
def test_a_paragraph_that_opens_with_a_word_that_points_back_needs_the_one_before(lang: str, back: str) -> None:
    assert licences(f"{INTRODUCED[lang]}\n{back}", lang)[1] == [{0}]


@pytest.mark.parametrize(("lang", "alone"), [(lang, alone) for lang, every in ALONE.items() for alone in every])
def test_a_paragraph_that_opens_without_such_a_word_needs_none(lang: str, alone: str) -> None:
    assert licences(f"{INTRODUCED[lang]}\n{alone}", lang)[1] == []


@pytest.mark.parametrize("lang", INTRODUCED)
def test_a_bare_surname_needs_the_sentence_that_names_the_person_in_full(lang: str) -> None:
    text = f"{INTRODUCED[lang]}\n{ALONE[lang][0]}\n{BARE[lang]}"
    assert licences(text, lang) == [[], [], [{0}]]


@pytest.mark.parametrize("lang", INTRODUCED)
def test_a_sentence_goes_on_from_the_one_before_it_in_its_paragraph(lang: str) -> None:
    assert licences(f"{INTRODUCED[lang]} {ALONE[lang][0]}", lang) == [[], [{0}]]
    assert licences(f"{INTRODUCED[lang]}\n\n{ALONE[lang][0]}", lang) == [[], []]


def test_any_sentence_that_names_the_person_in_full_will_do() -> None:
    again = "El juez citó a Ana Cascor para el próximo viernes."
    text = f"{INTRODUCED['es']}\n{again}\n{BARE['es']}"
    assert licences(text, "es") == [[], [], [{0, 1}]]


def test_who_was_never_named_in_full_needs_nobody() -> None:
    assert licences(f"Cascor presentó el informe sobre la presa.\n{BARE['es']}", "es") == [[], []]


def test_a_name_that_only_begins_alike_is_another() -> None:
    text = f"{INTRODUCED['es']}\nSegún la oposición, Cascales cobró de la constructora."
    assert licences(text, "es") == [[], []]


def test_a_surname_with_its_first_name_needs_nobody() -> None:
    text = f"{INTRODUCED['es']}\nSegún el fiscal, Ana Cascor cobró de la constructora."
    assert licences(text, "es") == [[], []]


def test_the_first_word_of_a_sentence_is_no_first_name() -> None:
    text = "Am Freitag begann in Elmstadt der Streik der Busfahrer.\nBis Sonntag und am Freitag fahren keine Busse."
    assert licences(text, "de") == [[], []]


def test_lines_of_a_hard_wrapped_text_are_no_paragraphs() -> None:
    text = f"{INTRODUCED['es']}\n{ALONE['es'][0]}\n\n{ALONE['es'][2]}"
    assert licences(text, "es") == [[], [{0}], []]


def test_where_the_breaks_were_lost_a_sentence_needs_none_for_its_place() -> None:
    many = [f"La obra número {number} costó más de lo previsto." for number in range(7)]
    assert licences(" ".join(many), "es") == [[]] * 7
    assert licences(" ".join(many[:6]), "es") == [[], [{0}], [{1}], [{2}], [{3}], [{4}]]


def test_a_short_sentence_between_is_part_of_the_paragraph_and_a_dateline_is_not() -> None:
    text = f"{INTRODUCED['es']} Bastan dos dosis. {ALONE['es'][2]}"
    assert licences(text, "es") == [[], [{0}], [{1}]]
    assert licences(f"ELMEDA, 14 mayo. {INTRODUCED['es']} {ALONE['es'][2]}", "es") == [[], [], [{1}]]


def test_the_first_sentence_of_a_text_left_nothing_behind() -> None:
    text = f"ELMSTADT. Es hat keine drei Tage gedauert. {INTRODUCED['de']}"
    assert licences(text, "de") == [[], [], [{1}]]


def test_english_is_told_by_its_phrases_alone() -> None:
    text = "Mayor Ana Cascor presented the report on the dam. Cascor rejected all the charges of the opposition."
    assert licences(text, "en") == [[], []]


def test_a_summary_shows_a_surname_only_behind_the_full_name() -> None:
    lead = "La presa de Elmeda cerrará el lunes por las grietas de su muro."
    text = (
        f"{lead}\n\n{INTRODUCED['es']}\n\nCascor cerrará el lunes la presa de Elmeda por las grietas de su muro viejo."
    )
    assert "Cascor cerrará" not in " ".join(told(text, "es", 1))
    shown = told(f"{lead}\n\n{INTRODUCED['es']}\n\n{BARE['es']}", "es", 3)
    assert shown == [lead, INTRODUCED["es"], BARE["es"]]


def test_a_summary_takes_the_paragraph_along_or_passes_over_it() -> None:
    lead, other = ALONE["fr"][2], ALONE["fr"][0]
    back = "Les ouvriers de l’usine d’Elmont et la mairie d’Elmont demandent la liquidation."
    assert back not in told(f"{lead}\n\n{other} {back}", "fr", 1)
    assert told(f"{lead}\n\n{other} {back}", "fr", 3) == [lead, other, back]


def test_what_the_reader_sees_elsewhere_licenses_nothing() -> None:
    text = f"{INTRODUCED['es']}\n\n{BARE['es']}\n\n{ALONE['es'][2]}"
    documents = [Document(text, "es")]
    shown = summarize(documents, sentences=3, avoid=[Sentence(0, 0, len(INTRODUCED["es"]))])
    assert [sentence.text(documents) for sentence in shown] == [ALONE["es"][2]]


def test_a_mark_beside_a_menu_turns_no_quotation_round():
    first = "Ilse Varn a dit lundi : « Le pont de Lorme tiendra tout l'hiver. » Les travaux ont coûté deux millions."
    second = "Jo Orm a répondu mardi : « Nous avons changé les câbles en mai. » La rue du port rouvre lundi matin."
    body = f"{first} {second}"

    def groups(above: str) -> list[tuple[int, int] | None]:
        spans = split(above + body, "fr")
        before = len(split(above, "fr"))
        found = group_quotations(above + body, spans)[before:]
        return [group and (group[0] - before, group[1] - before) for group in found]

    for above in ("Accueil » Politique » Villes\n\n", "» Lire aussi : le port\n\n"):
        assert groups(above) == groups("")


def test_what_licenses_a_surname_does_not_grow_with_how_often_the_name_stands():
    text = "Ana Bell schlief gut in Elmton. Bell wachte dann spät auf.\n\n" * 300
    found = candidates([Document(text=text, lang="de")])
    assert max(len(licence) for one in found for licence in one.licences) <= 8


def test_turned_marks_that_nobody_closes_cost_no_square():
    text = "»Wort " * 4_000
    assert summarize([Document(text=text, lang="de")], sentences=1) is not None
