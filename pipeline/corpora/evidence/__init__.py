"""Licence evidence: what the documents around a corpus say, and whether it agrees with what is declared."""
