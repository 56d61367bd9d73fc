import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading import read

from pipeline.corpora.catalogue import load_catalogue
from pipeline.corpora.readers.base import DamagedFileError
from pipeline.corpora.readers.huggingface import Options, files, is_dataset
from pipeline.errors import BadInputError

TEXT = Options(text="text")


def table(*texts):
    return pa.table({"text": list(texts)})


def save(folder, *shards):
    """Save as `datasets` does: shards in Arrow's streaming format, and what describes them."""
    folder.mkdir(parents=True)
    names = [f"data-{n:05d}-of-{len(shards):05d}.arrow" for n in range(len(shards))]
    for name, shard in zip(names, shards, strict=True):
        with pa.ipc.new_stream(folder / name, shard.schema) as writer:
            writer.write_table(shard)
    (folder / "state.json").write_text(json.dumps({"_data_files": [{"filename": name} for name in names]}))
    (folder / "dataset_info.json").write_text(json.dumps({"features": {"text": {"dtype": "string"}}}))


def texts(folder, options=TEXT):
    found = []
    for path in files(folder, options):
        documents, incidents = read(path, "huggingface", **options.model_dump(exclude_none=True))
        assert incidents == []
        found += [document.text for document in documents]
    return found


def test_a_data_set_saved_to_disk(tmp_path):
    save(tmp_path / "ds", table("하나", "둘"), table("셋"))
    (tmp_path / "ds" / "cache-1.arrow").write_bytes(b"another computation's")
    assert texts(tmp_path / "ds") == ["하나", "둘", "셋"]
    assert is_dataset(tmp_path / "ds")


def test_splits_saved_to_disk(tmp_path):
    save(tmp_path / "train", table("하나"))
    save(tmp_path / "test", table("둘"))
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["train", "test"]}')
    assert texts(tmp_path) == ["하나", "둘"]
    assert texts(tmp_path, Options(text="text", split="test")) == ["둘"]
    with pytest.raises(BadInputError, match="no files of records of the split 'dev'"):
        files(tmp_path, Options(text="text", split="dev"))


def test_the_random_access_format_is_read_too(tmp_path):
    path = tmp_path / "t.arrow"
    with pa.ipc.new_file(path, table("하나").schema) as writer:
        writer.write_table(table("하나"))
        writer.write_table(table("둘"))
    documents, _ = read(path, "huggingface", text="text")
    assert [document.text for document in documents] == ["하나", "둘"]


README = """---
license: cc-by-4.0
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*
  - split: test
    path: [data/test.jsonl]
- config_name: more
  data_files: "more/**"
---
# 말뭉치
"""


@pytest.fixture
def repository(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "more" / "deep").mkdir(parents=True)
    pq.write_table(table("하나"), tmp_path / "data" / "train-00000-of-00001.parquet")
    (tmp_path / "data" / "test.jsonl").write_text('{"text": "둘"}\n')
    (tmp_path / "more" / "deep" / "x.csv").write_text("text\n셋\n")
    (tmp_path / "more" / "y.tsv").write_text("text\tn\n넷\t1\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.jsonl").write_text("{}")
    (tmp_path / "README.md").write_text(README)
    return tmp_path


def test_a_repository_says_where_its_files_are(repository):
    assert texts(repository) == ["둘", "하나"]
    assert texts(repository, Options(text="text", split="train")) == ["하나"]
    assert texts(repository, Options(text="text", config="more")) == ["셋", "넷"]
    with pytest.raises(BadInputError, match="has the configurations default, more"):
        files(repository, Options(text="text", config="less"))
    assert is_dataset(repository)


def test_a_repository_that_says_nothing_has_its_files_by_kind(repository):
    (repository / "README.md").write_text("# 말뭉치\n")
    assert texts(repository) == ["하나"]
    (repository / "data" / "train-00000-of-00001.parquet").unlink()
    assert texts(repository) == ["둘"]
    assert not is_dataset(repository)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("README.md", "---\n{[\n---\n"),
        ("state.json", '{"_data_files": [{"filename": "../../etc/passwd"}]}'),
        ("state.json", '{"_data_files": [{"filename": "gone.arrow"}]}'),
        ("state.json", "not JSON"),
        ("dataset_dict.json", '{"splits": ["train"]}'),
        ("LICENSE", "CC0"),
    ],
)
def test_descriptions_that_do_not_hold_are_said(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    with pytest.raises(BadInputError, match=tmp_path.name):
        files(tmp_path, TEXT)


@pytest.mark.parametrize("content", [b"", b"ARROW1", b"not Arrow at all, but long enough to look"])
def test_a_damaged_shard_is_said(tmp_path, content):
    (tmp_path / "x.arrow").write_bytes(content)
    with pytest.raises(DamagedFileError):
        read(tmp_path / "x.arrow", "huggingface", text="text")
    (tmp_path / "x.bin").write_bytes(content)
    with pytest.raises(DamagedFileError, match="is no Parquet, Arrow, JSON or CSV file"):
        read(tmp_path / "x.bin", "huggingface", text="text")


def test_the_catalogue_names_the_folder(tmp_path):
    save(tmp_path / "ds", table("하나"), table("둘"))
    (tmp_path / "sources.yaml").write_text(
        "sources: [{id: a, title: 가, genre: web, format: huggingface, files: [ds], licence: CC0-1.0, "
        "options: {text: text}}]"
    )
    (source,) = load_catalogue(tmp_path / "sources.yaml")
    assert [file.name for file in source.files] == [f"ds/data-0000{n}-of-00002.arrow" for n in (0, 1)]
