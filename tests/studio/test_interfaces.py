from __future__ import annotations

import hashlib

import pytest
from lxml import etree

from pipeline.errors import BadInputError
from pipeline.resources import shipped
from pipeline.studio.interfaces import guide_html, read_interface
from pipeline.studio.slots import Versions

GUIDE = "# 주제 분류\n\n| 항목 | 값 |\n|---|---|\n| 판 | `1.2.0` |\n\n- 하나\n"


@pytest.fixture
def guides(tmp_path):
    folder = tmp_path / "tc"
    folder.mkdir()
    (folder / "guide.ko.md").write_text(GUIDE, encoding="utf-8")
    (folder / "labeling.label.xml").write_text("<View/>", encoding="utf-8")
    return tmp_path


def test_an_interface_has_the_versions_of_its_files(guides):
    found = read_interface(guides, "tc", "label")
    assert found.xml == "<View/>"
    assert found.versions == Versions("1.2.0", hashlib.blake2b(b"<View/>", digest_size=6).hexdigest())
    assert found.instructions == guide_html(GUIDE)


def test_another_configuration_is_another_version(guides):
    before = read_interface(guides, "tc", "label").versions
    (guides / "tc" / "labeling.label.xml").write_text("<View><Text/></View>")
    after = read_interface(guides, "tc", "label").versions
    assert (before.guide, before.config != after.config) == (after.guide, True)


@pytest.mark.parametrize(
    ("row", "version"),
    [("| 판 | 1.2.0 |", "1.2.0"), ("|판|`10.0.3`|", "10.0.3"), ("|  판  |  2.0.0  | 새로 씀 |", "2.0.0")],
)
def test_a_version_is_a_row_of_a_table(guides, row, version):
    (guides / "tc" / "guide.ko.md").write_text(f"# 지침\n\n{row}\n", encoding="utf-8")
    assert read_interface(guides, "tc", "label").versions.guide == version


@pytest.mark.parametrize("guide", ["# 지침\n", "판 1.0.0\n", "| 판 | 1.0 |\n", "| 초판 | 1.0.0 |\n"])
def test_a_guide_without_a_version_is_refused(guides, guide):
    (guides / "tc" / "guide.ko.md").write_text(guide, encoding="utf-8")
    with pytest.raises(BadInputError, match=r"guide\.ko\.md: states no version\n.*\| 판 \| 1\.0\.0 \|"):
        read_interface(guides, "tc", "label")


@pytest.mark.parametrize("name", ["guide.ko.md", "labeling.label.xml"])
def test_a_file_that_cannot_be_read_is_named(guides, name):
    (guides / "tc" / name).write_bytes("지침".encode("cp949"))
    with pytest.raises(BadInputError, match=f"{name}: cannot be read as UTF-8"):
        read_interface(guides, "tc", "label")
    (guides / "tc" / name).unlink()
    with pytest.raises(BadInputError, match=f"{name}: no such file"):
        read_interface(guides, "tc", "label")


@pytest.mark.parametrize(("task", "round_name"), [("tc", "label"), ("tc", "adjudicate"), ("nli", "write")])
def test_the_interfaces_that_ship_can_be_read(task, round_name):
    found = read_interface(shipped("annotation_guides"), task, round_name)
    etree.fromstring(found.xml.encode())
    assert "<h1" in found.instructions
    assert "<table>" in found.instructions


def test_elements_keep_their_look_without_style_attributes():
    html = guide_html("# 하나\n\n글\n\n- 둘\n\n| 셋 |\n|---|\n| 넷 |\n")
    style, guide = etree.fromstring(f"<div>{html}</div>")
    for element in ("h1", "p", "ul", "table", "th", "td"):
        assert f".guide {element} {{" in style.text or f".guide {element}, " in style.text
        assert guide.find(f".//{element}") is not None
    assert guide.get("class") == "guide"
    assert not guide.xpath("//@style")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "글 <img src=x onerror=alert(1)>",
        "[누르세요](javascript:alert(1))",
        "![그림](data:text/html;base64,PHNjcmlwdD4=)",
        "`<script>`",
        "| <script> |\n|---|\n| <b> |",
    ],
)
def test_a_guide_cannot_bring_its_own_html(hostile):
    html = guide_html(hostile)
    root = etree.fromstring(f"<div>{html}</div>")
    assert {element.tag for element in root.iter()} <= {
        *("div", "style", "p", "code", "table", "thead", "tbody", "tr", "th", "td")
    }
    assert not root.xpath("//@href | //@src | //@onerror")
