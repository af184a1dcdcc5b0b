"""The impact map: read strictly, drawn as it stands."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from test_gate import MAP

from small_committee import small_project
from truenorth.committee.impact_map import ImpactMap, load_impact_map
from truenorth.committee.impact_picture import draw_impact_map, standing_alone
from truenorth.errors import ConfigurationError
from truenorth.wording.words import Words

SECOND = """  - id: content
    title: {en: Content, zh: 内容}
    levers:
      - {id: grant, title: {en: Grants & prizes, zh: 资助}, metrics: [loyal, creators], experiment: e1}
"""


def load(folder: Path, text: str) -> ImpactMap:
    project = small_project(folder)
    (folder / "committee/impact_map.yml").write_text(text)
    found = load_impact_map(project)
    assert found is not None
    return found


def test_metrics_stand_in_the_order_of_levers(tmp_path: Path) -> None:
    found = load(tmp_path, MAP + SECOND)
    assert found.metrics == ("loyal", "creators")
    assert [lever.experiment for team in found.teams for lever in team.levers] == ["", "e1"]


def test_no_map(tmp_path: Path) -> None:
    assert load_impact_map(small_project(tmp_path)) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("levers:", "leavers:"),
        ("metrics: [loyal]", "metrics: []"),
        ("metrics: [loyal]", "metrics: [loyal, loyal]"),
        ("metrics: [loyal]", "metrics: loyal"),
        ("zh: 增长", "zh: ''"),
        ("id: content", "id: growth"),
        ("id: grant", "id: reply"),
    ],
)
def test_half_a_map_is_none(tmp_path: Path, old: str, new: str) -> None:
    text = (MAP + SECOND).replace(old, new, 1)
    assert text != MAP + SECOND
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, text)
    assert caught.value.code == "TN-G005"


def test_the_picture_says_everything_in_both_languages(tmp_path: Path) -> None:
    impact = load(tmp_path, MAP + SECOND)
    titles = {"loyal": Words("Loyal users", "忠诚用户")}
    pictures = draw_impact_map(impact, titles, name="impact")
    assert pictures == draw_impact_map(impact, titles, name="impact")
    wide, narrow = (" ".join(ET.fromstring(picture).itertext()) for picture in pictures)
    for text in (wide, narrow):
        for said in ("Growth", "增长", "Grants & prizes", "资助", "Loyal users", "忠诚用户", "creators"):
            assert said in text
    assert all("style=" not in picture for picture in pictures)


def test_each_lever_has_a_line_to_each_of_its_metrics(tmp_path: Path) -> None:
    impact = load(tmp_path, MAP + SECOND)
    wide, _ = draw_impact_map(impact, {}, name="impact")
    lines = [one for one in ET.fromstring(wide).iter("path") if "stroke-trusted" in one.get("class", "")]
    assert len(lines) == 3
    assert sum("stroke-dasharray" in one.attrib for one in lines) == 1, "only what nobody tried is dashed"


@pytest.mark.parametrize(("lang", "hidden"), [("en", ".zh"), ("zh", ".en")])
def test_a_file_of_its_own_is_svg(tmp_path: Path, lang: str, hidden: str) -> None:
    wide, _ = draw_impact_map(load(tmp_path, MAP), {}, name="impact")
    root = ET.fromstring(standing_alone(wide, lang))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert f"{hidden} {{ display: none }}" in (root[0].text or "")
