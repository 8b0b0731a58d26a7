"""Pure rules: the articles of a story in, attributed statements and disputed claims out.

An English text is read by its `grammar`, `speech` tells who says what, `answers` what is said against a claim and
`linking` which claim; `light` does all of that for other languages. `history` keeps disputes over days, `rulebook`
explains.

Nothing is imported here: the main process settles disputes (`history.reconcile`) without the rules, which run in the
pool (`analysis`).
"""
