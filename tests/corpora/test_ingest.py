import json
import zipfile

import pytest

from pipeline.config import Config
from pipeline.context import Context, Processes
from pipeline.corpora import ingest as stage
from pipeline.corpora.ingest import ingest
from pipeline.corpora.sources import SourceRow
from pipeline.errors import BadInputError, RefusedLicenceError, UsageError
from pipeline.model import Document, Incident
from pipeline.resources import shipped

CATALOGUE = """
sources:
  - id: talk
    title: 이야기
    genre: speech
    format: plain
    files: ["talk/*.txt"]
    options: {unit: line}
    licence: CC0-1.0
  - id: notes
    title: 쪽지
    genre: web
    format: jsonlines
    files: [notes.jsonl]
    options: {id: id, text: text}
    licence: CC-BY-SA-3.0
    attribution: 쪽지 모음
  - id: closed
    title: 닫힌 글
    genre: web
    format: plain
    files: ["talk/*.txt"]
    licence: CC-BY-NC-4.0
  - id: found
    title: 주운 글
    genre: web
    format: plain
    files: ["talk/*.txt"]
"""


@pytest.fixture
def corpora(tmp_path):
    folder = tmp_path / "corpora"
    (folder / "talk").mkdir(parents=True)
    (folder / "talk" / "1.txt").write_text("안녕하세요.\n반갑습니다.\n")
    (folder / "talk" / "2.txt").write_text("안녕하세요.\n\n또 뵙겠습니다.\n")
    notes = [{"id": 1, "text": "하나"}, {"id": 2, "text": " "}, {"id": 1, "text": "다시"}, {"text": "없음"}]
    (folder / "notes.jsonl").write_text("\n".join(json.dumps(note) for note in notes))
    (folder / "sources.yaml").write_text(CATALOGUE)
    return folder


def make_context(folder, workers=1, **prepare):
    config = Config.model_validate({"workspace": folder, "prepare": prepare})
    return Context(config, map=Processes(workers))


@pytest.fixture
def context(tmp_path):
    return make_context(tmp_path / "workspace")


def test_everything_is_a_document_or_an_incident(context, corpora):
    report = ingest(context, corpora / "sources.yaml")
    assert report.changed
    rows = {row.source_id: row for row in context.read("sources", SourceRow)}
    assert list(rows) == ["closed", "found", "notes", "talk"]
    assert [(r.verdict, r.files, r.documents, r.rejected) for r in rows.values()] == [
        ("refuse", 0, 0, 0),
        ("quarantine", 0, 0, 0),
        ("accept-with-warning", 1, 1, 3),
        ("accept-with-warning", 2, 3, 1),
    ]
    documents = context.read("documents", Document)
    assert [(d.source, d.native_id, d.text) for d in documents] == [
        ("notes", "1", "하나"),
        ("talk", None, "안녕하세요."),
        ("talk", None, "반갑습니다."),
        ("talk", None, "또 뵙겠습니다."),
    ]
    assert {(d.licence, d.attribution) for d in documents} == {
        ("CC-BY-SA-3.0", "쪽지 모음"),
        ("CC0-1.0", "이야기"),
    }
    incidents = context.read("ingest_incidents", Incident)
    assert [(i.check, i.file, i.row) for i in incidents] == [
        ("source.refused", None, None),
        ("source.quarantined", None, None),
        ("source.warned", None, None),
        ("text.empty", "notes.jsonl", 2),
        ("record.field", "notes.jsonl", 4),
        ("document.duplicate_id", "notes.jsonl", 3),
        ("source.warned", None, None),
        ("document.duplicate_text", "talk/2.txt", 1),
    ]
    assert all(i.explanation for i in incidents)
    assert (report.documents, report.rejected) == (4, 4)
    assert report.incidents["document.duplicate_id"] == 1


