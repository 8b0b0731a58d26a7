"""What is no dispute (EDITORIAL rule 16): refusals, silence, hypotheticals, questions, everyday senses. Invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText


@pytest.mark.parametrize(
    "text",
    [
        "The judge denied bail to Mr Varn, whom prosecutors accuse of fraud.",
        "Prosecutors accused Varn of fraud. The judge denied him bail.",
        "Vestria said Orlandia had broken the truce. Orlandia rejected a new truce.",
        "The union said wages were too low. The company rejected its demand for a rise.",
        "The union said the mine was unsafe. The company did not deny that it had cut the budget.",
        "The guild said Varn sold the boat. Varn declined to comment.",
        "The guild said Varn sold the boat. Varn could not be reached for comment.",
        "The guild said Varn sold the boat. A lawyer for Varn did not respond to the allegations.",
        "The guild said Varn sold the boat. Varn's office would neither confirm nor deny the report.",
        "If Orlandia denies the claim, Vestria will publish the photographs.",
        "Would Varn deny that she sold the boat?",
        "Will the minister deny the charge? Nobody knows.",
        "The mayor refused to rule out new taxes, critics said.",
        "The appeal court rejected the claim for damages.",
        "The insurer denied the claim for the lost boat.",
        "The insurer rejected most claims after the flood.",
        "Parliament rejected the government's budget on Friday.",
        "Voters rejected the idea of merging the two towns.",
        "The club dismissed its coach after the report.",
        "The court dismissed the charges against Varn.",
        "The prosecutor dropped the charges, and the company welcomed the report.",
        "The players disputed the referee's decision to end the match.",
        "The two villages have long disputed the border.",
        "The disputed islands lie north of Orlandia.",
        "The minister said the visa was denied because of a missing form.",
        "The committee denied the request for more time, the chairman said.",
        "He was denied entry to the port, officials said.",
        "The editor said the story was wrong for the front page.",
        "It would be wrong to sell the forest, Orm said.",
        "The mayor said she could not deny that mistakes had been made.",
        "The minister said he was not sure whether the dam was safe.",
        "Ana Solis said the plan was a lie waiting to happen, and laughed.",
        "Orm said the film was absurd and wonderful.",
        "No evidence has been heard yet in the trial, which opens on Monday.",
        "Inspectors looked for evidence of a leak on Monday.",
        "The paper denied any plan to close its printing works.",
        "The governor may have sold the land, the paper said.",
        "The company said it had no comment on the union's letter.",
        "The charge for parking was rejected by shoppers.",
        "Scientists rejected the null hypothesis, the report said.",
        "Varn said that she never eats fish. The guild said that fish is cheap.",
        "Orlandia's coach said his team had won. Vestria's coach said his team had not played well.",
        "The doctor said that nobody can deny the joy of skating.",
        "The bank contested the bill in court.",
        '"You can\'t deny that this town is beautiful," the mayor said.',
        "The minister refuted nothing and confirmed nothing.",
        "The satire site claimed the minister had married a swan.",
        "The singer denied fans an encore.",
        "The striker protested his red card.",
    ],
)
def test_nothing_is_flagged(text: str):
    assert analyse_story([ClaimText(article="a", text=text, source="Lantern", lang="en")]).disputes == ()
