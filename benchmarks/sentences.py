"""Times sentences and morphemes beside bare kiwipiepy, on generated texts, in as many processes.

Bare is a loop over `Kiwi.split_into_sents` with tokens in every process, whose results are thrown away.
`split` makes segments and morphemes with their offsets; `prepare` is the stage's whole pass, which also flags
and scores sentences and writes their table. The sentences must be the same. Every process does all three in
turns, a few texts at a time, and times are CPU times, so that other load on the machine counts little.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from kiwipiepy import Kiwi

from pipeline.contracts.arrow import arrow_schema
from pipeline.contracts.odcs import read_contract
from pipeline.corpora.sentences import SentenceWork, write_sentences
from pipeline.resources import shipped
from pipeline.settings import SentenceLimits
from pipeline.text.sentences import split

WORDS = (
    ("나는", "그는", "어머니는", "학생들이", "정부가", "연구진은", "회사는", "마을 사람들이", "동생이"),
    ("학교에서", "시장에서", "강가에서", "부산에서", "회의장에서", "도서관에서", "공장에서", "산길에서"),
    ("책을", "편지를", "새로운 계획을", "낡은 자전거를", "예산안을", "노래를", "사진을", "나무를", "소식을"),
    ("읽었다", "보았다", "발표했다", "고쳤다", "기다린다", "샀습니다", "들었어요", "심었다", "찾고 있다"),
)
AIM = 0.9
BATCH = 25
"""Texts of a turn."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one process found: sentences, the CPU seconds of each way, peak memory."""

    sentences: int
    bare: float
    split: float
    prepare: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; seconds are the CPU time of the busiest process."""

    texts: int
    characters: int
    sentences: int
    processes: int
    bare: float
    split: float
    prepare: float
    megabytes: float


def texts(count: int, seed: int = 0) -> list[str]:
    """Make texts of 1 to 40 sentences."""
    rng = random.Random(seed)

    def sentence() -> str:
        words = [rng.choice(part) for part in WORDS]
        return f"{' '.join(words)}{rng.choice('.!?.....')}"

    return [" ".join(sentence() for _ in range(rng.randint(1, 40))) for _ in range(count)]


def bare(kiwi: Kiwi, part: list[str]) -> tuple[list[str], float]:
    begun = time.process_time()
    found = [kiwi.split_into_sents(text, return_tokens=True, return_sub_sents=False) for text in part]
    seconds = time.process_time() - begun
    return [sentence.text for sentences in found for sentence in sentences], seconds


def ours(part: list[str]) -> tuple[list[str], float]:
    begun = time.process_time()
    found = [split(text) for text in part]
    seconds = time.process_time() - begun
    return [segment.text for segments in found for segment in segments], seconds


def prepared(folder: Path, part: list[str]) -> tuple[list[str], float]:
    ids = [f"{number:032x}" for number in range(len(part))]
    columns = {"doc_id": ids, "text_id": ids, "source": ["s"] * len(ids), "text": part}
    nulls = pa.nulls(len(ids), pa.string())
    pq.write_table(pa.table(columns | {"native_group": nulls, "title": nulls}), folder / "documents.parquet")
    personal = schema("personal_data").empty_table()
    pq.write_table(personal, folder / "personal.parquet")
    work = SentenceWork(
        documents=folder / "documents.parquet",
        left_out=frozenset(),
        personal=folder / "personal.parquet",
        sentences=folder / "sentences.parquet",
        schema=schema("sentences"),
        limits=SentenceLimits(),
    )
    begun = time.process_time()
    write_sentences(work)
    seconds = time.process_time() - begun
    return [str(text) for text in pq.read_table(work.sentences)["text"].to_pylist()], seconds


@cache
def schema(table: str) -> pa.Schema:
    return arrow_schema(read_contract(shipped("data_contracts") / f"{table}.odcs.yaml"))


def measure(part: list[str]) -> Found:
    """Do all three ways in turns, each time another first, after each has found a sentence."""
    kiwi = Kiwi(num_workers=1)
    seconds = {"bare": 0.0, "split": 0.0, "prepare": 0.0}
    count = 0
    with tempfile.TemporaryDirectory() as name:
        ways: list[tuple[str, Callable[[list[str]], tuple[list[str], float]]]] = [
            ("bare", partial(bare, kiwi)),
            ("split", ours),
            ("prepare", partial(prepared, Path(name))),
        ]
        for _, way in ways:
            way(["데운다."])
        for turn, at in enumerate(range(0, len(part), BATCH)):
            found = []
            for what, way in ways[turn % 3 :] + ways[: turn % 3]:
                sentences, own = way(part[at : at + BATCH])
                seconds[what] += own
                found.append(sentences)
            if not found[0] == found[1] == found[2]:
                raise ValueError("the sentences differ")
            count += len(found[0])
    return Found(count, **seconds, megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def bench(count: int, processes: int) -> Row:
    made = texts(count)
    parts = [made[number::processes] for number in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(measure, parts))
    return Row(
        texts=count,
        characters=sum(map(len, made)),
        sentences=sum(each.sentences for each in found),
        processes=processes,
        bare=max(each.bare for each in found),
        split=max(each.split for each in found),
        prepare=max(each.prepare for each in found),
        megabytes=max(each.megabytes for each in found),
    )


def show(rows: list[Row]) -> None:
    print(
        f"{'texts':>8}{'characters':>12}{'sentences':>11}{'processes':>11}{'kiwipiepy':>12}{'split':>11}"
        f"{'ratio':>7}{'prepare':>11}{'ratio':>7}{'aim':>6}{'peak':>10}"
    )
    for row in rows:
        print(
            f"{row.texts:8}{row.characters:12}{row.sentences:11}{row.processes:11}"
            f"{row.sentences / row.bare:10.0f}/s{row.sentences / row.split:9.0f}/s{row.bare / row.split:7.2f}"
            f"{row.sentences / row.prepare:9.0f}/s{row.bare / row.prepare:7.2f}{AIM:6.1f}"
            f"{row.megabytes:7.0f} MB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data, as a part of the usual")
    parser.add_argument("--json", action="store_true", help="print rows for programs")
    arguments = parser.parse_args()
    count = max(20, int(2_000 * arguments.scale))
    rows = [bench(count // 10, 1), bench(count, 1), bench(count, 2)]
    if arguments.json:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        show(rows)


if __name__ == "__main__":
    main()
