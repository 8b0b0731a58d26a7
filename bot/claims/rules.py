"""The rules by name: what each looks for, one example, and what it will not match (EDITORIAL rules 14 and 20).

Every `rule` in a result is an id of this registry. Examples use invented people and places.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `finds` is "statement" or "dispute"; `prior` the share of its flags found right in development."""

    id: str
    finds: str
    pattern: str
    example: str
    not_matched: str
    prior: float = 1.0


_STATEMENTS = (
    Rule(
        id="indirect",
        finds="statement",
        pattern="a noun phrase, a verb of saying, and a clause with or without 'that'",
        example="The harbour office said that the ferry had left on time.",
        not_matched="a noun of the same form: 'the reports', 'a policy dispute'",
    ),
    Rule(
        id="indirect.postposed",
        finds="statement",
        pattern="a clause, a comma, a noun phrase and a verb of saying",
        example="The ferry had left on time, the harbour office said.",
        not_matched="a verb that takes its content after it in the same clause",
    ),
    Rule(
        id="quote.before",
        finds="statement",
        pattern="a quotation, then its speaker and a verb of saying",
        example="“We left on time,” Captain Ilse Varn said.",
        not_matched="a quotation of one to three words inside a clause",
    ),
    Rule(
        id="quote.inverted",
        finds="statement",
        pattern="a quotation, then a verb of saying and its speaker",
        example="“We left on time,” said Captain Ilse Varn.",
        not_matched="a verb without a noun phrase after it",
    ),
    Rule(
        id="quote.after",
        finds="statement",
        pattern="a speaker, a verb of saying, and a quotation",
        example="Captain Ilse Varn said: “We left on time.”",
        not_matched="a quoted name or title",
    ),
    Rule(
        id="quote.continued",
        finds="statement",
        pattern="a quotation without a cue of its own right after a statement of the same or the last paragraph",
        example="“We left on time,” Varn said. “Nobody was late.”",
        not_matched="a quotation inside a sentence with words of its own before it",
    ),
    Rule(
        id="line.speaker",
        finds="statement",
        pattern="a line that opens with a name and a colon, as in a transcript or headline",
        example="VARN: We left on time.",
        not_matched="a line whose first words are not all capitalised",
    ),
    Rule(
        id="line.signed",
        finds="statement",
        pattern="a quotation followed by a dash and a name at the end of the line",
        example="“We left on time.” — Ilse Varn",
        not_matched="a dash inside the sentence",
    ),
    Rule(
        id="line.block",
        finds="statement",
        pattern="a paragraph that ends with a verb of saying and a colon, and the paragraph after it",
        example="The captain said: [new paragraph] We left on time.",
        not_matched="a colon before a list in the same paragraph",
    ),
    Rule(
        id="object",
        finds="statement",
        pattern="a speaker, a verb of judging, and a noun phrase",
        example="The union criticized the new timetable.",
        not_matched="everyday senses of the verb ('showed the way', 'raised the flag')",
    ),
    Rule(
        id="infinitive",
        finds="statement",
        pattern="a speaker, a verb of intent, and an infinitive",
        example="The ministry refused to publish the list.",
        not_matched="'continued to', 'appeared to' before another verb of saying",
    ),
    Rule(
        id="passive",
        finds="statement",
        pattern="somebody 'is accused of', 'is said to', 'was criticized by'",
        example="The mayor is accused of hiding the report.",
        not_matched="a passive without 'by' and without a reported clause",
    ),
    Rule(
        id="according",
        finds="statement",
        pattern="'according to' and a noun phrase, beside a clause",
        example="According to the port authority, four ships were turned away.",
        not_matched="'according' without 'to'",
    ),
    Rule(
        id="nominal",
        finds="statement",
        pattern="a noun for a claim with a that-clause",
        example="The allegation that the dam had been mined came up again.",
        not_matched="the noun without a clause",
    ),
    Rule(
        id="relative",
        finds="statement",
        pattern="a claim noun or 'something' that somebody denies, in a relative clause or apposition",
        example="He sold the boat twice, a charge his lawyer denies.",
        not_matched="a relative clause with an object of its own",
    ),
)

