"""Times the ingestion of a Wikipedia dump beside wikiextractor's and beside bare bz2 decompression.

wikiextractor runs as its users run it, without expanding templates, which spares it work; the pipeline runs
as `klue ingest`, which also finds links, verifies checksums, gives ids and writes Parquet. wikiextractor
counts its extracting processes; two more read and write.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks._wiki_dump import Dump, make_dump
from pipeline.corpora.readers.wiki.bz2_blocks import blocks
from pipeline.corpora.readers.wiki.cutter import Cutter
from pipeline.corpora.readers.wiki.exported import exported_page
from pipeline.corpora.readers.wiki.text import to_text

ROOT = Path(__file__).parents[1]
MEGABYTES = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A way to read a dump: what it took, and what came out; memory is that of the largest process.

    ``articles`` maps titles to texts.
    """

    what: str
    processes: int
    megabytes: float
    pages: int
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    articles: dict[str, str]


class Peaks:
    """Watches the memory of a process and of those that it starts.

    What the kernel counts for a process that has ended includes the memory of whoever started it.
    """

    def __init__(self, root: int) -> None:
        self._root = root
        self._kilobytes: dict[int, int] = {}
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> float:
        """Give the megabytes that the largest process had at most."""
        self._is_over.set()
        self._thread.join()
        return max(self._kilobytes.values(), default=0) / 1024

    def _watch(self) -> None:
        while not self._is_over.wait(0.05):
            pending = [self._root]
            while pending:
                pid = pending.pop()
                with contextlib.suppress(OSError):
                    status = Path(f"/proc/{pid}/status").read_text()
                    if peak := re.search(r"VmHWM:\s*(\d+)", status):
                        self._kilobytes[pid] = int(peak[1])
                    for task in Path(f"/proc/{pid}/task").iterdir():
                        pending += map(int, (task / "children").read_text().split())


def run(
    what: str, processes: int, dump: Dump, command: list[str], articles: Callable[[], dict[str, str]]
) -> Run:
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=said, stderr=said, cwd=ROOT)
        peaks = Peaks(child.pid)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        peak = peaks.stop()
        if status != 0:
            said.seek(0)
            raise SystemExit(f"{what} failed: {said.read().decode()[-2000:]}")
    return Run(
        what=what,
        processes=processes,
        megabytes=round(dump.bytes / 1e6, 1),
        pages=dump.pages,
        seconds=round(seconds, 2),
        cpu_seconds=round(usage.ru_utime + usage.ru_stime, 2),
        peak_megabytes=round(peak, 1),
        articles=articles(),
    )


def bare(dump: Dump) -> Run:
    command = f"import bz2, sys\nwith bz2.open({str(dump.one)!r}) as f:\n    while f.read(1 << 20): pass"
    return run("bz2 alone", 1, dump, [sys.executable, "-c", command], dict)


def ours(dump: Dump, file: Path, processes: int, folder: Path) -> Run:
    home = Path(tempfile.mkdtemp(dir=folder))
    (home / "klue.yaml").write_text(f"workspace: workspace\ncatalogue: sources.yaml\nworkers: {processes}\n")
    source = {
        "id": "dump",
        "title": "dump",
        "genre": "encyclopaedia",
        "format": "mediawiki",
        "files": [file.name],
        "licence": "CC0-1.0",
    }
    (home / "sources.yaml").write_text(json.dumps({"sources": [source]}))
    (home / file.name).symlink_to(file)
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "ingest"]

    def articles() -> dict[str, str]:
        shards = sorted((home / "workspace").rglob("documents/*.parquet"))
        tables = [pq.read_table(shard, columns=["title", "text"]) for shard in shards]
        return {row["title"]: row["text"] for table in tables for row in table.to_pylist()}

    what = "klue ingest, " + ("multistream" if file == dump.many else "one stream")
    return run(what, processes, dump, [*command, "--config", str(home / "klue.yaml")], articles)


def theirs(dump: Dump, processes: int, folder: Path) -> Run:
    output = Path(tempfile.mkdtemp(dir=folder))
    command = [sys.executable, "-m", "wikiextractor.WikiExtractor", str(dump.one), "--json", "--no-templates"]

    def articles() -> dict[str, str]:
        lines = (json.loads(line) for file in output.rglob("wiki_*") for line in file.open(encoding="utf-8"))
        return {row["title"]: row["text"] for row in lines if row["text"].strip()}

    command += ["--quiet", "--processes", str(processes), "--output", str(output)]
    return run("wikiextractor", processes, dump, command, articles)