def test_a_second_run_has_nothing_to_do(context, corpora):
    ingest(context, corpora / "sources.yaml")
    manifest = context.workspace.manifest("ingest")
    report = ingest(context, corpora / "sources.yaml")
    assert not report.changed
    assert report.documents == 4
    assert ingest(context, corpora / "sources.yaml", force=True).changed
    assert context.workspace.manifest("ingest") == manifest


def test_what_the_result_depends_on_makes_it_run_again(context, corpora):
    ingest(context, corpora / "sources.yaml")
    (corpora / "talk" / "2.txt").write_text("새 문장이다.\n")
    assert ingest(context, corpora / "sources.yaml").changed
    (corpora / "sources.yaml").write_text(CATALOGUE.replace("쪽지 모음", "쪽지 모임"))
    assert ingest(context, corpora / "sources.yaml").changed
    (corpora / "sources.yaml").write_text("# a remark" + CATALOGUE.replace("쪽지 모음", "쪽지 모임"))
    assert not ingest(context, corpora / "sources.yaml").changed
    (corpora / "talk" / "3.txt").write_text("또 새 문장이다.\n")
    assert ingest(context, corpora / "sources.yaml").changed


def test_a_workspace_may_move_and_corpora_too(tmp_path, context, corpora):
    ingest(context, corpora / "sources.yaml")
    moved = corpora.rename(tmp_path / "moved")
    assert not ingest(context, moved / "sources.yaml").changed
    assert not ingest(context, moved / "sources.yaml", root=moved).changed


def test_shards_hold_one_source_and_no_more_than_their_size(tmp_path, corpora):
    context = make_context(tmp_path / "workspace", shard_documents=2)
    ingest(context, corpora / "sources.yaml")
    names = [path.name for path in context.workspace.shards("documents")]
    assert names == ["00000.parquet", "00001.parquet", "00002.parquet"]
    assert [d.text for d in context.read("documents", Document)][1:] == [
        "안녕하세요.",
        "반갑습니다.",
        "또 뵙겠습니다.",
    ]


def test_the_result_does_not_depend_on_workers(tmp_path, corpora):
    contents = []
    for workers in (1, 2):
        context = make_context(tmp_path / f"workspace{workers}", workers)
        ingest(context, corpora / "sources.yaml")
        contents.append(context.workspace.manifest("ingest"))
    assert contents[0] == contents[1]


def test_what_stands_before_the_damage_of_a_file_is_kept_and_the_damage_said(context, corpora):
    sound = "유니코드 문장이다.\n".encode() * 40_000
    (corpora / "talk" / "1.txt").write_bytes(sound + "완성형이다.\n".encode("cp949") * 9)
    (corpora / "notes.jsonl").write_text('[{"id": 1, "text": "하나"}, {"id": 2, ')
    report = ingest(context, corpora / "sources.yaml")
    assert [d.text for d in context.read("documents", Document)][:2] == ["하나", "유니코드 문장이다."]
    damages = [i for i in context.read("ingest_incidents", Incident) if i.check.startswith("file.")]
    assert [(i.check, i.level, i.file, i.row, i.offset) for i in damages] == [
        ("file.syntax", "error", "notes.jsonl", 1, None),
        ("file.encoding", "error", "talk/1.txt", None, len(sound)),
    ]
    assert "mostly utf-8; cp949 at bytes 1080000–1080108" in damages[1].message
    assert report.rejected > 30_000


def test_a_description_that_does_not_fit_its_files_ends_the_run(context, corpora):
    described = CATALOGUE.replace("format: jsonlines", "format: delimited")
    (corpora / "sources.yaml").write_text(described)
    with pytest.raises(BadInputError, match=r"notes\.jsonl:1: there is no column 'id'"):
        ingest(context, corpora / "sources.yaml")
    assert context.workspace.manifest("ingest") is None


