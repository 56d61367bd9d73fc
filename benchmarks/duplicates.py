"""Times near-duplicates beside datasketch and datatrove's signatures, on generated texts: `make bench`.

All sides work on the character 5-grams of the same texts with 128 hash functions in 32 bands of 4, verify
what the bands propose by the exact Jaccard similarity, and cluster by union-find; it is shown how many texts
are in the same cluster. datatrove is asked for signatures alone, as its clustering wants files on disk; it is
left out where it cannot be imported. At last documents are clustered and placed as `klue prepare` does, in
processes of their own, to show how memory grows.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from datasketch import MinHash, MinHashLSH

from pipeline.corpora.clustering import Prepared, place_documents
from pipeline.corpora.outlines import Outline
from pipeline.ids import stable_id
from pipeline.settings import Prepare
from pipeline.text.duplicates import jaccard, shingles, text_key
from pipeline.text.near_duplicates import SLOTS, bands, near_duplicates, sketch

T = TypeVar("T")
THRESHOLD = 0.7
SYLLABLES = [chr(0xAC00 + 11 * number) for number in range(1_000)]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, CPU times in seconds."""

    what: str
    peer: str
    texts: int
    characters: int
    theirs: float
    ours: float
    aim: float
    check: str


@dataclass(frozen=True, slots=True)
class Growth:
    """Memory in megabytes: before, with the outlines of all documents, and at its peak while clustering."""

    documents: int
    clusters: int
    seconds: float
    base: float
    outlines: float
    peak: float


