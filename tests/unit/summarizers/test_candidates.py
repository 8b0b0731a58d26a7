"""What may stand in a summary and what it needs beside it."""

import pytest

from summarizers.base import Document
from summarizers.candidates import candidates


def shown(text: str, lang: str = "en") -> dict[str, tuple[bool, int]]:
    """Map each sentence to whether it may be chosen and how many neighbours it takes along."""
    return {c.text: (c.admissible, len(c.needs)) for c in candidates([Document(text, lang)])}


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our daily newsletter and never miss a story again.",
        "Click here to read more about the flood in the valley.",
        "We use cookies on this website to make it work for you.",
        "Reporting by Jane Roe in Riverton, editing by John Doe in Elmton.",
        "Photo: The old bridge stands under water in the town of Riverton.",
        "Anna Roe: The mayor of Riverton spoke to people at the town hall.",
        "09:15 GMT, 12 March 2021, Riverton, Elm County, United Kingdom.",
        "The mayor speaks at the town hall, Monday, March 8, 2021.",
        "Will the dam hold for another night of heavy rain?",
        "Write to news@example.org if you know more about the dam.",
        "The dam upstream has been watched for many years and ...",
        "Too short to stand alone.",
        "A heading without a stop at the end of it",
        "RAIN FLOODS THE OLD TOWN OF RIVERTON FOR THE SECOND TIME.",
        "Up to the knees: The old bridge of Riverton stands under water.",
        "The mayor of Riverton (left) speaks to people at the town hall.",
        "U.S. Navy image of the old bridge under water on Monday.",
        "The road leads from the old town of Riverton to the.",
        "As the people of Riverton left their homes in the old town.",
        "A man passes the bridge in Riverton, Saturday, May, 3, 2014.",
        "Check out the photographs of the flood in the Elm valley.",
        "... and the dam upstream is said to be safe for now.",
        "The pages are kept to fix all broken links to the town.",
        "Q. Will the county pay for the damage in the old town.",
        "The re?ection of the bridge shows in the water of the Elm.",
        "A crowd of people by the bridge in the old town of Riverton.",
        "The mayor (L) shakes hands with the fire chief in the town hall.",
        "'The dam was built to last for longer than anyone lives.",
        "CLOSE Fire chief Omar Reed speaks of the flood in Riverton.",
        "Here is a list of the houses that were lost in the flood.",
        "The old bridge is seen before the flood in Riverton on Monday.",
        "Read the latest news of the flood in the Elm valley.",
        "Please tell us what you saw of the flood in Riverton.",
        "Crawls of supported sites of the valley since the year 2013.",
        "Your browser does not support the player of this flood report.",
        "(See the best photographs of the flood in the Elm valley.)",
        "Omar Reed “The water came at night and took the bridge.”",
        "Proud: 'The dam held all night,' said Omar Reed of Elmton.",
        "Omar Reed, before and after he was pulled from the Elm river.",
        "(Learn more about how the valley was flooded before.)",
        "A woman waves from the roof during the flood in Riverton.",
        "Members of Elm Rescue remain on site in Riverton on Monday.",
        "Police watch over the bridge of Riverton before the flood.",
        "Engineer Omar Reed, left, opened the gates of the dam.",
        "Engineers Omar Reed (l) and Ana Bell (c) at the dam of Elmton.",
        "Sign up to get our letter about the dam every morning.",
        "An early picture of the dam, as it was known in Elmton.",
        "As foreign engineers come to the dam to see what is left.",
        "Is the first engineer to have opened the gates of the dam.",
        "Ran a company that sold hundreds of houses below the dam.",
        "Omar Reed, Whom the county had asked to lead the rescue.",
        "The dam upstream has been watched for many years and…..",
        "The dam upstream has been watched for many years, and —.",
        "An account of the county's answer to the second flood.",
        "Another Elm-led survey: the valley poll of the county fair.",
        "Omar Reed, who worked as an engineer on the dam of Elmton, The.",
    ],
)
def test_furniture_of_the_page_is_never_chosen(text: str) -> None:
    assert shown(text) == {text: (False, 0)}


TORN = [
    "The rain that fell on Monday was the. heaviest in forty years.",
    "The river rose again in Riverton. federal engineers closed the dam.",
    "Rain fell in World War II.The dam upstream was built after it.",
    "The river was said to be 'out of. all control' when engineers closed the dam.",
    "The gates of the dam (built in Elmton)Water fell from them on Monday.",
    "Engineers closed the dam in the rain“While it lasted,” Omar Reed said.",
]