def where_the_time_goes(dump: Dump) -> dict[str, float]:
    """Give the seconds of one process for each step of reading."""
    seconds: dict[str, float] = {}
    start = time.process_time()
    with dump.one.open("rb") as file:
        data = [block for _, block in blocks(file, 0)]
    seconds["decompress"] = time.process_time() - start
    start = time.process_time()
    read = [exported_page(piece.data) for piece in Cutter().pieces(data)]
    texts = [page[1].text or "" for page in read if page is not None]
    seconds["XML"] = time.process_time() - start
    start = time.process_time()
    for text in texts:
        to_text(text)
    seconds["wikitext"] = time.process_time() - start
    return seconds


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two sides give the same; shares are of the words of the articles that both have."""

    same_at_all_processes: bool
    both: int
    only_ours: int
    only_theirs: int
    our_words_in_theirs: float
    their_words_in_ours: float


def likeness(runs: list[Run]) -> Likeness:
    """Compare the largest runs: ours with each other, and ours with theirs."""
    largest = max(row.megabytes for row in runs)
    measured = [row for row in runs if row.megabytes == largest]
    mine = [row.articles for row in measured if row.what.startswith("klue")]
    peer = next((row.articles for row in measured if row.what == "wikiextractor"), {})
    own = mine[0]
    both = own.keys() & peer.keys()
    ours, theirs, shared = 0, 0, 0
    for title in both:
        left, right = (Counter(re.findall(r"\w+", side[title])) for side in (own, peer))
        ours, theirs = ours + left.total(), theirs + right.total()
        shared += (left & right).total()
    return Likeness(
        same_at_all_processes=all(articles == own for articles in mine),
        both=len(both),
        only_ours=len(own.keys() - both),
        only_theirs=len(peer.keys() - both),
        our_words_in_theirs=round(shared / max(1, ours), 4),
        their_words_in_ours=round(shared / max(1, theirs), 4),
    )


def show(runs: list[Run], small: Dump, steps: dict[str, float], alike: Likeness) -> None:
    columns = ("processes", "MB", "seconds", "CPU", "MB/s", "pages/s", "peak MB", "articles")
    print(f"{'what':26}" + "".join(f"{column:>10}" for column in columns))
    for row in runs:
        values = (
            f"{row.processes}",
            f"{row.megabytes:.0f}",
            f"{row.seconds:.1f}",
            f"{row.cpu_seconds:.1f}",
            f"{row.megabytes / row.seconds:.1f}",
            f"{row.pages / row.seconds:.0f}",
            f"{row.peak_megabytes:.0f}",
            f"{len(row.articles)}",
        )
        print(f"{row.what:26}" + "".join(f"{value:>10}" for value in values))
    largest = max(row.megabytes for row in runs)
    measured = [row for row in runs if row.megabytes == largest]
    alone = next(row for row in measured if row.what == "bz2 alone")
    for row in measured:
        if row.what.startswith("klue"):
            times = row.cpu_seconds / alone.cpu_seconds
            print(f"{row.what}, {row.processes}: {times:.1f} × the CPU time of bz2 alone")
        for peer in measured:
            is_pair = peer.what == "wikiextractor" and peer.processes == row.processes
            if is_pair and row.what.startswith("klue"):
                faster, thriftier = peer.seconds / row.seconds, peer.cpu_seconds / row.cpu_seconds
                print(f"    {faster:.1f} × as fast as wikiextractor (aim 2), {thriftier:.1f} × in CPU time")
    first = next(row for row in runs if row.what.startswith("klue"))
    last = next(row for row in measured if (row.what, row.processes) == (first.what, first.processes))
    more, memory = last.megabytes / first.megabytes, last.peak_megabytes / first.peak_megabytes
    print(f"memory at {more:.0f} × the input: {memory:.2f} ×")
    print(f"articles that both have {alike.both}, only we {alike.only_ours}, only it {alike.only_theirs}")
    print(
        f"words of ours in its texts {alike.our_words_in_theirs:.1%}, of its in ours"
        f" {alike.their_words_in_ours:.1%}"
    )
    print(f"the same articles whatever the processes and streams: {alike.same_at_all_processes}")
    shares = ", ".join(f"{step} {1e6 * taken / small.bytes:.3f}" for step, taken in steps.items())
    print(f"where the time of reading goes, in CPU seconds a MB: {shares}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data, as a part of the usual")
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    options = parser.parse_args()
    size = int(MEGABYTES * 1e6 * options.scale)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = make_dump(folder, size // 10), make_dump(folder, size)
        runs = [ours(small, small.many, 2, folder), bare(large)]
        for processes in (1, 2):
            runs += [ours(large, file, processes, folder) for file in (large.many, large.one)]
            if importlib.util.find_spec("wikiextractor"):
                runs.append(theirs(large, processes, folder))
        steps = where_the_time_goes(small)
    alike = likeness(runs)
    if options.json:
        rows = [asdict(row) | {"articles": len(row.articles)} for row in runs]
        print(json.dumps({"runs": rows, "steps": steps, "likeness": asdict(alike)}))
    else:
        show(runs, small, steps, alike)


if __name__ == "__main__":
    main()
