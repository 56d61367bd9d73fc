"""The sections of ``klue.yaml``; every setting is described where it is declared."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Annotated, Literal

import pydantic
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    """A part of the configuration: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Shares(Section):
    """How the documents are placed."""

    train: Share = 0.8
    """Share of the documents placed in train."""
    dev: Share = 0.1
    """Share of the documents placed in dev."""
    test: Share = 0.1
    """Share of the documents placed in test."""

    @pydantic.model_validator(mode="after")
    def _sum_to_one(self) -> Shares:
        if abs(self.train + self.dev + self.test - 1) > 1e-9:
            raise ValueError("train, dev and test must add up to 1")
        return self


Action = Literal["keep", "flag", "mask", "drop"]
"""``keep``: counted alone. ``flag``: such a sentence, or title, is not sampled. ``mask``: asterisks stand for
it in all that follows. ``drop``: the document is left out."""


class Privacy(Section):
    """What is done with personal data, by its kind: keep, flag, mask or drop."""

    resident_number: Action = "flag"
    """Resident registration numbers."""
    foreigner_number: Action = "flag"
    """Registration numbers of foreigners."""
    passport: Action = "flag"
    """Passport numbers beside a word for them."""
    driving_licence: Action = "flag"
    """Numbers of driving licences."""
    phone: Action = "flag"
    """Telephone numbers: mobile, landline, 070 and 050x."""
    service_number: Action = "keep"
    """Numbers of companies' services (15xx, 16xx, 18xx, 080), which are public."""
    email: Action = "flag"
    """E-mail addresses."""
    card: Action = "flag"
    """Numbers of bank cards."""
    account: Action = "flag"
    """Numbers of bank accounts beside the name of a bank."""
    business_number: Action = "keep"
    """Registration numbers of businesses, which are public."""
    plate: Action = "flag"
    """Licence plates of cars."""
    address: Action = "flag"
    """Street addresses with the number of the building."""
    ip: Action = "flag"
    """IP addresses, but private ones."""
    url_secret: Action = "flag"  # noqa: S105
    """Passwords, tokens and names of users in URLs."""


class SentenceLimits(Section):
    """From where a sentence is flagged, and so not sampled; its scores stay in their columns."""

    shortest: Annotated[int, Field(ge=0)] = 5
    """Code points; shorter ones are ``too_short``."""
    longest: Annotated[int, Field(ge=1)] = 512
    """Code points; longer ones are ``too_long``."""
    least_hangul: Share = 0.1
    """Least share of Hangul among the letters, else ``quality.hangul``."""
    most_symbols: Share = 0.5
    """Greatest share of symbols, else ``quality.symbols``."""
    most_repetition: Share = 0.6
    """Greatest share of repeated character 3-grams, else ``quality.repetition``."""
    most_profanity: Annotated[int, Field(ge=0)] = 0
    """Greatest number of swear words, else ``abuse.profanity``."""
    most_hate: Annotated[int, Field(ge=0)] = 0
    """Greatest number of words of hatred, else ``abuse.hate``."""
    boilerplate: bool = True
    """Whether lines of the page (copyright, by-lines, menus) are flagged ``boilerplate``."""


class DocumentLimits(Section):
    """From where a document is left out, with an incident; the defaults leave out clear rubbish alone."""

    least_hangul: Share = 0.05
    """Least share of Hangul among the letters."""
    most_symbols: Share = 0.8
    """Greatest share of symbols."""
    most_repetition: Share = 0.8
    """Greatest share of characters in repeated word 5-grams."""
    most_boilerplate: Share = 0.9
    """Greatest share of characters in lines of boilerplate."""
    most_wrapped: Share = 1.0
    """Greatest share of line breaks that cut a sentence; 1 leaves none out."""
    most_glued: Share = 1.0
    """Greatest share of sentences that are joined to the next without a space; 1 leaves none out."""
    most_broken: Share = 0.1
    """Greatest share of damaged characters: isolated jamo, replacement and private-use characters."""


class Prepare(Section):
    """Sentences, duplicates, placements."""

    shares: Shares = Shares()
    """Shares of the splits; a document once placed stays where it is."""
    near_duplicate: Annotated[float, Field(gt=0, le=1)] = 0.7
    """Jaccard similarity of character 5-grams from which two documents count as near-duplicates."""
    shard_documents: Annotated[int, Field(ge=1)] = 20_000
    """Documents in one unit of work."""
    privacy: Privacy = Privacy()
    """What is done with personal data."""
    sentence: SentenceLimits = SentenceLimits()
    """What flags a sentence."""
    document: DocumentLimits = DocumentLimits()
    """What leaves a document out."""


