"""An English text as the rules see it: sentences, tokens, clauses, verbs, names, and the words of a language."""
