from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from random import Random
from statistics import median

import builders
import pytest
import workspaces

from pipeline import canonical
from pipeline.corpora.sources import SourceRow
from pipeline.errors import BadInputError
from pipeline.model import Annotation, Assignment, Consensus, Document, Item, Measurement, Placement
from pipeline.report.gates import standings
from pipeline.report.masthead import masthead
from pipeline.report.material import Material
from pipeline.report.people import SHOWN
from pipeline.report.sections import (
    agreement,
    annotators,
    disagreement,
    labels,
    progress,
    releases,
    rules,
    sources,
    today,
)
from pipeline.tasks.nli.values import LABELS, Pair, Relation
from pipeline.tasks.registry import TASKS


class TestMasthead:
    def test_counts(self, half):
        head = masthead(Material(half))
        assert head.totals.documents == head.totals.items == 60
        assert head.totals.answers == sum(
            a.value is not None for a in half.read("annotations", Annotation[str])
        )
        assert head.as_of == "2026-01-05 09:59 UTC"
        assert not head.simulated

    def test_simulated_annotators_are_counted(self, make):
        made = make("assigned")
        workspaces.simulate(made, workspaces.PEOPLE[:2])
        head = masthead(Material(made))
        assert (head.simulated, head.programs, head.annotators) == (True, 2, len(workspaces.PEOPLE))


class TestToday:
    def test_waits_for_open_answers(self, half):
        found = today.build(Material(half))
        assigned = [a for a in half.read("assignments", Assignment) if (a.task, a.round) == ("tc", "label")]
        (waiting,) = found.waiting
        assert (waiting.task, waiting.round) == ("tc", "label")
        assert waiting.answers == len(assigned) // 2
        assert waiting.people == len(workspaces.PEOPLE)

    def test_names_the_gates_that_would_fail(self, half):
        found = today.build(Material(half))
        assert "closed" in {standing.kind for standing in found.missed}
        assert found.judged

    def test_counts_incidents_gravest_first_and_leaves_information_out(self, half):
        found = today.build(Material(half))
        assert [part.level for part in found.incidents] == ["error", "error", "error", "warning"]

    def test_shows_broken_rules(self, released):
        (broken,) = today.build(Material(released)).broken
        assert (broken.column, broken.unexpected) == ("seconds", 3)

    def test_is_calm_when_nothing_is_to_be_done(self, make):
        made = make("released")
        sources, documents = made.read("sources", SourceRow), made.read("documents", Document)
        builders.publish(made, "ingest", {"sources": sources, "documents": documents, "ingest_incidents": []})
        builders.publish(made, "validate", {"validation": []})
        measurements = [
            replace(m, agreement=replace(m.agreement, low=0.9, groups=40))
            for m in made.read("measurements", Measurement)
        ]
        builders.publish(made, "agreement", {"measurements": measurements, "agreement_incidents": []})
        assert today.build(Material(made)).calm

    @pytest.mark.parametrize(
        ("stage", "command"),
        [
            ("empty", "klue ingest"),
            ("ingested", "klue prepare"),
            ("prepared", "klue sample"),
            ("sampled", "klue push"),
            ("assigned", None),
            ("labelled", "klue push"),
            ("disputed", None),
            ("released", None),
        ],
    )
    def test_next_command(self, make, stage, command):
        step = today.build(Material(make(stage))).step
        assert (None if step is None else step.command) == command

    def test_answers_without_a_consensus_ask_for_a_build(self, make):
        made = make("settled")
        builders.publish(made, "consensus", {"consensus": [], "disputes": []})
        assert today.build(Material(made)).step.command == "klue build"

    def test_while_people_are_waited_for_there_is_no_command(self, make):
        made = make("half")
        builders.publish(made, "consensus", {"consensus": [], "disputes": []})
        assert today.build(Material(made)).step is None

    def test_open_gates_ask_for_a_release(self, make):
        made = make("settled")
        measurements = [
            replace(m, agreement=replace(m.agreement, low=0.9, groups=40))
            for m in made.read("measurements", Measurement)
        ]
        builders.publish(made, "agreement", {"measurements": measurements, "agreement_incidents": []})
        assert today.build(Material(made)).step.command == "klue release"


