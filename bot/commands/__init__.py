"""The `/brief` grammar: one parser, one handler a verb, answers are domain documents."""