@pytest.mark.parametrize("torn", TORN)
def test_a_torn_sentence_is_shown_only_where_a_text_has_hardly_a_whole_one(torn: str) -> None:
    whole = "The mayor of Riverton ordered people to leave their homes."
    assert shown(f"{whole} {torn}") == {whole: (True, 0), torn: (False, 0)}
    assert shown(torn) == {torn: (True, 0)}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The mayor of Riverton ordered people to leave their homes.", "en"),
        ('"We were lucky to get out in time," fire chief Omar Reed said.', "en"),
        ("The mayor said that life in Riverton would go on.", "en"),
        ("As many as two thousand people left their homes on Monday.", "en"),
        ("Senator Ana Bell (R) asked for money to mend the dam of Elmton.", "en"),
        ("Two thousand people signed up to mend the dam of Elmton on Monday.", "en"),
        ("The mayor called it #ElmtonDam and asked the valley for help.", "en"),
        ("The mayor told Elmtonpost.com that the dam would hold for a year.", "en"),
        ("Der Fluss ist am Montag um zwei Meter gestiegen, sagte Meier.", "de"),
        ("河水在星期一上涨了两米，市长下令居民离开家园。", "zh"),
        ("ارتفع منسوب النهر مترين يوم الاثنين وغمر المدينة القديمة.", "ar"),
    ],
)
def test_prose_may_be_chosen_alone(text: str, lang: str) -> None:
    assert shown(text, lang) == {text: (True, 0)}


@pytest.mark.parametrize(
    ("opening", "lang"),
    [
        ("She told reporters the dam upstream was safe.", "en"),
        ("But the dam upstream was said to be safe.", "en"),
        ("“Nobody needs to leave the town today,” she said.", "en"),
        ("“The dam upstream is as safe as ever.”", "en"),
    ],
)
def test_a_sentence_that_points_back_takes_its_predecessor_along(opening: str, lang: str) -> None:
    first = "Mayor Ana Bell spoke to reporters at the town hall."
    assert shown(f"{first} {opening}", lang) == {first: (True, 0), opening: (True, 1)}
    assert shown(opening, lang) == {opening: (False, 0)}


def test_a_chain_of_pronouns_longer_than_three_sentences_is_passed_over() -> None:
    first = "Mayor Ana Bell spoke to reporters at the town hall."
    chain = [f"She had spoken to reporters {n} times before that." for n in ("two", "three", "four")]
    found = shown(" ".join([first, *chain]))
    assert [found[text] for text in chain] == [(True, 1), (True, 2), (False, 0)]


def test_sentences_of_one_quotation_go_together() -> None:
    one, two = "“Nobody needs to leave the town today.", "The dam upstream is safe,” Mayor Ana Bell said."
    assert shown(f"{one} {two}") == {one: (True, 1), two: (True, 1)}


@pytest.mark.parametrize(
    ("quotation", "lang"),
    [
        ("„Der Deich hält noch bis Freitag“, sagte Mayor Bell der Zeitung.", "de"),
        ("»Der Deich hält noch bis Freitag«, sagte Mayor Bell der Zeitung.", "de"),
        ("„Wał wytrzyma jeszcze do piątku” – powiedziała gazecie Ana Bell.", "pl"),
        ("« La digue tiendra encore jusqu'à vendredi », a dit Ana Bell.", "fr"),
        ("“The dam will hold until Friday,” Ana Bell told the newspaper.", "en"),
    ],
)
def test_a_quotation_closes_with_the_mark_of_its_language(quotation: str, lang: str) -> None:
    rest = "Am Montag erreichte Elmton der erste Regen des Jahres."
    assert [c.admissible for c in candidates([Document(f"{quotation} {rest}", lang)])] == [True, True]


def test_a_quotation_that_never_closes_is_not_shown() -> None:
    one, two = "“Nobody needs to leave the town today.", "Rain fell on the town for two days."
    found = shown(f"{one}\n\n{two}")
    assert found == {one: (False, 0), two: (True, 0)}