BandName = Annotated[str, BeforeValidator(str), Field(pattern=r"^\d+(-\d*)?$")]
"""Whole numbers: ``20-40``, both ends in it; ``61-`` without an upper end; ``3`` alone."""


def parse_band(name: BandName) -> range:
    """Read a band of whole numbers.

    >>> parse_band("20-40"), parse_band("3"), parse_band("61-").stop == sys.maxsize
    (range(20, 41), range(3, 4), True)
    """
    first, dash, last = name.partition("-")
    if not dash:
        return range(int(first), int(first) + 1)
    return range(int(first), int(last) + 1 if last else sys.maxsize)


class Quotas(Section):
    """Shares of a batch's items by what they are made of; what no quota names shares what is left.

    Quotas are kept to the item, in every split: where the texts do not give enough, fewer items are drawn,
    and the sampling report shows it.
    """

    source: dict[str, Share] = {}
    """By source; of an item of several: their names, sorted, with ``+`` between."""
    genre: dict[str, Share] = {}
    """By register of the documents: news, encyclopaedia, review …"""
    stratum: dict[str, Share] = {}
    """By the task's own kinds, such as the sections of tc or the bands of similarity of sts."""
    length: dict[BandName, Share] = {}
    """By code points of the text shown, in bands: ``{20-40: 0.3, 41-: 0.7}``; of goals: things wished for."""
    difficulty: dict[BandName, Share] = {}
    """By clauses of the sentence that has most; of goals: domains, and one more for a change of mind."""

    @pydantic.model_validator(mode="after")
    def _shares_fit(self) -> Quotas:
        for facet in type(self).model_fields:
            shares: dict[str, float] = getattr(self, facet)
            if sum(shares.values()) > 1 + 1e-9:
                raise ValueError(f"the quotas by {facet} add up to more than 1")
        for facet, shares in (("length", self.length), ("difficulty", self.difficulty)):
            bands = sorted((parse_band(name) for name in shares), key=lambda band: band.start)
            if any(not band for band in bands):
                raise ValueError(f"a band of {facet} ends before it begins")
            if any(one.stop > other.start for one, other in itertools.pairwise(bands)):
                raise ValueError(f"the bands of {facet} overlap")
        return self


class TaskPlan(Section):
    """What is wanted of one task."""

    items: Annotated[int, Field(ge=0)] = 100
    """Items to sample in a batch; 0 leaves the task out."""
    answers: Annotated[int, Field(ge=1)] | None = None
    """Answers per item in the label round; empty: as the task says (tc 3, sts 7, nli 4, …)."""
    sources: tuple[str, ...] = ()
    """Sources to draw from; empty: all."""
    quotas: Quotas = Quotas()
    """Shares of the batch by source, genre, stratum, length and difficulty; empty: strata in turn."""


class Studio(Section):
    """Label Studio."""

    url: str | None = None
    """Address of your own server (its token in KLUE_STUDIO_TOKEN); empty: the embedded one."""
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Port of the embedded server; 0 takes a free one."""
    executable: Path | None = None
    """The embedded server's program; empty: the one that `make setup` installed."""
    annotators: tuple[str, ...] = ()
    """E-mail addresses of the people who annotate."""
    adjudicators: tuple[str, ...] = ()
    """E-mail addresses of the people who settle disputes; they may also annotate."""


class Waiver(Section):
    """A gate that is passed over, in the open: it stands in the manifest and on the card."""

    gate: str
    """The gate's name, as the refused release printed it; ``tc/agreement``."""
    reason: Annotated[str, Field(min_length=10)]
    """Why the release is right without it."""


class Release(Section):
    """What is published."""

    name: str = "klue"
    """Name of the dataset."""
    title: str = "KLUE-like benchmark"
    """Title on the dataset card."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")] = "0.1.0"
    """Version to publish."""
    licence: str = "CC-BY-SA-4.0"
    """SPDX licence of the release as a whole; the rows' own licences must allow it."""
    publisher: str = ""
    """Who publishes; printed on the card and in ATTRIBUTION.md."""
    waivers: tuple[Waiver, ...] = ()
    """Gates that are waived, each with a reason."""
