"""How sure a flag of the light reader is: less than the same rule and link make it in English."""

from bot.claims.analysis import analyse_story
from bot.claims.light.find import LESS_SURE
from bot.claims.linking.disputes import LOWEST
from bot.claims.rulebook.rules import RULES
from bot.domain.claim import ClaimText


def test_a_flag_of_the_light_reader_is_less_sure_than_its_rule_is_in_english():
    text = "Die Gewerkschaft wirft der Reederei vor, zwei Warnungen verschwiegen zu haben. Die Reederei bestreitet das."
    (found,) = analyse_story([ClaimText(article="a1", text=text, lang="de")]).disputes
    (english,) = analyse_story(
        [
            ClaimText(
                article="a1", text="The union accuses the firm of hiding two warnings. The firm denies it.", lang="en"
            )
        ]
    ).disputes
    assert found.rule == english.rule
    assert LOWEST <= found.confidence <= RULES[found.rule].prior
    assert found.confidence <= english.confidence - LESS_SURE + 0.1
