"""Data contracts (Open Data Contract Standard 3.1): schemas, quality rules and gates of the tables."""