class TestGates:
    def test_a_leak_is_found_through_clusters(self, make):
        made = make("settled")
        assert _outcomes(made)["tc/no_leak"] == "passed"
        placements = [replace(p, cluster="0" * 32) for p in made.read("placements", Placement)]
        rows = {"sentences": [], "placements": placements, "prepare_incidents": []}
        builders.publish(made, "prepare", rows)
        assert _outcomes(made)["tc/no_leak"] == "failed"

    def test_waivers_open_gates(self, released):
        missed = [s for s in standings(Material(released)) if not s.decision.open]
        assert missed
        name = missed[0].decision.result.name
        waived = workspaces.waived(released, name, "the first version is a trial")
        opened = {s.decision.result.name: s.decision for s in standings(Material(waived))}[name]
        assert opened.open
        assert opened.waived == "the first version is a trial"

    def test_every_gate_is_explained_in_both_languages(self, half):
        for standing in standings(Material(half)):
            assert standing.explanation.ko
            assert standing.explanation.en == standing.decision.result.message
            assert standing.explanation.ko != standing.explanation.en

    def test_tasks_without_a_consensus_are_not_judged(self, make):
        assert standings(Material(make("assigned"))) == []

    def test_looking_does_not_make_a_pseudonym_key(self, released):
        standings(Material(released))
        assert not (released.workspace.root / "private").exists()


class TestProgress:
    def test_rounds_add_up(self, released):
        found = progress.build(Material(released))
        for round_ in found.rounds:
            part = round_.progress
            assert part.answered + part.skipped + part.open == part.assigned
            assert sum(p.count for p in round_.parts) == part.assigned

    def test_funnels_add_up(self, half, released):
        for made in (half, released):
            for funnel in progress.build(Material(made)).funnels:
                ended = funnel.accepted + funnel.settled + funnel.disputed + funnel.discarded
                assert ended == funnel.labelled <= funnel.items
                assert sum(part.count for part in funnel.parts) == funnel.items
                assert funnel.kept == funnel.labelled - funnel.disputed - funnel.discarded
                assert sum(discard.count for discard in funnel.discards) == funnel.discarded

    def test_written_items_stand_apart(self, released):
        funnels = {funnel.task: funnel for funnel in progress.build(Material(released)).funnels}
        assert (funnels["nli"].written, funnels["nli"].items, funnels["tc"].written) == (20, 60, 0)


class TestAgreement:
    def test_the_headline_is_the_gate_s_measure(self, released):
        for row in agreement.build(Material(released)).tasks:
            assert row.headline.agreement.measure == row.gate.measure
            assert row.headline.whisker.floor < row.headline.whisker.green

    def test_every_figure_has_an_interval_or_a_reason(self, released):
        for row in agreement.build(Material(released)).tasks:
            for figure in (row.headline, *row.measures, *row.sources):
                assert figure.agreement.low is not None or figure.agreement.undefined_because

    def test_the_range_without_each_annotator(self, released):
        material = Material(released)
        for row in agreement.build(material).tasks:
            values = {
                m.of: m.agreement.value
                for m in material.measurements
                if (m.task, m.scope, m.agreement.measure) == (row.task, "without", row.gate.measure)
            }
            assert values[row.rest.lowest] == row.rest.low == min(values.values())
            assert values[row.rest.highest] == row.rest.high == max(values.values())

    def test_a_measure_that_was_not_taken_is_undecided(self, make):
        made = make("sampled")
        other = builders.measurement(builders.agreement(measure="something_else"))
        builders.publish(made, "agreement", {"measurements": [other], "agreement_incidents": []})
        (row,) = agreement.build(Material(made)).tasks
        assert row.headline.agreement.value is None
        assert row.verdict.colour == "undecided"

    def test_a_task_without_a_contract_has_no_floor(self, tmp_path, released):
        (tmp_path / "contracts").mkdir()
        config = released.config.model_copy(update={"contracts": tmp_path / "contracts"})
        material = Material(replace(released, config=config))
        assert {row.verdict.colour for row in agreement.build(material).tasks} == {"ungated"}
        assert standings(material) == []

    def test_a_damaged_contract_is_named(self, tmp_path, released):
        folder = tmp_path / "contracts"
        folder.mkdir()
        text = (released.contracts / "tc.odcs.yaml").read_text(encoding="utf-8")
        (folder / "tc.odcs.yaml").write_text(text.replace("floor: 0.667", "floor: high"), encoding="utf-8")
        config = released.config.model_copy(update={"contracts": folder})
        with pytest.raises(BadInputError, match=r"tc\.odcs\.yaml:\d+"):
            agreement.build(Material(replace(released, config=config)))


