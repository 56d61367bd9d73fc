"""How well each annotator works: figures, drift, verdicts; asks the task how answers compare."""

from pipeline.quality.annotators.confusion import Confusion
from pipeline.quality.annotators.figures import Figures
from pipeline.quality.annotators.profiles import Panel, Profile, Work, assess
from pipeline.quality.annotators.verdicts import FLOOR, NAMES, TOO_FEW, Name, Reason, Verdict

__all__ = [
    "FLOOR",
    "NAMES",
    "TOO_FEW",
    "Confusion",
    "Figures",
    "Name",
    "Panel",
    "Profile",
    "Reason",
    "Verdict",
    "Work",
    "assess",
]
