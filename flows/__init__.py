"""Prefect flows: one thin flow a stage, and ``build``, which strings them; they record nothing."""
