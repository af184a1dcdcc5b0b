"""Names from deliveries, figures and contracts can be anything; on the page they are only text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from reading_html import site_of

from small_release import (
    MEASURED,
    Rows,
    event_rows,
    metric_rows,
    sample_rows,
    score_rows,
    verdict_row,
    write_manifest,
)
from truenorth.project import find_project
from truenorth.site.page_names import metric_page, source_page
from truenorth.site.rendering import json_block, plain_name

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "closing": "</title></style></svg><img src=x onerror=alert(1)>",
    "template": "{{ 7 * 7 }}{% raw %}",
    "dollar": "$\\frac{1}{0}$",
    "right_to_left": "gnp.\u202etxt",
    "control": "a\x01b\x1b[31m",
    "long": "W" * 400,
    "entity": "&lt;b&gt; &amp;amp;",
}


def hostile_rows(name: str) -> Rows:
    rows = sample_rows()
    rows["metric_values"] = [
        (*row[:3], row[3] if row[3] == "all" else f"dim {name}", f"{row[4]} {name}", *row[5:])
        if row[3] != "all"
        else row
        for row in metric_rows(name, "ratio", 0.4, 0.1)
    ]
    rows["metric_verdicts"] = [
        (*verdict_row(name, name, name, name, 0.4, 0.1)[:2], name, name, name, 0.44, 0.4, 0.1, name, name)
    ]
    rows["annotated_events"] = [(name, date(2011, 2, 20), date(2011, 3, 10), name, name, name)]
    rows["metric_values_without_events"] = event_rows(name)
    odd = (name, "relevance", name, name, name, 0.5, 0.4, 0.6, None, MEASURED, True, name)
    effect = (name, "operability", "effect", name, name, 0.5, 0.4, 0.6, None, MEASURED, True, name)
    rows["metric_scores"] = [*score_rows(metric=name), odd, effect]
    rows["batches"] = [(name, name, name, datetime(2026, 1, 5), 10, 0, 0, 10, 0, "held", "error", name, name)]
    rows["quarantine_reasons"] = [(name, name, 3, name)]
    # one signal without a contract of its own, one switched off for want of an entity
    rows["findings_summary"] = [
        (name, 3, *[name] * 6, 3, 3, 0, 1e-9, None),
        (f"off {name}", *[None] * 11, name),
    ]
    rows["brushing_effects"] = [(name, 0.5, 0.4), (f"other {name}", 0.4, 0.5)]
    rows["detection_runs"] = [(name, datetime(2026, 1, 5), 3, 0.001, 20, 0.002, 0.003, 9, 0, 0.1, 0.28)]
    rows["brushing_held_batches"] = [(name, name, name)]
    rows["consent_coverage"] = [(*[name] * 7, 9, 4, *[5] * 10)]
    rows["metric_scope"] = [(*[name] * 6, True, False, *[name] * 5)]
    rows["retention"] = [(*[name] * 4, None, None, 3, 2, name, name)]
    rows["masking"] = [(*[name] * 4, 3, 2, name, name)]
    rows["releases"] = [(*rows["releases"][0][:2], name, name, name, 1, 1, 1)]
    return rows


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_comes_from_outside_stays_text(
    name: str, release_of: Callable[[Rows], Path], tmp_path: Path
) -> None:
    texts: dict[str, Any] = {
        key: {"en": name, "zh": name} for key in ("title", "question", "formula", "cannot_see")
    }
    (tmp_path / "dbt_project.yml").write_text("name: hostile\n")
    promises = {
        "tier": "candidate",
        "kind": "value",
        "unit": name,
        "owner": name,
        "rival": name,
        "goal": {"metric": name, "outcome": name, "lag": name},
        "levers": {name: [name]},
        "guardrails": [name, f"other {name}"],
        "derived_from": [name],
        "experiments": [name],
        "rollup": {"numerator": "1", "period": "month"},
    }
    texts |= {"gaming_incentives": [name, {"en": name}]}
    write_manifest(tmp_path, [(name, texts | promises)])
    site = site_of(find_project(tmp_path), release_of(hostile_rows(name)), tmp_path / "site")
    shown = " ".join(plain_name(name).split())
    for path in site.paths:
        assert re.fullmatch(r"(metrics/|sources/)?[a-z0-9_-]{1,64}\.html", path)
        page = site.page(path)
        assert not page.all("img") and not page.all("iframe")
        for script in page.all("script"):
            if script.attributes.get("type") == "application/json":
                json.loads("".join(script.pieces))  # data, which nothing runs
            else:
                assert script.attributes["src"].startswith(("assets/", "../assets/")) and not script.text
        assert not [key for element in page.elements for key in element.attributes if key.startswith("on")]
    metric, source = site.page(metric_page(name)), site.page(source_page(name))
    for page in (metric, source):
        assert shown in page.all("h1")[0].text
    for place in (*metric.of_class("question"), *source.of_class("file")):
        assert shown in place.text
    assert metric.text.count(shown) > 15 and site.text.count(shown) > 40
    assert "Owner:" in metric.text, "the contract is read"


def test_marks_that_turn_text_around_are_made_visible() -> None:
    assert plain_name("gnp.\u202etxt") == "gnp.‹U+202E›txt"
    joined = "family \N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN} 北极星"
    assert plain_name(joined) == joined


@pytest.mark.parametrize("name", [*HOSTILE.values(), "</script><!--", "\u2028\u2029", "\ud800"])
def test_data_for_scripts_cannot_leave_its_element_and_is_read_back_as_it_was(name: str) -> None:
    block = str(json_block({name: [name, 1.5, None]}))
    assert not set("<>&\u2028\u2029") & set(block)
    block.encode("utf-8")
    assert json.loads(block) == {name: [name, 1.5, None]}
