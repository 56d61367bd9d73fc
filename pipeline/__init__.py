"""Builds Korean NLU benchmarks: licensed corpora in, measured human annotation, versioned releases out."""

__version__ = "0.1.0"
