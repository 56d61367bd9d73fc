"""Versioned releases: examples, gates, Parquet splits, manifest, card and notices."""
