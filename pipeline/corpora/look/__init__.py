"""A first look at a corpus that no catalogue describes: its format, its documents, what is wrong with it."""