_DISPUTES = (
    Rule(
        id="deny.clause",
        finds="dispute",
        pattern="a verb of denial with the denied clause or claim after it; the sentence holds both sides",
        example="Orlandia rejected the claim that its patrol had crossed the border.",
        not_matched="a refused plan, request, motion, bail or entry; 'did not deny'; 'refused to deny'",
        prior=0.60,
    ),
    Rule(
        id="deny.anaphor",
        finds="dispute",
        pattern="a verb of denial with a pointer ('these claims', 'the accusation', 'it'), linked to an earlier claim",
        example="Vestria says Orlandia mined the strait. Orlandia denies the claim.",
        not_matched="a denial whose claim nobody is found to have made: it is listed as unlinked",
        prior=0.62,
    ),
    Rule(
        id="deny.relative",
        finds="dispute",
        pattern="a claim and its denial in one sentence: 'a charge he denies', 'which she has denied'",
        example="Critics accuse the mayor of bias, something her office denies.",
        not_matched="a relative clause about a request or plan",
        prior=0.88,
    ),
    Rule(
        id="false.predicate",
        finds="dispute",
        pattern="a speaker says that a claim, report or figure is false, not true, or never happened",
        example="“The report is categorically false,” Minister Tavi Orm said.",
        not_matched="a moral 'wrong to'; 'false' of anything but a claim",
        prior=0.65,
    ),
    Rule(
        id="false.named",
        finds="dispute",
        pattern="a speaker calls a claim a lie, a mischaracterization, baseless",
        example="The party called that a fabrication.",
        not_matched="an insult to a person, an opinion on a plan",
        prior=0.60,
    ),
    Rule(
        id="no.answer",
        finds="dispute",
        pattern="a quotation that answers 'No' to the statement or question before it",
        example="“You knew of it,” the senator said. “No,” the director answered.",
        not_matched="'No' that answers nobody within three sentences",
        prior=0.55,
    ),
    Rule(
        id="negated.echo",
        finds="dispute",
        pattern="a speaker negates a rare word that another speaker's claim rests on",
        example="“It was a raid,” said Orm. “It was not a raid,” said Varn.",
        not_matched="a common word; a negation by the same speaker",
        prior=0.35,
    ),
    Rule(
        id="own.falsely",
        finds="dispute",
        pattern="'falsely', 'wrongly', 'misleadingly' at a verb of saying",
        example="The minister falsely claimed that no ship had sailed.",
        not_matched="a hypothetical or an infinitive ('to testify falsely')",
        prior=0.70,
    ),
    Rule(
        id="own.false",
        finds="dispute",
        pattern="the article itself says of the statement before that it is not true",
        example="Orm said all ships had sailed. That is not true.",
        not_matched="a sentence that is itself somebody's statement",
        prior=0.60,
    ),
    Rule(
        id="own.infact",
        finds="dispute",
        pattern="a sentence that opens 'In fact' right after somebody's statement",
        example="Orm said all ships had sailed. In fact, two were still in port.",
        not_matched="'in fact' within a sentence",
        prior=0.55,
    ),
    Rule(
        id="no.evidence",
        finds="dispute",
        pattern="no evidence was found for what somebody claims",
        example="Orm says the vote was bought. Inspectors found no evidence of bribery.",
        not_matched="a claim that nobody is found to have made",
        prior=0.48,
    ),
    Rule(
        id="correction.noted",
        finds="dispute",
        pattern="an outlet or speaker corrects, amends or takes back what was said",
        example="An earlier edition of this report misstated the toll.",
        not_matched="a correction of something that is not in the story",
        prior=0.50,
    ),
    Rule(
        id="counter.negation",
        finds="dispute",
        pattern="the one whom a claim is about states the opposite within two sentences: 'it had received no letter'",
        example="The guild said Varn had ignored two letters. Varn said she had received no letters.",
        not_matched="a negation about another matter, by somebody else, or further away",
        prior=0.50,
    ),
    Rule(
        id="counter.innocence",
        finds="dispute",
        pattern="the accused maintain their innocence, plead not guilty, say they did nothing wrong",
        example="Prosecutors accused Varn of fraud. Varn insists she did nothing wrong.",
        not_matched="a plea without an accusation in the article",
        prior=0.65,
    ),
    Rule(
        id="counter.contrast",
        finds="dispute",
        pattern="an accusation and the accused's own account in one sentence, set apart by 'while', 'but'",
        example="Vestria blames Orlandia for the blast, while Orlandia says gunners of Vestria caused it.",
        not_matched="two voices in one sentence without an accusation",
        prior=0.55,
    ),
    Rule(
        id="counter.finding",
        finds="dispute",
        pattern="'But' and records, data or inspectors that show otherwise, right after somebody's statement",
        example="Orm said all ships had sailed. But port records show that two stayed.",
        not_matched="a finding without 'but' or 'however'; a second statement of the same speaker",
        prior=0.50,
    ),
    Rule(
        id="own.contrary",
        finds="dispute",
        pattern="'contrary to' or 'despite' a claim, and the article's own account",
        example="Contrary to the minister's claim, two ships were still in port.",
        not_matched="'despite' anything but a claim",
        prior=0.55,
    ),
    Rule(
        id="figures.rejected",
        finds="dispute",
        pattern="a speaker calls a number, estimate or toll too low, too high, inflated",
        example="The list gave 40 boats, a number the guild says is far too low.",
        not_matched="'too low' of anything but a number",
        prior=0.62,
    ),
    Rule(
        id="figures.differ",
        finds="dispute",
        pattern="two voices count the same thing at the same time and the numbers cannot both be right",
        example="Police counted 300 marchers; the union counted 2,000 marchers.",
        not_matched="'at least', 'about' that overlap; another date, place or part of the whole",
        prior=0.50,
    ),
)

RULES = {rule.id: rule for rule in (*_STATEMENTS, *_DISPUTES)}