@pytest.mark.parametrize(
    "opening",
    [
        "The 49-year-old had opened the gates of the dam himself.",
        "The couple left their home in the old town before dark.",
        "The report was published by the county on Monday morning.",
        "Police said he had opened the gates of the dam.",
        "In London, she told reporters that the dam was safe.",
        "In a statement on Monday, they called the dam safe.",
        "All four have left the old town of Riverton since Monday.",
        "Most are staying with friends in Elmton or in schools.",
        "Hidden behind an unmarked door, it may be taken for a barn.",
        "Omar Reed in Elmton created them after the first flood.",
        "A county judge fined her for the second flood on Monday.",
        "Witnesses said both had left the old town before dark.",
        '"The dam is not safe at all," the engineer said.',
        "The second flood destroyed the bridge in the old town.",
        "One of the two engineers has since left the town of Elmton.",
        "As usual, its gates were opened before the water came.",
        '"The water will not rise again," the website continued.',
        "Editors no longer stand by that report and are withdrawing it.",
        "Moments later, Omar Reed opened the gates of the dam.",
        "The next day was spent in the school of Elmton.",
        "Known for floods, the valley was left by everybody on Monday.",
        "The answer was given by the engineers of the dam on Monday.",
        "In all, two thousand people left their homes by Monday.",
        "Other towns were told to close their schools as well.",
        "A few hundred more are staying in the schools of Elmton.",
        "Omar Reed also said that the dam had been tested.",
        "Although this plan was soon dropped, people left their homes.",
        "Soon afterwards, engineers closed the gates of the dam.",
        "A year earlier he had opened the gates of the dam.",
        "Omar Reed grew fond of the valley after that first flood.",
        "Hardly anybody can tell where they went before the flood.",
        "The company offered to pay for the damage on Monday.",
        "The difference today is that nobody watches the dam.",
        "Omar Reed added that the dam had been tested.",
        '"The dam is safe for another year," Omar Reed added.',
        '"Well, the water was higher than that," Omar Reed said.',
        '"No gate is opened before noon," the policy states.',
        "Engineers say there may be hundreds of these gates in the valley.",
        "To fulfill that goal, engineers closed the gates of the dam.",
        "Omar Reed was found on the roof shortly thereafter.",
        "Omar Reed was at home when the comments were made.",
        "If the engineer is Omar Reed, the answer is no.",
        "A few years earlier, this problem would have been left to others.",
        "Worse, engineers had left the gates of the dam open.",
        "Just as costly was the bridge in the old town.",
        "Omar Reed was then ordered to leave the dam.",
        "Elm Power responded by closing the gates of the dam.",
        "Omar Reed of Elmton got all three of those things.",
        "Engineers of Elm Power have seen floods like this before.",
        "For one thing, engineers had left the gates open.",
        "Engineers of Elm Power found those old gates by chance.",
        "Omar Reed left the town of Elmton over that time.",
        "At $8,000 a day, the rescue would have ruined her.",
        "(County law allows people to stay in their homes.)",
        "Ironically, the safest place was the old town of Riverton.",
        "Omar Reed was speaking to reporters from the roof.",
        "Omar Reed continues: the dam was never safe at all.",
        "A quarter of that was paid by the county of Elm.",
        "Omar Reed of Elmton has come up with one.",
        "Omar Reed was glad to sell them before the flood.",
    ],
)
def test_a_sentence_whose_person_was_named_before_takes_its_predecessor_along(opening: str) -> None:
    first = "Mayor Ana Bell spoke to reporters at the town hall."
    assert shown(f"{first} {opening}") == {first: (True, 0), opening: (True, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Bell said she would stay in Riverton until the water falls.",
        "A fisherman was rescued after he fell into the Elm river.",
        "On Monday this paper reported that the dam was not safe.",
        "In Riverton, Mayor Ana Bell said she would stay in town.",
        "The man accused of opening the gates of the dam left Riverton.",
        "The report of the county on the dam was published on Monday.",
        "A county judge, who knew Ana Bell, fined her for the flood.",
        '"Nobody told him that she had left the town," Omar Reed said.',
        "Engineers closed the dam at noon, as they had planned to do.",
        "Elm Power said they had closed the gates of the dam.",
        "Shortly after the dam broke, people left their homes.",
        "On Monday people of this town were told to leave.",
        "Omar Reed was one of those saved from the flood.",
        "Only those in the valley knew of the gates.",
        "Engineers added two gates to the dam of Elmton.",
        "This is the moment a wave took the bridge of Riverton.",
        "People say these are the hardest days of the valley.",
    ],
)
def test_a_sentence_that_names_whom_it_speaks_of_stands_alone(text: str) -> None:
    assert shown(f"Rain fell on the valley all day on Monday. {text}")[text] == (True, 0)


