"""How good a text is, in figures: shares of what it consists of, boilerplate, wrapping, abuse, topics.

Scores decide nothing: what is flagged or dropped is set in the configuration.
"""
