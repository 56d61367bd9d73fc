from __future__ import annotations

import json

from builders import annotation, headline, item, topics

from pipeline import canonical
from pipeline.model import Consensus
from pipeline.studio.scoring import score

TITLES = {"하나": "경제", "둘": "정치"}


def consensus(of, value, status):
    stored = None if value is None else canonical.dump(value)
    return Consensus(of.item_id, of.task, stored, "majority", 1.0, 1.0, status)


def test_annotators_are_scored_on_what_is_released(tmp_path):
    lines = [json.dumps({"title": title, "topics": [topic]}) for title, topic in TITLES.items()]
    (tmp_path / "tc.jsonl").write_text("\n".join(lines))
    kept, dropped = (item(headline(title)) for title in TITLES)
    answers = [annotation(of, topics("경제"), who) for of in (kept, dropped) for who in ("a@x.kr", "b@x.kr")]
    found = [consensus(kept, topics("경제"), "accepted"), consensus(dropped, None, "discarded")]
    (scored,) = score(tmp_path, [kept, dropped], answers, found, seed=1)
    assert (scored.task, scored.annotators, scored.released) == ("tc", 1, 1)
