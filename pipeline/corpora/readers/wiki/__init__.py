"""Wikitext: from markup to plain text with links."""
