"""Stories: what joins, what stays apart, what merges, and that ids stay."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.story import StoryText
from bot.stories import cluster
from bot.stories.cluster import StoryIndex

DAY = datetime(2024, 3, 4, 9, tzinfo=UTC)

BRIDGE = [
    "The Kestrel bridge in Orlesk collapsed on Monday morning and nine people died, the Orlesk fire brigade said.",
    "Nine people died when the Kestrel bridge in Orlesk collapsed on Monday. Divers searched the river for more.",
    "Orlesk mourns: inspectors had warned of rust in the Kestrel bridge years before it collapsed, killing nine.",
]
STRIKE = [
    "Dockers in Brannock voted to strike over pay from Thursday, their union said, and shipping lines made plans.",
    "The union of Brannock dockers called a strike from Thursday over pay. Shipping lines divert their vessels.",
]
OTHER_BRIDGE = (
    "A bridge in Velmar collapsed on Friday after a barge hit a pier; two drivers were hurt, Velmar police said."
)


def index_of(prefix: str = "s", **options: object) -> StoryIndex:
    numbers = count(1)
    return StoryIndex(mint=lambda: f"{prefix}{next(numbers)}", **options)  # type: ignore[arg-type]  # limits by name


def texts(bodies: list[str], prefix: str = "a", at: datetime | None = None) -> list[StoryText]:
    return [StoryText(id=f"{prefix}{i}", text=body, published_at=at, lang="en") for i, body in enumerate(bodies)]


def stories_of(index: StoryIndex, articles: list[StoryText]) -> list[str]:
    """Place articles, settle, and return their stories with merges followed."""
    into: dict[str, str] = {}
    placed = []
    for article in articles:
        placement = index.place(article)
        placed.append(placement.story)
        into.update(placement.merged)
    into.update(index.settle())

    def last(story: str) -> str:
        return last(into[story]) if story in into else story

    return [last(story) for story in placed]


def test_articles_of_one_event_share_a_story_and_others_do_not() -> None:
    found = stories_of(index_of(), texts([BRIDGE[0], STRIKE[0], BRIDGE[1], STRIKE[1], BRIDGE[2]]))
    assert found == ["s1", "s2", "s1", "s2", "s1"]


def test_a_look_alike_event_elsewhere_is_a_story_of_its_own() -> None:
    assert stories_of(index_of(), texts([*BRIDGE, OTHER_BRIDGE])) == ["s1", "s1", "s1", "s2"]


def test_after_a_batch_only_what_is_surely_one_merges_and_the_rest_once_more_joins_it() -> None:
    fallen = "The Kestrel bridge in Orlesk collapsed on Monday morning and nine people died, the fire brigade said."
    rust = (
        "Rust had eaten the cables for years, inspectors wrote in May. The mayor asks who let lorries on the Kestrel "
        "bridge, and where three million florins for repairs went."
    )
    index = index_of()
    first, second = (index.place(article).story for article in texts([fallen, rust]))
    assert first != second
    assert index.settle(at_end=False) == ()
    joined = index.place(StoryText(id="c", text=rust, lang="en"))
    assert joined.story == second
    assert index.settle() == ((second, first),)


def test_articles_that_repeat_one_another_leave_a_like_event_out() -> None:
    pumped = (
        "Sixteen pumps drained the flooded Orlesk tunnel by noon on Monday after a pipe burst, the city said. Note {}."
    )
    alike = "Pumps drained the flooded Velmar tunnel on Monday after rain, the city of Velmar said; trains ran by {}."
    same = [pumped.format(number) for number in range(6)]
    found = stories_of(index_of(), [*texts(same), *texts([alike.format("evening"), alike.format("night")], "b")])
    assert [len(set(found[:6])), len(set(found[6:]))] == [1, 1]
    assert found[0] != found[6]


def test_placing_an_article_again_changes_nothing() -> None:
    index = index_of()
    first = index.place(texts(BRIDGE)[0])
    again = index.place(texts(BRIDGE)[0])
    assert (first.opened, again.opened, again.story, len(index)) == (True, False, first.story, 1)


def test_the_same_words_far_apart_in_time_are_two_stories() -> None:
    index = index_of(window_days=5)
    early = index.place(texts(BRIDGE, "a", DAY)[0])
    late = index.place(texts(BRIDGE, "b", DAY + timedelta(days=30))[0])
    near = index.place(texts(BRIDGE, "c", DAY + timedelta(days=32))[0])
    assert (late.opened, near.story) == (True, late.story)
    assert index.settle() == ()
    assert early.story != late.story


def test_a_follow_up_of_the_next_week_joins_and_the_same_words_weeks_later_do_not() -> None:
    index = index_of()
    first = index.place(texts(BRIDGE, "a", DAY)[0])
    follow_up = index.place(texts(BRIDGE, "b", DAY + timedelta(days=8))[0])
    later = index.place(texts(BRIDGE, "c", DAY + timedelta(days=24))[0])
    assert (follow_up.story, later.opened) == (first.story, True)


def test_likeness_fades_with_the_days_between() -> None:
    opened = []
    for days in (0, 10):
        index = index_of()
        index.place(texts(BRIDGE, "a", DAY)[0])
        index.place(texts(STRIKE, "s", DAY)[0])
        opened.append(index.place(texts(BRIDGE, "b", DAY + timedelta(days=days))[2]).opened)
    assert opened == [False, True]


def test_articles_in_different_languages_are_never_one_story_whatever_names_they_share() -> None:
    words = "Kestrel Orlesk Piers Holloway Hafenlichter 2024 9 81"
    languages = ["en", "de", "es", "fr", "ru", "uk", "it"]
    articles = [StoryText(id=lang, text=f"{words} {words}" * 5, lang=lang) for lang in languages]
    assert len(set(stories_of(index_of(), articles))) == len(languages)
    alike = [StoryText(id=lang, text=f"{words} {words}" * 5, lang="en") for lang in languages]
    assert len(set(stories_of(index_of(), alike))) == 1


def test_a_headline_whose_language_was_misread_is_placed_by_its_function_words() -> None:
    found = ["en", "pcm", None, "it"]
    heads = [
        "Gunman kills three in Hadlow shopping centre",
        "Three killed in a shooting at the Hadlow shopping centre",
        "Shooting in Hadlow: three killed at the shopping centre",
        "Hadlow shopping centre shooting leaves three dead after the gunman fled",
    ]
    articles = [StoryText(id=str(i), text="", title=head, lang=found[i]) for i, head in enumerate(heads)]
    assert len(set(stories_of(index_of(), articles))) == 1


def test_one_word_in_common_makes_no_story_of_two_headlines() -> None:
    heads = ["Vantor profit doubles", "Ferry named Vantor sinks", "Vantor profit doubles on record sales"]
    articles = [StoryText(id=str(i), text="", title=head, lang="en") for i, head in enumerate(heads)]
    assert stories_of(index_of(), articles) == ["s1", "s2", "s1"]


def test_headlines_that_share_parts_of_words_are_alike() -> None:
    heads = ["Turkmens vote in earthquake city", "Turkmenistan votes after quakes", "Nurses strike over pay in Kelmer"]
    articles = [StoryText(id=str(i), text="", title=head, lang="en") for i, head in enumerate(heads)]
    assert stories_of(index_of(), articles) == ["s1", "s1", "s3"]


def test_undated_articles_join_by_arrival() -> None:
    index = index_of(window_days=1)
    dated = index.place(texts(BRIDGE, "a", DAY)[0])
    assert index.place(texts(BRIDGE, "b")[1]).story == dated.story


def test_stories_found_to_be_one_merge_into_the_older() -> None:
    index = index_of()
    for article in texts([BRIDGE[0], STRIKE[0], STRIKE[1], OTHER_BRIDGE]):
        index.place(article)
    index.seed("zz", texts(BRIDGE, "b")[1])
    index.seed("zz", texts(BRIDGE, "b")[2])
    assert index.settle() == (("zz", "s1"),)
    assert index.place(texts(BRIDGE, "b")[1]).story == "s1"
    assert index.settle() == ()


def test_an_index_rebuilt_from_the_store_goes_on_as_before() -> None:
    before = index_of()
    old = texts([BRIDGE[0], STRIKE[0], BRIDGE[1]])
    stories = stories_of(before, old)
    rebuilt = index_of("new")
    for story, article in zip(stories, old, strict=True):
        rebuilt.seed(story, article)
        rebuilt.seed(story, article)
    latest = texts([BRIDGE[2], STRIKE[1]], "later")
    assert stories_of(rebuilt, latest) == stories_of(before, latest) == ["s1", "s2"]


def test_the_oldest_stories_are_forgotten_when_too_many_articles_live() -> None:
    index = index_of(most_articles=3)
    for article in texts([STRIKE[0], *BRIDGE]):
        index.place(article)
    assert len(index) == 3
    assert index.place(texts([STRIKE[1]], "b")[0]).opened
    assert len(index) <= 3


def test_articles_without_words_are_stories_of_their_own() -> None:
    assert stories_of(index_of(), texts(["", "...", "the and of"])) == ["s1", "s2", "s3"]


def test_settling_happens_by_itself_when_nobody_calls_it() -> None:
    index = index_of()
    articles = texts([f"Town{i} opened school{i} near lake{i} with mayor{i}." for i in range(cluster._SETTLE_EVERY)])
    index.seed("one", texts(BRIDGE, "b")[0])
    index.seed("two", texts(BRIDGE, "b")[1])
    merged = [pair for article in articles for pair in index.place(article).merged]
    assert merged == []
    assert index.place(texts([STRIKE[0]], "c")[0]).merged == (("two", "one"),)


def test_chinese_articles_of_one_event_share_a_story() -> None:
    bodies = [
        "周一上午，奥尔莱斯克的红隼大桥坍塌，消防队表示九人死亡。",
        "红隼大桥周一在奥尔莱斯克坍塌，九人死亡，潜水员继续搜寻。",
        "布兰诺克码头工人投票决定从周四起因工资问题罢工。",
    ]
    articles = [StoryText(id=str(i), text=body, lang="zh") for i, body in enumerate(bodies)]
    assert stories_of(index_of(), articles) == ["s1", "s1", "s2"]


def test_stories_load_neither_numpy_nor_any_text_library() -> None:
    script = "import sys, bot.stories.cluster, bot.stories.independence; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert not {"numpy", "sumy", "trafilatura", "py3langid", "sqlalchemy", "asyncio"} & set(done.stdout.split())
