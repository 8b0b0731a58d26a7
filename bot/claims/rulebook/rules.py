"""The rules by name: what each looks for, one example, and what it will not match (EDITORIAL rules 14 and 20).

Every `rule` in a result is an id of this registry. A new rule brings an `example` that it fires on and a
`counter_example` that it does not: a test runs both (docs/how-to/write-a-rule.md).
"""

from __future__ import annotations

from bot.claims.rulebook.finding_rules import FINDING_RULES
from bot.claims.rulebook.rule import Rule
from bot.claims.rulebook.side_rules import SIDE_RULES
from bot.claims.rulebook.statement_rules import STATEMENT_RULES

_DISPUTES = (
    Rule(
        id="deny.clause",
        finds="dispute",
        pattern="a verb of denial with the denied clause or claim after it; the sentence holds both sides",
        example="Orlandia rejected the claim that its patrol had crossed the border.",
        not_matched="a refused plan, request, motion, bail or entry; 'did not deny'; 'refused to deny'",
        counter_example="Vestria said that the plan was fair. Orlandia rejected the plan.",
        prior=0.60,
        measured=True,
    ),
    Rule(
        id="deny.anaphor",
        finds="dispute",
        pattern=(
            "a verb of denial with a pointer ('these claims', 'the accusation', 'it'), linked to an earlier claim, to "
            "what its own sentence tells before 'but' or 'although', or to what the article tells of right before"
        ),
        example="Vestria says Orlandia mined the strait. Orlandia denies the claim.",
        not_matched="a denial whose claim nobody is found to have made: it is listed as unlinked",
        counter_example="The weather was fine. Orlandia denied the claims.",
        prior=0.62,
        measured=True,
    ),
    Rule(
        id="deny.relative",
        finds="dispute",
        pattern=(
            "a claim and its denial in one sentence: 'a charge he denies', 'accusations she has dismissed as "
            "politics', 'a claim he called false', 'an allegation rejected by the board'"
        ),
        example="Critics accuse the mayor of bias, something her office denies.",
        not_matched="a relative clause about a request or plan",
        counter_example="Critics asked the mayor for a budget, a request her office denied.",
        prior=0.88,
        measured=True,
    ),
    Rule(
        id="deny.quoted",
        finds="dispute",
        pattern="a denial in the speaker's own words: 'we reject these claims', 'I never said that'",
        example=(
            "The union accused the harbour office of hiding the report. “We reject that accusation,” the harbour "
            "office said."
        ),
        not_matched="a refused plan or request",
        counter_example=(
            "The union accused the harbour office of hiding the report. “We reject that proposal,” the harbour "
            "office said."
        ),
        prior=0.6,
    ),
    Rule(
        id="deny.doubt",
        finds="dispute",
        pattern="somebody is skeptical of a claim, does not buy it, or defends somebody against it",
        example="The guild claimed that Orm had left early. Varn was skeptical of the claim.",
        not_matched="a doubt about a plan, a person or the future",
        counter_example="The guild claimed that Orm had left early. Varn was skeptical of the weather.",
        prior=0.6,
    ),
    Rule(
        id="deny.told",
        finds="dispute",
        pattern="a denial told in more than one verb: 'issued a statement denying', 'took to the radio to reject'",
        example="The guild accused Orm of leaving early. Orm issued a statement rejecting the accusation.",
        not_matched="a refused plan or request; what somebody may do",
        counter_example="The guild accused Orm of leaving early. Orm issued a statement rejecting the offer.",
        prior=0.6,
    ),
    Rule(
        id="insist.not",
        finds="dispute",
        pattern="a speaker insists, maintains or stresses that something did not happen or is not so",
        example="The guild accused Orm of leaving early. Orm insisted that he had not left the harbour.",
        not_matched="a negation after 'said'; an insistence on what should not be done",
        counter_example="The guild accused Orm of leaving early. Orm insisted that he had worked all night.",
        prior=0.6,
    ),
    Rule(
        id="false.predicate",
        finds="dispute",
        pattern="a speaker says that a claim, report or figure is false, not true, or never happened",
        example=(
            "Ilse Varn said the ministry had lost the letter. “The report is categorically false,” Minister "
            "Tavi Orm said."
        ),
        not_matched="a moral 'wrong to'; 'false' of anything but a claim",
        counter_example=(
            "Ilse Varn said the ministry had lost the letter. “It is wrong to lose letters,” Minister Tavi Orm said."
        ),
        prior=0.65,
        measured=True,
    ),
    Rule(
        id="false.named",
        finds="dispute",
        pattern="a speaker calls a claim a lie, a mischaracterization, baseless",
        example=(
            "The union claimed that the harbour office hid the report. The harbour office called the claim a "
            "fabrication."
        ),
        not_matched="an insult to a person, an opinion on a plan",
        counter_example=(
            "The union claimed that the harbour office hid the report. The harbour office called the union a nuisance."
        ),
        prior=0.60,
        measured=True,
    ),
    Rule(
        id="false.claimant",
        finds="dispute",
        pattern="a speaker says that the one who claims is wrong, lies or spreads lies",
        example=(
            "The union claimed that the harbour office hid the report. The harbour office said the union was mistaken."
        ),
        not_matched="somebody who has claimed nothing just before; 'wrong to', 'wrong for'",
        counter_example=(
            "The union claimed that the harbour office hid the report. The harbour office said Orm was mistaken."
        ),
        prior=0.6,
    ),
    Rule(
        id="no.answer",
        finds="dispute",
        pattern="a quotation that answers 'No' to the statement or question before it",
        example="“You knew of the leak in March,” Senator Ilse Varn said. “No, I did not,” Director Tavi Orm said.",
        not_matched="'No' that answers nobody within three sentences",
        counter_example=(
            "“You knew of the leak in March,” Senator Ilse Varn said. “No ship sailed that day,” Director "
            "Tavi Orm said."
        ),
        prior=0.55,
        measured=True,
    ),
    Rule(
        id="negated.echo",
        finds="dispute",
        pattern="a speaker negates a rare word that another speaker's claim rests on",
        example=(
            "“It was a raid on the depot,” said Minister Tavi Orm. “It was not a raid,” said Captain Ilse "
            "Varn. The river was high. Boats lay at the quay. A tug came in at noon. Rain fell for an hour. "
            "The market stayed open. Two cranes stood still. The bells rang at six. Lamps burned along the "
            "pier."
        ),
        not_matched="a common word; a negation by the same speaker",
        counter_example=(
            "“It was a raid on the depot,” said Minister Tavi Orm. “It was not a raid by the book,” Orm "
            "said. The river was high. Boats lay at the quay. A tug came in at noon. Rain fell for an hour. "
            "The market stayed open. Two cranes stood still. The bells rang at six. Lamps burned along the "
            "pier."
        ),
        prior=0.42,
        measured=True,
    ),
    Rule(
        id="negated.verb",
        finds="dispute",
        pattern="a speaker says that something was not done, with the rare word on which another speaker's claim rests",
        example=(
            "The guild said that Orlandia had bombed the refugee camp. Captain Ilse Varn said that Orlandia had not "
            "bombed any camp. The river was high. Boats lay at the quay. A tug came in at noon. Rain fell for an "
            "hour. The market stayed open. Two cranes stood still. The bells rang at six. Lamps burned on the pier."
        ),
        not_matched="a common word, a later clause, what somebody does not know, want or expect",
        counter_example=(
            "The guild said that Orlandia had bombed the refugee camp. Captain Ilse Varn said that Orlandia had not "
            "fed any camp. The river was high. Boats lay at the quay. A tug came in at noon. Rain fell for an "
            "hour. The market stayed open. Two cranes stood still. The bells rang at six. Lamps burned on the pier."
        ),
        prior=0.6,
    ),
    Rule(
        id="own.falsely",
        finds="dispute",
        pattern="'falsely', 'wrongly', 'misleadingly' at a verb of saying",
        example="The minister falsely claimed that no ship had sailed.",
        not_matched="a hypothetical or an infinitive ('to testify falsely')",
        counter_example="The clerk was told not to testify falsely.",
        prior=0.70,
        measured=True,
    ),
    Rule(
        id="own.false",
        finds="dispute",
        pattern="the article itself says of the statement before that it is not true",
        example="Orm said all ships had sailed. That is not true.",
        not_matched="a sentence that is itself somebody's statement",
        counter_example="Orm said all ships had sailed. “That is not true,” said Varn.",
        prior=0.60,
        measured=True,
    ),
    Rule(
        id="own.infact",
        finds="dispute",
        pattern="a sentence that opens 'In fact' right after somebody's statement",
        example="Orm said all ships had sailed. In fact, two were still in port.",
        not_matched="'in fact' within a sentence",
        counter_example="Orm said all ships had sailed. Two were in fact new.",
        prior=0.55,
        measured=True,
    ),
    Rule(
        id="no.evidence",
        finds="dispute",
        pattern="no evidence was found for what somebody claims in the sentences just before",
        example="Orm says the vote was bought. Inspectors found no evidence of bribery.",
        not_matched="a claim that nobody is found to have made, or that stands further off",
        counter_example="The vote was on Monday. Inspectors found no evidence of bribery.",
        prior=0.42,
        measured=True,
    ),
    Rule(
        id="correction.noted",
        finds="dispute",
        pattern="an outlet or speaker corrects, amends, clarifies or takes back what was said, or gives a figure anew",
        example=(
            "The Lantern said that nine people died in the fire. In an earlier version of this report the number of "
            "people who died in the fire was wrong."
        ),
        not_matched="a correction of something that is not in the story",
        counter_example=(
            "The Lantern said that nine people died in the fire. The correction of the course of the river "
            "took nine years."
        ),
        prior=0.50,
        measured=True,
    ),
    Rule(
        id="counter.negation",
        finds="dispute",
        pattern="the one whom a claim is about states the opposite within two sentences: 'it had received no letter'",
        example="The guild said Varn had ignored two letters. Varn said she had received no letters.",
        not_matched="a negation about another matter, by somebody else, or further away",
        counter_example="The guild said Varn had ignored two letters. Orm said he had received no fish.",
        prior=0.50,
        measured=True,
    ),
    Rule(
        id="counter.innocence",
        finds="dispute",
        pattern="the accused maintain their innocence, plead not guilty, say they did nothing wrong",
        example="Prosecutors accused Varn of fraud. Varn insists she did nothing wrong.",
        not_matched="a plea without an accusation in the article",
        counter_example="The fair opened on Monday. Varn insists she did nothing wrong.",
        prior=0.65,
        measured=True,
    ),
    Rule(
        id="counter.contrast",
        finds="dispute",
        pattern=(
            "two voices in one sentence with 'but', 'while', 'although' before the second, or a statement and the "
            "next one after 'But', 'However' that negates or corrects it; each side blames the other"
        ),
        example="Orm said the lock had been open, but the harbour master later said it was shut.",
        not_matched="wishes, plans and opinions; shares of voters; a pronoun as the second voice",
        counter_example="Vestria says the harvest should be bigger, while Orlandia says the winter was long.",
        prior=0.70,
        measured=True,
    ),
    Rule(
        id="counter.finding",
        finds="dispute",
        pattern=(
            "'But' and records, footage or inspectors that show otherwise, after somebody's statement or denial; "
            "without 'but' where they find that 'nobody', 'never', or that the speaker did it"
        ),
        example="Orm said all ships had sailed. But port records show that he had kept two.",
        not_matched="a finding about something else; a second statement of the same speaker; what may be found",
        counter_example="Orm said all ships had sailed. Port records show that two were new.",
        prior=0.65,
        measured=True,
    ),
    Rule(
        id="own.contrary",
        finds="dispute",
        pattern="'contrary to' or 'despite' a claim, and what the article, or somebody it quotes, tells instead",
        example="Contrary to the minister's claim, two ships were still in port.",
        not_matched="'despite' anything but a claim; reports or suggestions without what they say",
        counter_example="Despite the storm, two ships were still in port.",
        prior=0.66,
        measured=True,
    ),
    Rule(
        id="figures.rejected",
        finds="dispute",
        pattern="a speaker calls a number, estimate or toll too low, too high, inflated",
        example="The list gave 40 boats, a number the guild says is far too low.",
        not_matched="'too low' of anything but a number",
        counter_example="The guild says the bridge is far too low for 40 boats.",
        prior=0.62,
        measured=True,
    ),
    Rule(
        id="figures.differ",
        finds="dispute",
        pattern="two voices count the same thing at the same time and the numbers cannot both be right",
        example=(
            "Police counted 300 marchers on the harbour bridge. The dock union counted 900 marchers on the "
            "harbour bridge."
        ),
        not_matched="'at least', 'about' or a rounding that overlap; another date, place, forecast or part",
        counter_example=(
            "Police counted about 300 marchers on the harbour bridge. The dock union counted 310 marchers on "
            "the harbour bridge."
        ),
        prior=0.66,
        measured=True,
    ),
)

RULES = {rule.id: rule for rule in (*STATEMENT_RULES, *_DISPUTES, *FINDING_RULES, *SIDE_RULES)}
