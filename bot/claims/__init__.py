"""Pure rules: the articles of a story in, attributed statements and disputed claims out.

Nothing is imported here: the main process settles disputes (`reconcile`) without the rules, which run in the pool
(`analysis`).
"""
