"""The colours meet WCAG 2.2 level AA: 4.5 to 1 for text, 3 to 1 for marks that carry meaning."""

from __future__ import annotations

import re
from importlib import resources

import pytest

CSS = resources.files("pipeline.report").joinpath("templates/style.css").read_text(encoding="utf-8")
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("text", ["ink", "quiet", "link", "good", "fair", "bad"])
def test_text_can_be_read(text, ground, theme):
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("mark", ["done", "settled", "disputed", "skipped", "good", "bad"])
def test_marks_can_be_seen(mark, ground, theme):
    assert contrast(COLOURS[mark][theme], COLOURS[ground][theme]) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_banner_can_be_read(theme):
    assert contrast(COLOURS["ink"][theme], COLOURS["banner"][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("colour", "share"), re.findall(r"color-mix\(in srgb, var\(--(\w+)\) (\d+)%, var\(--panel\)\)", CSS)
)
def test_numbers_in_heat_maps_can_be_read(colour, share, theme):
    part = int(share) / 100
    mixed = [
        round(part * int(over[start : start + 2], 16) + (1 - part) * int(under[start : start + 2], 16))
        for over, under in [(COLOURS[colour][theme], COLOURS["panel"][theme])]
        for start in (1, 3, 5)
    ]
    assert contrast(COLOURS["ink"][theme], "#" + "".join(f"{channel:02x}" for channel in mixed)) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", [*(f"k{hue}" for hue in range(6)), "band"])
@pytest.mark.parametrize("text", ["ink", "label"])
def test_marked_text_can_be_read(text, ground, theme):
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel", *(f"k{hue}" for hue in range(6))])
def test_what_differs_stands_out(ground, theme):
    assert contrast(COLOURS["differs"][theme], COLOURS[ground][theme]) >= 3


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
