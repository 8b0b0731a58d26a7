"""Disputes over days and sources: identity, status, what editors decided."""