class TestLabels:
    def test_distribution_is_that_of_the_consensus(self, released):
        found = {row.task: row for row in labels.build(Material(released))}
        final = [c for c in released.read("consensus", Consensus[str]) if c.status in ("accepted", "settled")]
        relations = Counter(json.loads(c.value)["label"] for c in final if c.task == "nli")
        topics = Counter(
            json.loads(c.value)["topics"][0] for c in final if c.task == "tc" if json.loads(c.value)["topics"]
        )
        assert {bar.label: bar.count for bar in found["nli"].labels} == relations
        shown = {bar.label: bar.count for bar in found["tc"].labels if bar.label != "해당없음"}
        assert shown == topics

    def test_a_headline_that_is_no_nominal_alpha_has_no_categories(self, released):
        items = {item.item_id: item for item in released.read("items", Item[str])}
        own = [c for c in released.read("consensus", Consensus[str]) if c.task == "tc"]
        assert labels.categories(TASKS["tc"], own, items, "span_f1_exact") == Counter()

    def test_support_counts_every_item_with_votes(self, released):
        for row in labels.build(Material(released)):
            assert sum(column.count for column in row.support) == row.votes
            assert row.unanimous <= row.support[-1].count


class TestAnnotators:
    def test_counts_and_medians(self, released):
        answers = [
            a
            for a in released.read("annotations", Annotation[str])
            if (a.task, a.round, a.annotator) == ("tc", "label", workspaces.PEOPLE[0])
        ]
        found = annotators.build(Material(released))
        (round_,) = [r for r in found.rounds if (r.task, r.round) == ("tc", "label")]
        (line,) = [line for line in round_.lines if line.annotator == workspaces.PEOPLE[0]]
        given = [a for a in answers if a.value is not None]
        assert (line.answered, line.skipped, line.open) == (len(given), len(answers) - len(given), 0)
        assert line.seconds == median(a.seconds for a in given)

    def test_those_who_agree_least_come_first(self, released):
        for round_ in annotators.build(Material(released)).rounds:
            values = [line.rest.value for line in round_.lines if line.rest is not None]
            assert values == sorted(values)
            assert bool(values) == (round_.round == "label")

    def test_the_label_round_has_verdicts(self, released):
        for round_ in annotators.build(Material(released)).rounds:
            assert all((line.verdict is not None) == (round_.round == "label") for line in round_.lines)

    def test_everybody_is_described_once_those_who_need_it_first(self, released):
        found = annotators.build(Material(released))
        assert sorted(person.annotator for person in found.people) == sorted(workspaces.PEOPLE)
        gravity = [SHOWN.index(person.verdict) for person in found.people]
        assert gravity == sorted(gravity, reverse=True)
        assert sum(count for _, count in found.verdicts) == len(workspaces.PEOPLE)
        assert [person.number for person in found.people] == list(range(1, len(found.people) + 1))

    def test_a_long_list_of_people_is_cut(self, released, monkeypatch):
        monkeypatch.setattr(annotators, "MOST_DESCRIBED", 2)
        found = annotators.build(Material(released))
        assert (len(found.people), found.more) == (2, len(workspaces.PEOPLE) - 2)
        assert {line.number for round_ in found.rounds for line in round_.lines} == {1, 2, None}

    def test_somebody_who_answers_at_random_is_to_be_paused(self, make):
        made = make("released")
        who, random = workspaces.PEOPLE[0], Random(1)
        given = [
            replace(a, value=canonical.dump(Relation(random.choice(LABELS))))
            if (a.task, a.round, a.annotator) == ("nli", "label", who) and a.value is not None
            else a
            for a in made.read("annotations", Annotation[str])
        ]
        more = [
            builders.annotation(item, Relation(random.choice(LABELS) if name == who else truth), name)
            for item in _more_pairs(60)
            for truth in [random.choice(LABELS)]
            for name in workspaces.PEOPLE[:4]
        ]
        items = [*made.read("items", Item[str]), *_more_pairs(60)]
        builders.publish(made, "sample", {"items": items, "group_placements": []})
        builders.publish(made, "pull", {"annotations": [*given, *more], "pull_incidents": []})
        material = Material(made)
        concerns = {(c.task, c.annotator): c for c in today.build(material).concerns}
        assert concerns["nli", who].verdict == "pause"
        assert annotators.build(material).people[0].annotator == who