@pytest.mark.parametrize("opening", ["The couple left their home before dark.", "Two were hurt as the Elm river rose."])
def test_the_first_sentence_of_a_text_may_say_the_man(opening: str) -> None:
    assert shown(f"By Jane Roe. {opening}")[opening] == (True, 0)


def test_the_man_points_back_to_a_short_first_sentence_and_takes_it_along() -> None:
    short, second = "Ana Bell is staying.", "The mayor was asked to lead the town for four more years."
    assert shown(f"{short} The woman was asked to lead the town for four more years.") == {
        short: (False, 0),
        "The woman was asked to lead the town for four more years.": (True, 1),
    }
    assert shown(f"{short} {second}")[second] == (True, 0)


@pytest.mark.parametrize(("opened", "closed"), [("“", "”"), ('"', '"'), ("'", "'")])
def test_a_quotation_of_several_sentences_takes_along_who_is_quoted(opened: str, closed: str) -> None:
    first = "Ana Bell read a letter to reporters at the town hall."
    one, two = f"{opened}Nobody needs to leave the town today.", f"The dam is as safe as it ever was.{closed}"
    assert shown(f"{first} {one} {two}") == {first: (True, 0), one: (True, 2), two: (True, 2)}
    assert shown(f"{one} {two}") == {one: (False, 0), two: (False, 0)}


def test_the_answer_to_a_question_is_not_shown_without_it() -> None:
    answer = "Omar Reed, the fire chief, did on Monday morning."
    assert shown(f"Who opened the gates of the dam upstream? {answer}")[answer] == (False, 0)
    assert shown(f"Who opened the gates of the dam upstream?\n\n{answer}")[answer] == (True, 0)


def test_a_bare_noun_points_back_where_the_text_held_it_before() -> None:
    first, second = "The county made a policy for floods on Monday.", "The policy is two pages long and costs nothing."
    assert shown(f"{first} {second}")[second] == (True, 1)
    other = "The weather is said to be better by the weekend."
    assert shown(f"{first} {other}")[other] == (True, 0)


def test_a_bare_noun_with_a_clause_points_back_where_the_text_held_it_before() -> None:
    first, second = "The county made a policy for floods.", "The policy, which is two pages long, costs nothing."
    assert shown(f"{first} {second}")[second] == (True, 1)


def test_a_bare_noun_points_back_to_its_verb() -> None:
    first, second = (
        "Elm Power offered to pay for the damage on Monday.",
        "The offer was made in a letter to the county.",
    )
    assert shown(f"{first} {second}")[second] == (True, 1)


def test_the_answer_to_a_quoted_question_takes_it_along() -> None:
    asked, answer = (
        '"Who opened the gates of the dam?" Ana Bell asked.',
        '"All of them," chief Omar Reed of Elmton said.',
    )
    assert shown(f"{asked} {answer}")[answer] == (True, 1)


def test_single_quotation_marks_hold_sentences_together() -> None:
    one, two = "'Nobody needs to leave the town today.", "The dam upstream is safe,' Mayor Ana Bell said."
    assert shown(f"{one} {two}") == {one: (True, 1), two: (True, 1)}


def test_the_end_of_a_single_quotation_is_not_shown_without_its_beginning() -> None:
    first, last = "Mayor Ana Bell spoke to reporters at the town hall.", "The dam upstream is as safe as ever.'"
    assert shown(f"{first} {last}") == {first: (True, 0), last: (False, 0)}


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "The officers' families left the town in the '90s. Rain fell on the valley's farms all day."
    assert all(found == (True, 0) for found in shown(text).values())


def test_a_straight_mark_that_is_missing_spoils_its_own_sentences_only() -> None:
    texts = [
        '"Nobody needs to leave the town today, Mayor Ana Bell said.',
        'Omar Reed called the dam "safe enough" at the town hall.',
        '"We were lucky to get out in time," a baker from Elmton said.',
    ]
    assert shown(" ".join(texts))[texts[2]] == (True, 0)