def texts(count: int, length: int, seed: int = 0) -> dict[str, str]:
    """Make texts of which every tenth has one or two edited copies, some like it and some not enough."""
    rng = random.Random(seed)
    made: dict[str, str] = {}
    characters = [*SYLLABLES, *(" " * 250)]
    while len(made) < count:
        original = rng.choices(characters, k=length)
        made[f"{len(made):08}"] = "".join(original)
        if rng.random() < 0.1:
            for _ in range(rng.randint(1, 2)):
                copy = original.copy()
                for at in rng.sample(range(length), rng.choice((1, 3, length // 40, length // 10))):
                    copy[at] = rng.choice(SYLLABLES)
                made[f"{len(made):08}"] = "".join(copy)
    return dict(list(made.items())[:count])


def timed(run: Callable[[], T]) -> tuple[T, float]:
    begun = time.process_time()
    result = run()
    return result, time.process_time() - begun


def datasketch_signatures(given: dict[str, str]) -> dict[str, MinHash]:
    hashed = {}
    for name, text in given.items():
        hashed[name] = MinHash(SLOTS, seed=1)
        hashed[name].update_batch([shingle.encode() for shingle in shingles(text)])
    return hashed


def datasketch_clusters(given: dict[str, str]) -> dict[str, str]:
    """Do with datasketch what we do: propose, verify, cluster; the smallest id names a cluster."""
    hashed = datasketch_signatures(given)
    count = bands(THRESHOLD)
    lsh = MinHashLSH(num_perm=SLOTS, params=(count, SLOTS // count))
    for name, own in hashed.items():
        lsh.insert(name, own)
    parent = {name: name for name in given}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for name, own in hashed.items():
        for other in lsh.query(own):
            apart = other < name and root(other) != root(name)
            if apart and jaccard(shingles(given[name]), shingles(given[other])) >= THRESHOLD:
                low, high = sorted((root(name), root(other)))
                parent[high] = low
    return {name: root(name) for name in given}


def datatrove_signatures(given: dict[str, str]) -> int:
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature
    from datatrove.utils.hashing import HashConfig, create_hash_func

    count = bands(THRESHOLD)
    hashing = HashConfig(precision=64, hash_fc="sha1")
    config = MinhashConfig(
        n_grams=5, num_buckets=count, hashes_per_bucket=SLOTS // count, hash_config=hashing
    )
    step = MinhashDedupSignature(output_folder=tempfile.gettempdir(), config=config, language="ko")
    hashed = create_hash_func(hashing)
    for text in given.values():
        step.get_signature(np.fromiter(map(hashed, shingles(text)), np.uint64).reshape(-1, 1))
    return len(given)


def bench(count: int, length: int) -> list[Row]:
    given = texts(count, length)
    characters = sum(map(len, given.values()))
    ours, our_time = timed(lambda: near_duplicates(given, THRESHOLD))
    theirs, their_time = timed(lambda: datasketch_clusters(given))
    same = sum(ours[name] == theirs[name] for name in given) / count
    several = sum(size > 1 for size in Counter(ours.values()).values())
    said = f"{several} clusters of several; {same:.2%} of the texts are in the same"
    rows = [Row("clusters", "datasketch", count, characters, their_time, our_time, 10, said)]
    _, sketch_time = timed(lambda: sketch(given.values()))
    _, their_time = timed(lambda: datasketch_signatures(given))
    rows.append(Row("sketches", "datasketch", count, characters, their_time, sketch_time, 10, ""))
    if importlib.util.find_spec("datatrove") and importlib.util.find_spec("tokenizers"):
        _, their_time = timed(lambda: datatrove_signatures(given))
        rows.append(Row("sketches", "datatrove", count, characters, their_time, sketch_time, 1, ""))
    return rows


SHARD = 10_000


def write_shard(work: tuple[Path, int, int]) -> Prepared:
    """Make a shard of documents as prepare's first pass leaves it."""
    folder, number, count = work
    made = texts(count, 200, seed=number)
    ids = [stable_id(str(number), name) for name in made]
    documents, sketches = folder / f"{number:05}.parquet", folder / f"{number:05}.npy"
    columns = {"doc_id": ids, "text_id": ids, "source": ["s"] * count, "native_group": pa.nulls(count)}
    pq.write_table(pa.table(columns | {"title": pa.nulls(count), "text": list(made.values())}), documents)
    np.save(sketches, sketch(made.values()))
    outlines = [
        Outline(doc_id, "s", None, text_key(text), None)
        for doc_id, text in zip(ids, made.values(), strict=True)
    ]
    return Prepared(documents, outlines, sketches)


def grow(documents: int) -> Growth:
    """Cluster and place documents that other processes make, and tell how memory grew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = [(folder, number, SHARD) for number in range(documents // SHARD)]
        base = resident()
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            shards = list(pool.map(write_shard, work))
        held = resident()
        begun = time.process_time()
        placements, _ = place_documents(shards, [], Prepare(), 0, folder)
        seconds = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    clusters = Counter(placement.cluster for placement in placements)
    several = sum(size > 1 for size in clusters.values())
    return Growth(documents, several, seconds, base, held, peak)


def resident() -> float:
    """Give the resident memory in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def in_a_process(documents: int) -> Growth:
    command = [sys.executable, __file__, "--documents", str(documents)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return Growth(**json.loads(run.stdout))


def show(rows: list[Row], memory: list[Growth]) -> None:
    print(
        f"{'what':10}{'peer':11}{'texts':>8}{'characters':>12}{'peer':>10}{'klue':>9}{'ratio':>8}{'aim':>7}"
    )
    for row in rows:
        print(
            f"{row.what:10}{row.peer:11}{row.texts:8}{row.characters:12}{row.theirs:9.2f}s{row.ours:8.2f}s"
            f"{row.theirs / row.ours:7.1f}×{row.aim:6.1f}×  {row.check}"
        )
    print(f"\n{'documents':>10}{'clusters':>10}{'seconds':>9}{'outlines':>11}{'peak':>9}{'per document':>15}")
    for own in memory:
        print(
            f"{own.documents:10}{own.clusters:10}{own.seconds:9.1f}{own.outlines - own.base:8.0f} MB"
            f"{own.peak - own.base:6.0f} MB{1024 * (own.peak - own.base) / own.documents:12.2f} KB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data, as a part of the usual")
    parser.add_argument("--json", action="store_true", help="print rows for programs")
    parser.add_argument("--documents", type=int, help="only cluster so many documents, in this process")
    arguments = parser.parse_args()
    if arguments.documents:
        print(json.dumps(asdict(grow(arguments.documents))))
        return
    count = max(200, int(10_000 * arguments.scale))
    rows = bench(count, 200) + bench(max(100, count // 5), 2_000)
    least = max(SHARD, int(100_000 * arguments.scale) // SHARD * SHARD)
    memory = [in_a_process(least), in_a_process(10 * least)]
    if arguments.json:
        print(json.dumps({"rows": [asdict(row) for row in rows], "memory": [asdict(own) for own in memory]}))
    else:
        show(rows, memory)


if __name__ == "__main__":
    main()