class TestDisagreement:
    def test_items_are_shown_as_they_were_seen_the_most_divided_first(self, released):
        for row in disagreement.build(Material(released)):
            agreement_ = [item.agreement for item in row.items]
            assert agreement_ == sorted(agreement_)
            assert all(value < 1 for value in agreement_)
            assert len(row.items) <= row.divided <= row.compared
            for item in row.items:
                assert item.picture.kind == "choices"
                assert item.picture.readings
                assert len(item.picture.votes) > 1

    def test_categories_are_compared_by_alpha(self, released):
        for row in disagreement.build(Material(released)):
            assert row.by_alpha
            for number, line in enumerate(row.matrix.rows):
                assert line[number].text == ""

    def test_nothing_before_two_people_answered_one_item(self, make):
        assert disagreement.build(Material(make("assigned"))) is None

    def test_items_without_disagreement_are_not_listed(self, make):
        made = make("half")
        annotations = [
            replace(a, value=canonical.dump(builders.topics("경제")))
            for a in made.read("annotations", Annotation[str])
            if (a.task, a.round) == ("tc", "label") and a.value is not None
        ]
        builders.publish(made, "pull", {"annotations": annotations, "pull_incidents": []})
        (row,) = disagreement.build(Material(made))
        assert (row.divided, row.items) == (0, ())


class TestSources:
    def test_sources_that_were_not_read_stand_apart(self, released):
        found = sources.build(Material(released))
        assert [source.verdict for source in found.unread] == ["refuse", "quarantine"]
        assert len(found.read) == 2

    def test_state_of_the_texts(self, released):
        texts = sources.build(Material(released)).texts
        assert (texts.documents, texts.sentences, texts.duplicates) == (60, 60, 1)
        assert (texts.clusters, texts.near_duplicates) == (30, 60)
        assert [(bar.flag, bar.count) for bar in texts.flags] == [("personal_data.phone", 7)]

    def test_a_licence_that_may_not_go_out(self, make, tmp_path):
        made = make("sampled")
        items = [replace(item, licence="CC-BY-NC-4.0") for item in made.read("items", Item[str])]
        builders.publish(made, "sample", {"items": items, "group_placements": []})
        (line,) = sources.build(Material(made)).licences
        assert not line.decision.allowed
        assert line.items == 60


class TestRules:
    def test_counts(self, released):
        found = rules.build(Material(released))
        assert (found.passed, found.total) == (2, 3)
        assert [(table.table, table.passed, table.rules) for table in found.tables] == [
            ("items", 1, 1),
            ("annotations", 1, 2),
        ]


class TestReleases:
    def test_the_configured_version_is_shown(self, released):
        found = releases.build(Material(released))
        assert found.shown.version == "0.1.0"
        assert found.shown.size == 20480

    def test_versions_sort_as_numbers_and_the_newest_stands_in(self, make, tmp_path):
        made = make("released")
        text = (tmp_path / "workspace/releases/0.1.0/manifest.json").read_text(encoding="utf-8")
        for version in ("0.9.0", "0.10.0"):
            folder = tmp_path / "workspace" / "releases" / version
            folder.mkdir()
            (folder / "manifest.json").write_text(text.replace("0.1.0", version), encoding="utf-8")
        release = made.config.release.model_copy(update={"version": "1.0.0"})
        found = releases.build(
            Material(replace(made, config=made.config.model_copy(update={"release": release})))
        )
        assert found.versions == ("0.10.0", "0.9.0", "0.1.0")
        assert found.shown.version == "0.10.0"

    def test_a_damaged_manifest_is_named(self, make, tmp_path):
        made = make("released")
        (tmp_path / "workspace/releases/0.1.0/manifest.json").write_text('{"name": 1}', encoding="utf-8")
        with pytest.raises(BadInputError, match=r"manifest\.json: a damaged manifest"):
            releases.build(Material(made))


def _more_pairs(count):
    return [
        builders.item(Pair(f"다른 전제 {number}.", "가설."), task="nli", parent="p", author="w@x.kr")
        for number in range(count)
    ]


def _outcomes(made):
    return {s.decision.result.name: s.decision.result.outcome for s in standings(Material(made))}
