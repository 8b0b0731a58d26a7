"""From stories and disputes to a grounded briefing."""
