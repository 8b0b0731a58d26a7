"""What texts in the languages of the light reader cost as they grow, counted in calls, which no machine changes."""

from __future__ import annotations

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText
from tests.eval.corpus.languages.articles import load_articles
from tests.property.test_claims_growth import calls

LANGUAGES = ("de", "es", "fr", "ru", "uk")
# What twice the text may cost: linear would be 2, square 4; what is looked at up to a bound grows faster until there.
DOUBLED, DOUBLED_OVER_AND_OVER = 2.4, 2.7
CHARS = 12_000
OVER_AND_OVER = {
    "de": "Bela Orm wies den Vorwurf zurück, er habe 40 Boote verkauft. „Das stimmt nicht“, sagte die Ministerin. ",
    "es": "La ministra negó que Bela Orm vendiera 40 barcos. «No es cierto», dijo el sindicato, que contó 90. ",
    "fr": "La ministre a démenti que Bela Orm ait vendu 40 bateaux. « C'est faux », a dit le syndicat. ",
    "ru": "Министр опровергла, что Бела Орм продал 40 лодок. «Это неправда», — сказал он. Мы никого не обманули. ",
    "uk": "Міністерка спростувала, що Бела Орм продав 40 човнів. «Це неправда», — сказав він. Ми нікого не дурили. ",
}


def growth(lang: str, text: str, once: int = CHARS) -> float:
    """Return how much more a text of twice the length costs."""

    def cost(chars: int) -> int:
        article = ClaimText(article="a", text=text[:chars], source="Outlet", lang=lang)
        return calls(lambda: analyse_story([article]))

    cost(2 * once)  # what is kept of words is kept then
    return cost(2 * once) / cost(once)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twice_the_news_costs_twice_as_much(lang: str) -> None:
    news = "\n\n".join(story["articles"][0]["text"] for story in load_articles(lang, "dev"))
    grown = growth(lang, news * 3)
    assert grown <= DOUBLED, grown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_over_and_over_does_not_cost_its_square(lang: str) -> None:
    once = OVER_AND_OVER[lang]
    whole = once * (CHARS // len(once))  # a text that ends within a sentence has one more to link, at any length
    grown = growth(lang, whole + whole, len(whole))
    assert grown <= DOUBLED_OVER_AND_OVER, grown


def test_the_count_sees_what_is_not_linear() -> None:
    """The twin: work that looks at all pairs."""

    def pairs(size: int) -> int:
        return calls(lambda: [abs(one - other) for one in range(size) for other in range(size)])

    assert pairs(200) / pairs(100) > DOUBLED_OVER_AND_OVER
