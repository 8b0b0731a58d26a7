"""Ways of answering a claim, each linked to it. Invented sentences; three claims are answered again and again."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText

CROSSED = "Vestria's foreign minister, Ana Solis, said that Orlandia had moved troops across the river on Sunday."
BRIBED = "Prosecutors accused Deputy Mayor Runa Dahl of taking bribes from a building firm."
WARNED = "The miners' union said the company had ignored two warnings about the shaft."


@pytest.mark.parametrize(
    ("claim", "answer", "claimant", "responder"),
    [
        (CROSSED, "Orlandia dismissed the accusation as absurd.", "Ana Solis", "Orlandia"),
        (CROSSED, "The claim was denied by Orlandia's defence ministry.", "Ana Solis", "Orlandia's defence ministry"),
        (CROSSED, "Orlandia called the charge a fabrication.", "Ana Solis", "Orlandia"),
        (CROSSED, "“This is a lie,” General Pavo Reth said.", "Ana Solis", "Pavo Reth"),
        (CROSSED, "“There is no truth to this claim,” General Pavo Reth told reporters.", "Ana Solis", "Pavo Reth"),
        (CROSSED, "General Pavo Reth said the allegation was baseless.", "Ana Solis", "Pavo Reth"),
        (CROSSED, "Orlandia has rejected the allegation.", "Ana Solis", "Orlandia"),
        (CROSSED, "Orlandia's army said no troops had crossed the river.", "Ana Solis", "Orlandia's army"),
        (CROSSED, "A spokesman for Orlandia's army, Pavo Reth, denied it.", "Ana Solis", "Pavo Reth"),
        (CROSSED, "Orlandia denied moving any troops.", "Ana Solis", "Orlandia"),
        (BRIBED, "Dahl denies any wrongdoing.", "Prosecutors", "Runa Dahl"),
        (BRIBED, "She has denied the charges.", "Prosecutors", "Runa Dahl"),
        (BRIBED, "Ms. Dahl, who denies the allegations, is due in court on Friday.", "Prosecutors", "Runa Dahl"),
        (BRIBED, "Dahl has maintained her innocence.", "Prosecutors", "Runa Dahl"),
        (BRIBED, "Her lawyer, Ivo Brandt, said the accusations were untrue.", "Prosecutors", "Ivo Brandt"),
        (BRIBED, "“I never took a bribe,” Dahl said.", "Prosecutors", "Runa Dahl"),
        (BRIBED, "Dahl pleaded not guilty.", "Prosecutors", "Runa Dahl"),
        (BRIBED, "Dahl insists she did nothing wrong.", "Prosecutors", "Runa Dahl"),
        ("", "Dahl, who is accused of taking bribes, denies the allegation.", None, "Dahl"),
        ("", "The deputy mayor is accused of taking bribes, but she denies it.", None, None),
        (WARNED, "The company disputes that.", "miners' union", "company"),
        (WARNED, "The company disputed the union's account.", "miners' union", "company"),
        (
            WARNED,
            "“That's simply not true,” said the company's chief executive, Olof Maar.",
            "miners' union",
            "Olof Maar",
        ),
        (WARNED, "The company refuted the claim.", "miners' union", "company"),
        (WARNED, "The company hit back at the claim, calling it false.", "miners' union", "company"),
        (WARNED, "But inspectors found no evidence of any warning.", "miners' union", "inspectors"),
        (WARNED, "The company contested the claim, saying it had received one letter.", "miners' union", "company"),
        (WARNED, "The company said it had received no warnings.", "miners' union", "company"),
        (WARNED, "The company rejected that version of events.", "miners' union", "company"),
        (WARNED, "The company strongly denied it had ignored any warning.", "miners' union", "company"),
        ("", "Contrary to the minister's claim, the dam leaks.", None, "Lantern"),
        ("", "Orm denies Vestria's claim that he sold the maps.", "Vestria", "Orm"),
        ("", "The ministry denied reports that it had lost the files.", None, "ministry"),
        ("", "The ministry denied a report in the Harbour Post that it had lost the files.", None, "ministry"),
        (
            "",
            "The Harbour Post reported that the ministry had lost the files. The ministry denied the report.",
            "Harbour Post",
            "ministry",
        ),
        ("", "Vestria says Orlandia mined the strait; Orlandia says it did not.", "Vestria", "Orlandia"),
        (
            "",
            "Vestria blames Orlandia for the blast, while Orlandia says Vestria's own gunners caused it.",
            "Vestria",
            "Orlandia",
        ),
        ("", "Minister denies losing files", None, "Minister"),
    ],
)
def test_the_answer_is_linked_to_the_claim(claim: str, answer: str, claimant: str | None, responder: str | None):
    text = f"{claim} {answer}".strip()
    found = analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")]).disputes
    assert [(one.claimant, one.responder) for one in found] == [(claimant, responder)]
    response = found[0].response
    assert text[response.start : response.end] in answer


@pytest.mark.parametrize(
    ("texts", "claimant", "responder"),
    [
        (
            [
                "Residents say the Marl smelter has been dumping slag in the Tessin at night since spring.",
                "Marl Metals rejected claims that it dumps slag in the Tessin.",
            ],
            "Residents",
            "Marl Metals",
        ),
        (
            [
                "Coach Henrik Saal was accused by two former players of bullying.",
                "Saal has denied the accusations through his lawyer.",
            ],
            "two former players",
            "Henrik Saal",
        ),
        (
            ["Tavria accused Kessia of shelling a village. Kessia blamed Tavrian militias for the attack."],
            "Tavria",
            "Kessia",
        ),
        (
            ["The airline knew of the cracks for a year, according to the pilots' union. The airline denies this."],
            "pilots' union",
            "airline",
        ),
        (["Contrary to reports in the Lantern, no one was hurt, the railway said."], None, "railway"),
        (
            ["Gorlia has repeatedly denied involvement in the attack, which Tavria blames on Gorlian agents."],
            "Tavria",
            "Gorlia",
        ),
        (["Tavria says Gorlian agents planted the bomb. Gorlia denies involvement."], "Tavria", "Gorlia"),
        (["Tavria says Gorlian agents planted the bomb, a charge Gorlia denies."], "Tavria", "Gorlia"),
        (["Tavria says Gorlian agents planted the bomb — which Gorlia denies."], "Tavria", "Gorlia"),
        (["Gorlia, which Tavria accuses of planting the bomb, denies any role."], "Tavria", "Gorlia"),
        (["Two guides dispute Varn's claim that she climbed the peak alone."], "Varn", "Two guides"),
        (["Varn wrongly stated that the peak was 4,000 metres high."], "Varn", "Lantern"),
        (["Adler claimed, without evidence, that the vote was rigged."], "Adler", "Lantern"),
        (
            ["Adler claimed that the vote was rigged. Election officials said there was no evidence of fraud."],
            "Adler",
            "Election officials",
        ),
        (["The Lantern has retracted a story that said Varn had been arrested."], "Lantern", "Lantern"),
    ],
)
def test_stories_in_which_one_claim_is_answered(texts: list[str], claimant: str | None, responder: str | None):
    articles = [ClaimText(lang="en", article=str(at), text=text, source="Lantern") for at, text in enumerate(texts)]
    found = analyse_story(articles).disputes
    assert [(one.claimant, one.responder) for one in found] == [(claimant, responder)]
