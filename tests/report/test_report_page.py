from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import builders
import pytest
import workspaces

from pipeline.corpora.sources import SourceRow
from pipeline.errors import BadInputError
from pipeline.model import Document, Incident, Item, Measurement
from pipeline.report.sections import SECTIONS
from pipeline.report.stage import write_report
from pipeline.settings import Release
from pipeline.studio.simulated import mark_simulated
from pipeline.tasks.dp.values import TaggedSentence, Token, Tree
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence
from pipeline.tasks.tod.values import Changes, Conversation, Exchange, Goal

VOID = {"meta", "input", "br", "wbr", "line", "rect", "circle", "path"}
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(1)">\u202e\x1b[31m'


class Page(HTMLParser):
    """Collects what the tests ask of a page, and checks that its elements are closed."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags = Counter()
        self.ids = []
        self.links = []
        self.loads = []
        self.handlers = []
        self.languages = Counter()
        self.open = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags[tag] += 1
        self.languages[given.get("class")] += 1
        self.handlers += [name for name in given if name.startswith("on")]
        self.loads += [
            given[name] for name in ("src", "srcset", "data", "poster", "xlink:href") if name in given
        ]
        if tag == "link":
            self.loads.append(given.get("href"))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(made):
    return write_report(made).read_text(encoding="utf-8")


@pytest.mark.parametrize("stage", workspaces.STAGES)
def test_every_stage_has_a_report(make, stage):
    text = page(make(stage))
    shown = re.findall(r'<section id="(\w+)"', text)
    assert shown[0] == "today"
    assert shown == [section.name for section in SECTIONS if section.name in shown]
    Page(text)


def test_all_sections_are_there_at_the_end(released):
    text = page(released)
    assert re.findall(r'<section id="(\w+)"', text) == [section.name for section in SECTIONS]


def test_nothing_is_loaded_and_nothing_runs_but_our_script(released):
    text = page(released)
    found = Page(text)
    assert found.loads == []
    assert found.handlers == []
    assert found.tags["script"] == found.tags["style"] == 1
    assert "@import" not in text
    assert "url(" not in text
    script = re.search(r"<script>(.*)</script>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text


def test_links_lead_to_sections_or_to_the_web(released):
    found = Page(page(released))
    assert all(link.startswith(("#", "https://", "http://")) for link in found.links)
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)


def test_ids_are_unique(released):
    found = Page(page(released))
    assert len(found.ids) == len(set(found.ids))


def test_both_languages_say_everything(released, half):
    for made in (released, half):
        found = Page(page(made))
        assert found.languages["ko"] == found.languages["en"] > 100


def test_hostile_texts_are_shown_as_text(make):
    made = make("released")
    release = Release(name=HOSTILE, title=HOSTILE, version="0.1.0")
    made = replace(made, config=made.config.model_copy(update={"release": release}))
    items = [replace(item, licence="CC-BY-4.0") for item in made.read("items", Item[str])]
    builders.publish(made, "sample", {"items": items, "group_placements": []})
    measurements = [
        replace(
            m,
            of=HOSTILE if m.scope != "all" else "",
            agreement=replace(m.agreement, undefined_because=HOSTILE, low=None),
        )
        for m in made.read("measurements", Measurement)
    ]
    builders.publish(made, "agreement", {"measurements": measurements, "agreement_incidents": []})
    incident = Incident(HOSTILE, "error", HOSTILE, HOSTILE, 1, HOSTILE, explanation=HOSTILE)
    source = SourceRow(
        HOSTILE, HOSTILE, HOSTILE, HOSTILE, "jsonl", HOSTILE, "accept-with-warning", HOSTILE, "", 1, 1, 0
    )
    documents = made.read("documents", Document)
    builders.publish(
        made,
        "ingest",
        {"sources": [source], "documents": documents, "ingest_incidents": [incident]},
    )
    mark_simulated(made.workspace, [HOSTILE])
    text = page(made)
    found = Page(text)
    assert found.tags["script"] == 1
    assert found.tags["img"] == 0
    assert found.handlers == []
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "&lt;img src=x" in text


def test_hostile_items_are_drawn_as_text(tmp_path):
    long = HOSTILE + " " + "가" * 10_000
    eojeols = HOSTILE.split(" ")
    trees = [
        Tree(
            tuple(
                Token(form, form, HOSTILE, 0 if number == len(eojeols) - 1 else len(eojeols), label)
                for number, form in enumerate(eojeols)
            )
        )
        for label in ("NP", HOSTILE)
    ]
    conversation = Conversation(Goal(()), (Exchange(long, long),))
    drawn = [
        (builders.item(builders.headline(long)), builders.topics(HOSTILE), builders.topics("경제")),
        (
            builders.item(MarkedSentence(long, ()), task="ner"),
            Entities((Entity(0, 9, "PS"), Entity(20, 9_000, "LC"))),
            Entities((Entity(3, 12, "OG"),)),
        ),
        (builders.item(TaggedSentence(HOSTILE, tuple(eojeols)), task="dp"), *trees),
        (
            builders.item(conversation, task="tod"),
            Changes((((HOSTILE, HOSTILE),),)),
            Changes((((HOSTILE, long),),)),
        ),
    ]
    made = workspaces.context(tmp_path)
    annotations = [
        replace(each, annotator=f"{each.annotator}{HOSTILE}", rule=rule)
        for item, *values in drawn
        for each, rule in zip(
            [*builders.answers(item, *values), builders.annotation(item, values[0], "j", round="adjudicate")],
            [None, None, f"{HOSTILE} XX-1"],
            strict=True,
        )
    ]
    builders.publish(made, "sample", {"items": [item for item, *_ in drawn], "group_placements": []})
    builders.publish(made, "pull", {"annotations": annotations, "pull_incidents": []})
    text = page(made)
    found = Page(text)
    assert found.tags["script"] == 1
    assert found.tags["img"] == 0
    assert found.handlers == []
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert len(text) < 150_000
    assert all(f'class="{kind}"' in text for kind in ("tree", "dialogue", "rows-of-marks", "votes"))


def test_simulated_annotators_are_announced(make, half):
    assert "The annotators were simulated." not in page(half)
    made = make("sampled")
    workspaces.simulate(made)
    text = page(made)
    assert "The annotators were simulated." in text
    assert "주석자는 사람이 아니라 프로그램입니다" in text


def test_figures_are_conditional_on_these_annotators(released):
    text = page(released)
    assert "conditional on these annotators" in text
    assert "이 주석자들을 조건으로 합니다" in text


def test_the_same_workspace_gives_the_same_page(released):
    assert page(released) == page(released)


def test_a_report_changes_nothing_but_itself(make, tmp_path):
    made = make("released")
    before = _files(tmp_path)
    path = write_report(made)
    after = _files(tmp_path)
    assert path == tmp_path / "workspace" / "report" / "index.html"
    assert set(after) - set(before) == {path}
    assert {file: after[file] for file in before} == before


def test_the_report_can_be_written_elsewhere(make, tmp_path):
    made = make("ingested")
    path = write_report(made, tmp_path / "out" / "morning.html")
    assert path == tmp_path / "out" / "morning.html"
    assert [file.name for file in path.parent.iterdir()] == ["morning.html"]
    assert not (tmp_path / "workspace" / "report").exists()


def test_a_page_that_cannot_be_built_leaves_the_old_one(make, tmp_path):
    made = make("released")
    path = write_report(made)
    before = path.read_bytes()
    (tmp_path / "workspace/releases/0.1.0/manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadInputError, match="damaged manifest"):
        write_report(made)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["index.html"]


def test_size_does_not_grow_with_the_items(tmp_path, half):
    small = write_report(half).stat().st_size
    large = write_report(workspaces.build(tmp_path, "half", size=600)).stat().st_size
    assert large < 1.2 * small < 200_000


def _files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
