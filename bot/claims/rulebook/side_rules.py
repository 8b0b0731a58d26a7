"""Rules that speak beside a dispute, never without one (bot.claims.sides): they say more of its sides.

They flag nothing, so they have no precision of flags; a pair of theirs is as sure as its dispute. What confirms or
takes back a claim decides its status (bot.claims.history.status), so these rules pass over what is unsure.
"""

from __future__ import annotations

from bot.claims.rulebook.rule import Rule

SAME_VOICE = "same.voice"
ADMISSION, BODY, OUTLET = "confirm.admission", "confirm.body", "confirm.outlet"
TAKEN_BACK = "retract.own"
_DISPUTED = "Vestria alleges that Orlandia has mined the strait near Sorn. Orlandia denies the allegation."

SIDE_RULES = (
    Rule(
        id=SAME_VOICE,
        finds="side",
        pattern="the one who claims or denies says the same again, in another article or sentence",
        example=f"{_DISPUTED} On Friday Orlandia again rejected the allegation that it had mined the strait near Sorn.",
        not_matched="another speaker; a denial that only points ('denies the accusation')",
        counter_example=f"{_DISPUTED} On Friday Orlandia said that it had rented the strait near Sorn.",
    ),
    Rule(
        id=ADMISSION,
        finds="side",
        pattern="the one who denied admits, acknowledges or confirms the claim, or a part of it",
        example=f"{_DISPUTED} On Friday Orlandia admitted that it had mined the strait near Sorn.",
        not_matched="an admission of something else; what others say that somebody admitted",
        counter_example=f"{_DISPUTED} Vestria said that Orlandia had admitted that it mined the strait near Sorn.",
    ),
    Rule(
        id=BODY,
        finds="side",
        pattern="a court, inspector or auditor that is no party finds or confirms the claim, or a part of it",
        example=f"{_DISPUTED} A tribunal in Merrin found that Orlandia had mined the strait near Sorn.",
        not_matched="a body that bears a party's name or is said to be its own; an inquiry that has begun",
        counter_example=f"{_DISPUTED} Vestria's inspectors found that Orlandia had mined the strait near Sorn.",
    ),
    Rule(
        id=OUTLET,
        finds="side",
        pattern="an outlet of another publisher family than the claim's confirms it in its own name",
        example=f"{_DISPUTED} The Lantern has confirmed that Orlandia mined the strait near Sorn.",
        not_matched="wire copy, an outlet of the same or of an unknown owner, another outlet's name",
        counter_example=f"{_DISPUTED} The Courier has confirmed that Orlandia mined the strait near Sorn.",
    ),
    Rule(
        id=TAKEN_BACK,
        finds="side",
        pattern="the one who claimed takes the claim back or corrects it",
        example=f"{_DISPUTED} On Friday Vestria withdrew its claim that Orlandia had mined the strait near Sorn.",
        not_matched="a withdrawn offer, motion or complaint; what another one takes back",
        counter_example=f"{_DISPUTED} On Friday Vestria withdrew its offer to clear the strait near Sorn.",
    ),
)
ADDED_RULES = frozenset(rule.id for rule in SIDE_RULES)
