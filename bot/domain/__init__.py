"""Values and ports. Imports the standard library and bot.errors only."""