@pytest.mark.parametrize(
    ("text", "lang", "dateline"),
    [
        ("KYIV (Wire) - The river rose by two metres on Monday.", "en", "KYIV (Wire) - "),
        ("RIVERTON, March 3 (Wire) -- The river rose by two metres.", "en", "RIVERTON, March 3 (Wire) -- "),
        ("(CNN) -- The river rose by two metres on Monday.", "en", "(CNN) -- "),
        ("(CNN) The river rose by two metres on Monday.", "en", "(CNN) "),
        ("COLUMBIA, S.C. — The river rose by two metres on Monday.", "en", "COLUMBIA, S.C. — "),
        ("Elmton, Riverton (CNN) The river rose by two metres.", "en", "Elmton, Riverton (CNN) "),
        (
            "River Floods Town, Mayor Says RIVERTON (Wire) - The river rose by two metres.",
            "en",
            "River Floods Town, Mayor Says RIVERTON (Wire) - ",
        ),
        ("RIVERTON—The river rose by two metres on Monday.", "en", "RIVERTON—"),
        ("2. The river rose by two metres on Monday.", "en", "2. "),
        ("RIVERTON >> The river rose by two metres on Monday.", "en", "RIVERTON >> "),
        ("\x97 The river rose by two metres on Monday.", "en", "\x97 "),
        (
            "'Old Town' Flooded Again, Mayor Says RIVERTON (Wire) - The river rose by two metres.",
            "en",
            "'Old Town' Flooded Again, Mayor Says RIVERTON (Wire) - ",
        ),
        ("RIVERTON ― The river rose by two metres on Monday.", "en", "RIVERTON ― "),
        ("--The river rose by two metres on Monday.", "en", "--"),
        ("KABUL: The river rose by two metres, officials said.", "en", "KABUL: "),
        ("Berlin (dpa) - Der Fluss ist um zwei Meter gestiegen.", "de", "Berlin (dpa) - "),
        ("Київ (Дріт) — Річка піднялася на два метри за ніч.", "uk", "Київ (Дріт) — "),
        ("(Dân trí) - Nước sông dâng cao hai mét trong đêm.", "vi", "(Dân trí) - "),
        ("Rain fell (two metres) - more than ever in the valley.", "en", ""),
        ("The mayor - who was away - came back on Monday.", "en", ""),
        ("وقال: ارتفع منسوب النهر مترين يوم الاثنين وغمر المدينة.", "ar", ""),
    ],
)
def test_a_sentence_begins_after_its_dateline(text: str, lang: str, dateline: str) -> None:
    (found,) = candidates([Document(text, lang)])
    assert text[: found.sentence.start] == dateline
    assert found.text == text[len(dateline) :]


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("it", "Il fiume Elm è salito di due metri lunedì.", "Tuttavia la diga a monte è ancora sicura."),
        ("pt", "O rio Elm subiu dois metros na segunda-feira.", "Ela disse que a barragem ainda é segura."),
        ("nl", "De rivier de Elm steeg maandag met twee meter.", "Hij zei dat de dam nog altijd veilig is."),
        (
            "pl",
            "Rzeka Elm podniosła się w poniedziałek o dwa metry.",
            "Jednak zapora w górze rzeki jest nadal bezpieczna.",
        ),
        ("vi", "Nước sông Elm dâng cao hai mét trong đêm thứ hai.", "Tuy nhiên, con đập ở thượng nguồn vẫn an toàn."),
    ],
)
def test_other_languages_point_back_too(lang: str, first: str, second: str) -> None:
    assert shown(f"{first} {second}", lang) == {first: (True, 0), second: (True, 1)}


def test_a_text_without_capitals_is_read_all_the_same() -> None:
    text = "the river rose by two metres on monday.\n\nschools in riverton stay closed until thursday."
    assert list(shown(text).values()) == [(True, 0), (True, 0)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Mưa lớn làm sông Lam dâng cao hai mét trong đêm. Thành phố sơ tán hai nghìn người dân khỏi vùng ngập. "
            "Ba trường học ở phường Bắc đóng cửa đến hết tuần này."
        ),
        (
            "Der Fluss stieg am Montag um zwei Meter. Die Stadt brachte zweitausend Menschen in Sicherheit. "
            "Drei Schulen am Ufer blieben bis zum Ende der Woche geschlossen."
        ),
    ],
)
def test_text_of_an_unnamed_language_is_not_held_to_english_rules(text: str) -> None:
    assert all(found.readable for found in candidates([Document(text)]))
