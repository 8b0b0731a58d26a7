"""Discord: documents to messages, deliveries to channels, interactions to commands.

Everything is imported absolutely, so that this folder never answers `import discord` (DESIGN: Packaging).
"""
