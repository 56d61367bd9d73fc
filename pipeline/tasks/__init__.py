"""The eight tasks; a ninth is one more folder and one more line in :mod:`pipeline.tasks.registry`."""
