"""Archives, honest ones and others."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import zipfile

import pytest
import zstandard

from pipeline.corpora.readers import archives
from pipeline.corpora.readers.archives import is_archive, unpack
from pipeline.corpora.readers.base import InputFile
from pipeline.errors import BadInputError

FILES = {"b/둘.txt": "둘", "a.csv": "id,text\n1,하나\n", "빈.txt": ""}


def make_zip(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def make_tar(files, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


MAKE = {
    "x.zip": make_zip,
    "x.tar": make_tar,
    "x.tar.gz": lambda files: make_tar(files, "w:gz"),
    "x.tgz": lambda files: make_tar(files, "w:gz"),
    "x.tar.bz2": lambda files: make_tar(files, "w:bz2"),
    "x.tar.xz": lambda files: make_tar(files, "w:xz"),
    "x.tar.zst": lambda files: zstandard.ZstdCompressor().compress(make_tar(files)),
}


@pytest.fixture
def open_archive(tmp_path):
    def open_archive(data, name="x.zip", members=None):
        path = tmp_path / name
        path.write_bytes(data)
        folder = tmp_path / "unpacked"
        folder.mkdir()
        before = set(tmp_path.rglob("*"))
        unpacked = unpack(InputFile(path, f"corpus/{name}", members), folder)
        assert {new.parent for new in set(tmp_path.rglob("*")) - before} <= {folder}
        assert len(list(folder.iterdir())) == len(unpacked.files)
        contents = {file.name: file.path.read_bytes() for file in unpacked.files}
        return contents, [(said.check, said.file) for said in unpacked.incidents]

    return open_archive


@pytest.mark.parametrize("name", MAKE)
def test_members_are_files_in_the_order_of_their_names(open_archive, name):
    contents, incidents = open_archive(MAKE[name](FILES), name)
    assert list(contents) == [f"corpus/{name}!{member}" for member in ("a.csv", "b/둘.txt", "빈.txt")]
    assert contents[f"corpus/{name}!b/둘.txt"].decode() == "둘"
    assert incidents == []
    assert is_archive(name)


@pytest.mark.parametrize(
    ("pattern", "members"), [("*.csv", ["a.csv"]), ("b/*", ["b/둘.txt"]), ("*", [*FILES])]
)
def test_a_pattern_chooses_members(open_archive, pattern, members):
    contents, _ = open_archive(make_zip(FILES), members=pattern)
    assert sorted(contents) == sorted(f"corpus/x.zip!{member}" for member in members)


def test_members_keep_the_suffixes_that_readers_go_by(open_archive, tmp_path):
    open_archive(make_zip({"a.xml.bz2": b"x", "v1.0 final": b"x", "../../b.csv": b"x"}))
    assert [path.name for path in sorted((tmp_path / "unpacked").iterdir())] == ["000000.xml.bz2", "000001"]


HOSTILE = ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"]


@pytest.mark.parametrize("make", [make_zip, make_tar])
@pytest.mark.parametrize("member", HOSTILE)
def test_no_member_leaves_the_archive(open_archive, make, member):
    name = "x.zip" if make is make_zip else "x.tar"
    contents, incidents = open_archive(make({member: "밖", "in.txt": "안"}), name)
    assert list(contents) == [f"corpus/{name}!in.txt"]
    assert incidents == [("archive.path", f"corpus/{name}")]


def test_links_devices_and_pipes_stay_out(open_archive):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (
            ("link", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("device", tarfile.CHRTYPE),
            ("pipe", tarfile.FIFOTYPE),
            ("folder", tarfile.DIRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    contents, incidents = open_archive(buffer.getvalue(), "x.tar")
    assert contents == {}
    assert incidents == [
        ("archive.special", f"corpus/x.tar!{name}") for name in ("link", "hard", "device", "pipe")
    ]


def test_a_link_in_a_zip_stays_out(open_archive):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    contents, incidents = open_archive(buffer.getvalue())
    assert (contents, incidents) == ({}, [("archive.special", "corpus/x.zip!link")])


def test_of_two_members_of_one_name_the_first_is_read(open_archive):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for content in (b"one", b"two"):
            info = tarfile.TarInfo("x.txt")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    contents, incidents = open_archive(buffer.getvalue(), "x.tar")
    assert contents == {"corpus/x.tar!x.txt": b"one"}
    assert incidents == [("archive.repeated", "corpus/x.tar!x.txt")]


def test_litter_of_desktops_is_passed_over(open_archive):
    litter = dict.fromkeys(("__MACOSX/._a.txt", ".DS_Store", "b/Thumbs.db", "._c.txt"), "x")
    contents, incidents = open_archive(make_zip({**litter, "a.txt": "글"}))
    assert (list(contents), incidents) == (["corpus/x.zip!a.txt"], [])


@pytest.mark.parametrize("encode", [lambda name: name.encode("cp949"), lambda name: name.encode("utf-8")])
def test_names_from_korean_windows_are_told(open_archive, encode):
    name = "말뭉치.txt"
    raw = encode(name)
    data = make_zip({"@" * len(raw): "글"}).replace(b"@" * len(raw), raw)
    contents, _ = open_archive(data)
    assert list(contents) == [f"corpus/x.zip!{name}"]


@pytest.mark.parametrize("name", MAKE)
def test_archives_in_archives_are_unpacked(open_archive, name):
    outer = make_zip({f"inner/{name}": MAKE[name](FILES), "더.txt": "글"})
    contents, incidents = open_archive(outer)
    members = [f"inner/{name}!{member}" for member in ("a.csv", "b/둘.txt", "빈.txt")]
    assert list(contents) == [f"corpus/x.zip!{member}" for member in (*members, "더.txt")]
    assert incidents == []


def test_archives_are_not_unpacked_for_ever(open_archive):
    data = make_zip({"a.txt": "글"})
    for _ in range(6):
        data = make_zip({"inner.zip": data})
    contents, incidents = open_archive(data)
    assert contents == {}
    assert incidents == [("archive.nested", "corpus/x.zip!inner.zip!inner.zip!inner.zip")]


@pytest.mark.parametrize("name", MAKE)
def test_a_bomb_is_stopped_in_time(open_archive, monkeypatch, tmp_path, name):
    monkeypatch.setattr(archives, "FREE", 1 << 20)
    monkeypatch.setattr("pipeline.corpora.readers.compression.FREE", 1 << 20)
    bomb = MAKE[name]({"a.txt": b"sound", "b.txt": bytes(30_000_000), "c.txt": bytes(30_000_000)})
    if len(bomb) * 200 > 60_000_000:
        monkeypatch.setattr(archives, "MAX_BYTES", 20_000_000)
    contents, incidents = open_archive(bomb, name)
    assert next(iter(contents)) == f"corpus/{name}!a.txt"
    assert {check for check, _ in incidents} == {"file.broken"}
    assert sum(map(len, contents.values())) < 31_000_000


def test_a_nested_bomb_is_measured_by_the_outermost_archive(open_archive, monkeypatch):
    monkeypatch.setattr(archives, "FREE", 1 << 20)
    inner = make_zip({f"{n}.txt": bytes(200_000) for n in range(40)})
    contents, incidents = open_archive(make_zip({f"{n}.zip": inner for n in range(40)}))
    assert ("file.broken", "corpus/x.zip") in incidents
    assert sum(map(len, contents.values())) < 20_000_000


def test_the_number_of_members_is_bounded(open_archive, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    contents, incidents = open_archive(make_tar({f"{n:02d}": "" for n in range(30)}), "x.tar")
    assert (len(contents), incidents) == (10, [("file.broken", "corpus/x.tar")])


@pytest.mark.parametrize("name", sorted(set(MAKE) - {"x.zip"}))
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_of_a_truncated_archive_the_members_before_are_kept(open_archive, name, share):
    files = {f"{n}.txt": os.urandom(100_000) for n in range(8)}
    packed = MAKE[name](files)
    contents, incidents = open_archive(packed[: int(len(packed) * share)], name)
    assert all(files[member.partition("!")[2]] == content for member, content in contents.items())
    assert len(contents) >= 8 * share - (7 if name == "x.tar.bz2" else 3)
    assert {check for check, _ in incidents} == {"file.broken"}


@pytest.mark.parametrize("cut", [512, 1024, 1536 + 100, 2048])
def test_a_tar_that_ends_at_a_seam_is_found_out(open_archive, cut):
    packed = make_tar({"a.txt": "하나", "b.txt": "둘"})
    _, incidents = open_archive(packed[:cut], "x.tar")
    assert [check for check, _ in incidents] == ["file.broken"] * len(incidents)
    assert incidents


@pytest.mark.parametrize("data", [make_zip(FILES)[:-30], b"PK\x03\x04 and then nothing", b"", b"<html>"])
def test_a_truncated_zip_has_no_table_of_contents(open_archive, data):
    assert open_archive(data) == ({}, [("file.broken", "corpus/x.zip")])


def test_a_damaged_member_costs_itself(open_archive):
    data = bytearray(make_zip({"a.txt": os.urandom(500), "b.txt": "둘"}))
    data[200] ^= 0xFF
    contents, incidents = open_archive(bytes(data))
    assert list(contents) == ["corpus/x.zip!b.txt"]
    assert incidents == [("file.broken", "corpus/x.zip!a.txt")]


def test_an_encrypted_member_is_said(open_archive):
    data = bytearray(make_zip({"a.txt": "비밀", "b.txt": "둘"}))
    for marker, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(marker) + offset] |= 1
    contents, incidents = open_archive(bytes(data))
    assert (list(contents), incidents) == (["corpus/x.zip!b.txt"], [("archive.locked", "corpus/x.zip!a.txt")])


def test_a_missing_archive_is_named(tmp_path):
    with pytest.raises(BadInputError, match=r"x\.zip: cannot be read"):
        unpack(InputFile(tmp_path / "x.zip", "x.zip"), tmp_path)


def test_a_compressed_file_is_no_archive(tmp_path):
    assert not is_archive("a.txt.gz")
    assert not is_archive("tar.gz.txt")
