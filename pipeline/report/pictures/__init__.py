"""Items and their answers as the page draws them: marked texts, trees, dialogues, choices.

A task says what there is to draw (:mod:`pipeline.tasks.drawings`); here the answers are compared, and what
differs is set off. Templates only write down what stands here.
"""

from pipeline.report.pictures.build import picture
from pipeline.report.pictures.values import Picture, Seen

__all__ = ["Picture", "Seen", "picture"]