def test_archives_are_sources_files_too(context, corpora):
    with zipfile.ZipFile(corpora / "talk" / "more.zip", "w") as archive:
        archive.writestr("b.txt", "꾸러미에서 나왔다.\n")
        archive.writestr("a.txt", "안녕하세요.\n")
        archive.writestr("../c.txt", "밖으로 나간다.\n")
        archive.writestr("readme.md", "# 읽기\n")
    described = CATALOGUE.replace('["talk/*.txt"]', '["talk/*.txt", "talk/*.zip!*.txt"]', 1)
    (corpora / "sources.yaml").write_text(described)
    ingest(context, corpora / "sources.yaml")
    rows = {row.source_id: row for row in context.read("sources", SourceRow)}
    assert (rows["talk"].files, rows["talk"].documents, rows["talk"].rejected) == (4, 4, 2)
    said = [(i.check, i.file) for i in context.read("ingest_incidents", Incident)]
    assert ("document.duplicate_text", "talk/more.zip!a.txt") in said
    assert ("archive.path", "talk/more.zip") in said
    assert not (corpora / "c.txt").exists()
    assert set(context.workspace.manifest("ingest").tables) == {"sources", "documents", "ingest_incidents"}


def test_a_file_that_must_not_be_read_is_named(context, corpora, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(stage, "sha256", refuse)
    with pytest.raises(BadInputError, match=r"notes\.jsonl: cannot be read \(Permission denied\)"):
        ingest(context, corpora / "sources.yaml")


def test_a_crash_leaves_the_last_publication_and_no_staging(context, corpora, monkeypatch):
    ingest(context, corpora / "sources.yaml")
    before = context.read("documents", Document)
    (corpora / "talk" / "1.txt").write_text("바뀐 문장이다.\n")

    def crash(*_):
        raise RuntimeError("the power fails")

    with monkeypatch.context() as broken:
        broken.setattr(stage, "merge", crash)
        with pytest.raises(RuntimeError):
            ingest(context, corpora / "sources.yaml")
    assert context.read("documents", Document) == before
    home = context.workspace.root / "ingest"
    assert [path.name for path in home.iterdir() if path.name.startswith(".") or path.name == "lock"] == []
    assert len([path for path in home.iterdir() if path.is_dir()]) == 1
    assert ingest(context, corpora / "sources.yaml").changed
    assert "바뀐 문장이다." in [d.text for d in context.read("documents", Document)]


def test_nothing_but_the_tables_is_published(context, corpora):
    ingest(context, corpora / "sources.yaml")
    manifest = context.workspace.manifest("ingest")
    assert set(manifest.tables) == {"sources", "documents", "ingest_incidents"}


def test_a_catalogue_of_closed_sources_is_refused(context, corpora):
    closed = CATALOGUE.replace("CC0-1.0", "CC-BY-ND-4.0").replace("CC-BY-SA-3.0", "GPL-3.0-only")
    (corpora / "sources.yaml").write_text(closed)
    with pytest.raises(RefusedLicenceError, match="none of the sources may be read") as raised:
        ingest(context, corpora / "sources.yaml")
    assert "talk: CC-BY-ND-4.0 forbids derivatives" in raised.value.what


def test_the_release_decides_what_may_be_read(tmp_path, corpora):
    config = Config.model_validate({"workspace": tmp_path / "w", "release": {"licence": "CC-BY-4.0"}})
    ingest(context := Context(config), corpora / "sources.yaml")
    verdicts = {row.source_id: row.verdict for row in context.read("sources", SourceRow)}
    warned = "accept-with-warning"
    assert verdicts == {"closed": "refuse", "found": "quarantine", "notes": "refuse", "talk": warned}
    config = Config.model_validate({"workspace": tmp_path / "w", "release": {"licence": "CC-BY-NC-4.0"}})
    with pytest.raises(UsageError, match="a release cannot be under"):
        ingest(Context(config), corpora / "sources.yaml")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    context = make_context(tmp_path_factory.mktemp("workspace"))
    ingest(context, shipped("sample_corpora") / "sources.yaml")
    return context


def test_the_sample_corpora_are_ingested(sample):
    rows = {row.source_id.removeprefix("sample-"): row for row in sample.read("sources", SourceRow)}
    assert {name: row.verdict for name, row in rows.items()} == {
        "essays": "refuse",
        "forum": "quarantine",
        "news": "accept",
        "reviews": "accept",
        "speech": "accept",
        "treebank": "accept",
        "wiki": "accept",
    }
    assert (rows["wiki"].documents, rows["wiki"].rejected) == (50, 8)
    assert (rows["news"].documents, rows["reviews"].documents) == (96, 112)
    assert (rows["speech"].documents, rows["treebank"].documents) == (104, 18)


def test_the_sample_references_are_found_in_the_texts(sample):
    texts = {d.title: d.text for d in sample.read("documents", Document) if d.source == "sample-wiki"}
    lines = (shipped("sample_corpora") / "reference" / "ner.wiki.jsonl").read_text().splitlines()
    references = [json.loads(line) for line in lines]
    assert [r for r in references if r["sentence"] not in texts[r["title"]]] == []


def test_links_of_the_sample_wiki_are_where_they_say(sample):
    links = 0
    for document in sample.read("documents", Document):
        for link in document.links:
            assert document.text[link.start : link.end].strip() == document.text[link.start : link.end] != ""
            links += 1
    assert links > 200


REAL = {
    "konlpy-law": ("accept-with-warning", 11, 11, 0),
    "korsts": ("accept-with-warning", 3, 2 * (5_749 + 1_500 + 1_379), 0),
    "kowiki": ("accept-with-warning", 1, 42, None),
    "kowiki-minidump": ("accept-with-warning", 1, 1, 0),
    "nsmc": ("accept", 400, 18_482, 0),
    "parakqc": ("accept", 1, 10_000, 13),
    "ud-ko-gsd": ("accept-with-warning", 2, 1_939, 0),
    "ud-ko-pud": ("accept", 1, 1_000, 0),
    "ynat-headlines": ("accept", 1, 5_000, 0),
}
"""Verdict, files, records in the files, and those of them that are no documents (None: some)."""


def test_real_treebanks_do_not_depend_on_workers(real_data, tmp_path):
    manifests = []
    for workers in (1, 2):
        context = make_context(tmp_path / f"workspace{workers}", workers, shard_documents=500)
        ingest(context, shipped("data_contracts") / "sources" / "ud-korean.yaml", real_data)
        manifests.append(context.workspace.manifest("ingest"))
    assert manifests[0] == manifests[1]


def test_every_real_source_is_ingested_in_full(real_data, tmp_path):
    context = make_context(tmp_path / "workspace", workers=2)
    ingest(context, shipped("data_contracts") / "sources", real_data)
    rows = {row.source_id: row for row in context.read("sources", SourceRow)}
    assert {n: (r.verdict, r.files, r.documents + r.rejected) for n, r in rows.items()} == {
        name: stated[:3] for name, stated in REAL.items()
    }
    for name, (*_, rejected) in REAL.items():
        assert rejected is None or rows[name].rejected == rejected, name
    documents = context.read("documents", Document)
    law = {d.native_id.rsplit("/", 1)[1]: d.text for d in documents if d.source == "konlpy-law"}
    assert law["constitution.txt"].startswith("대한민국헌법\n\n유구한 역사와 전통에")
    pair = [d for d in documents if d.native_group == "main-captions/MSRvid/2012test/0000"]
    assert [d.text for d in pair] == [
        "안전모를 가진 한 남자가 춤을 추고 있다.",
        "안전모를 쓴 한 남자가 춤을 추고 있다.",
    ]
    groups = [d.native_group for d in documents if d.source == "parakqc"]
    assert len(set(groups)) == 1_000
    assert {d.published_at[:2] for d in documents if d.source == "nsmc"} == {"20"}
