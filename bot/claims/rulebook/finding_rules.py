"""The rules of findings, corrections and retractions, as bot.claims.rulebook.rules tells of them."""

from __future__ import annotations

from bot.claims.rulebook.rule import Rule

FINDING_RULES = (
    Rule(
        id="own.wrong",
        finds="dispute",
        pattern="the article itself says that somebody is or was wrong, mistaken, incorrect",
        example="Minister Tavi Orm said all ships had sailed. Orm was wrong in his claim about the ships.",
        not_matched="a condition ('when she is wrong'); what a speaker says of somebody; 'wrong to'",
        counter_example="Minister Tavi Orm said all ships had sailed. When Orm is wrong, ships wait.",
        prior=0.60,
    ),
    Rule(
        id="wrong.said",
        finds="dispute",
        pattern="it is called wrong, false or misleading to say, suggest or imply something",
        example="It is misleading to suggest that every ship had sailed.",
        not_matched="'wrong to' with a deed",
        counter_example="“It is wrong to leave ships behind,” said Harbour Master Ilse Varn.",
        prior=0.65,
    ),
    Rule(
        id="own.unlike",
        finds="dispute",
        pattern="something was not so 'as he had claimed', or was more, less, later 'than she had told' somebody",
        example="The harbour was not as deep as Captain Ilse Varn had claimed.",
        not_matched="'as he said' of what is agreed with; a comparison with what somebody said of something else",
        counter_example="The harbour was deep, as Captain Ilse Varn had claimed.",
        prior=0.65,
    ),
    Rule(
        id="own.against",
        finds="dispute",
        pattern="the article itself, after 'But', tells of a speaker that what they just said of themselves is not so",
        example="Captain Ilse Varn said that she had never seen the gate. But Varn had the gate painted in May.",
        not_matched="what others say, or what will be; a 'but' that goes on to another matter",
        counter_example="Captain Ilse Varn said that she had never seen the gate. But Varn likes the sea.",
        prior=0.60,
    ),
    Rule(
        id="own.misstated",
        finds="dispute",
        pattern="somebody exaggerated, overstated, misled or lied when they said something",
        example="Minister Tavi Orm exaggerated when he said that all the ships had sailed.",
        not_matched="the verb without what was said",
        counter_example="Minister Tavi Orm exaggerated every gesture on the stage.",
        prior=0.70,
    ),
    Rule(
        id="own.disproved",
        finds="dispute",
        pattern="a claim proved false, does not hold up, was contradicted by something; 'it later emerged that'",
        example="The minister's claim that all ships had sailed does not stand up to scrutiny.",
        not_matched="a process or reputation that is undermined",
        counter_example="The old bench does not stand up to a storm.",
        prior=0.65,
    ),
    Rule(
        id="own.omitted",
        finds="dispute",
        pattern="the article itself says what somebody failed to mention or ignored",
        example=(
            "Minister Tavi Orm said all ships had sailed. Orm failed to mention that two ships were being repaired."
        ),
        not_matched="a name or topic that did not come up",
        counter_example="Minister Tavi Orm said all ships had sailed. Orm did not mention Varn by name.",
        prior=0.55,
    ),
    Rule(
        id="own.conceded",
        finds="dispute",
        pattern=(
            "a claim and, in the same sentence, 'when in fact', 'though in the end it was not', 'the actual number is'"
        ),
        example="Minister Tavi Orm said that all ships had sailed, when in fact two were still in port.",
        not_matched="'although' with anything that leaves the claim standing",
        counter_example="Minister Tavi Orm said that all ships had sailed, although he had not seen the port.",
        prior=0.60,
    ),
    Rule(
        id="finding.contradicts",
        finds="dispute",
        pattern="records or people contradict, undercut or cast doubt on a claim, or paint a different picture",
        example="Minister Tavi Orm said all ships had sailed. But the port's crew painted a different picture.",
        not_matched="a verb that is negated, or only wanted ('in an effort to disprove')",
        counter_example=(
            "Minister Tavi Orm said all ships had sailed. The port's crew did not paint a different picture."
        ),
        prior=0.42,
    ),
    Rule(
        id="fact.checked",
        finds="dispute",
        pattern="fact-checkers found, rated or noted something about a claim",
        example="Minister Tavi Orm said all ships had sailed. Fact-checkers rated his claim false.",
        not_matched="'fact-check' without a result",
        counter_example="Minister Tavi Orm said all ships had sailed. Fact-checkers meet on Friday.",
        prior=0.60,
    ),
    Rule(
        id="court.cleared",
        finds="dispute",
        pattern="a court, jury or inquiry acquits, clears or sides with somebody, and the sentence names who accuses",
        example="A jury sided with Captain Ilse Varn after the dock union accused her of fraud.",
        not_matched="a verdict without an accuser; a plea; a verdict that is only hoped for",
        counter_example="Prosecutors accused Captain Ilse Varn of fraud. A jury acquitted Varn of fraud in May.",
        prior=0.50,
    ),
    Rule(
        id="correction.changed",
        finds="dispute",
        pattern="somebody first said one thing and later another",
        example=("The ministry initially said that all the ships had sailed but later said that two ships had stayed."),
        not_matched="'first reported' of a scoop",
        counter_example="The news was first reported by the harbour paper.",
        prior=0.65,
    ),
    Rule(
        id="correction.admitted",
        finds="dispute",
        pattern="somebody acknowledges that they misspoke, erred, or were wrong about what they said",
        example="Minister Tavi Orm said all ships had sailed. Orm later acknowledged that he misspoke about the ships.",
        not_matched="a deed that is regretted; a refusal to admit",
        counter_example="Minister Tavi Orm said all ships had sailed. Orm refused to admit that he misspoke.",
        prior=0.65,
    ),
)
