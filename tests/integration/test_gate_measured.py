"""The measured gate on a real project: a milder detector, new batches, no source; and no trace of it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml

from brushing_shop import HONEST
from command import truenorth
from gate_shop import BRUSHED, lines, make_gate_shop
from truenorth.dbt import Progress
from truenorth.gate.finding import GateFinding
from truenorth.gate.measured.measured import (
    Measured,
    measure_batch,
    measure_change,
    measure_without_source,
)
from truenorth.project import find_project

pytestmark = [pytest.mark.xdist_group("gate_measured"), pytest.mark.heavy]  # whole dbt builds

HONEST_MONEY = sum(money for _, _, _, money in HONEST)
BRUSHED_MONEY = sum(money for _, _, _, money in BRUSHED)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_gate_shop(tmp_path_factory.mktemp("gate") / "shop")
    run = truenorth(folder, "build")
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


def state(root: Path) -> dict[str, str]:
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def ignored(_: Progress | str) -> None:
    """Nobody watches."""


def one(answer: Measured, code: str, subject: str) -> GateFinding:
    [found] = [found for found in answer.findings if (found.code, found.subject) == (code, subject)]
    return found


def total(answer: Measured, metric: str, basis: str) -> tuple[float | None, float | None]:
    [found] = [
        change
        for change in answer.values
        if (change.metric, change.basis, change.member) == (metric, basis, None)
    ]
    return found.before, found.after


def grades(answer: Measured) -> set[str]:
    return {found.grade for found in answer.findings}


def test_a_milder_detector_lets_back_in_what_it_kept_out(shop: Path, tmp_path: Path) -> None:
    change, base = tmp_path / "shop", tmp_path / "base" / "shop"
    for folder in (change, base):
        shutil.copytree(shop, folder, symlinks=True)
    for made in ("incoming", "target", "published", "shop.duckdb"):
        shutil.rmtree(base / made) if (base / made).is_dir() else (base / made).unlink()
    settings = yaml.safe_load((change / "dbt_project.yml").read_text())
    settings["vars"]["truenorth_thresholds"] = {"sig_busy_days": {"least": 1000}}
    (change / "dbt_project.yml").write_text(yaml.safe_dump(settings))
    before = state(change), state(base)

    answer = measure_change(find_project(change), find_project(base), on_progress=ignored, on_message=ignored)

    assert (state(change), state(base)) == before
    assert {check: found.state for check, found in answer.evaluated.items()} == dict.fromkeys(
        ("build", "batch", "values", "limits", "compliance", "detection"), "done"
    )
    assert answer.release_id is None, "detection is made anew on both sides"
    assert [(found.signal, found.appeared, found.vanished) for found in answer.detection] == [
        ("busy_days", 0, len(BRUSHED))
    ]
    assert one(answer, "TN-D036", "busy_days").grade == "warn"
    assert one(answer, "TN-D032", "net_revenue").grade == "warn"
    assert total(answer, "net_revenue", "trusted") == (HONEST_MONEY, HONEST_MONEY + BRUSHED_MONEY)
    assert "fail" not in grades(answer) and "unknown" not in grades(answer)
    assert answer.same_values > 0


def test_a_batch_beside_the_published_release(shop: Path, tmp_path: Path) -> None:
    new = [("n1", "new", "2024-07-02", 30), ("n2", "new", "2024-08-02", 40), ("n3", "new", "2024-08-03", -1)]
    file = tmp_path / "2024-2.csv"
    file.write_text(lines(new))
    before = state(shop)

    answer = measure_batch(find_project(shop), file, "shop_orders", on_progress=ignored, on_message=ignored)

    assert state(shop) == before
    assert answer.release_id is not None, "the release rests on all other batches, and nothing was touched"
    assert total(answer, "net_revenue", "trusted") == (HONEST_MONEY, HONEST_MONEY + 70)
    assert one(answer, "TN-D032", "net_revenue").grade == "note"
    said = one(answer, "TN-D039", "shop_orders").said
    assert "1 of 3 rows of incoming/2024-2.csv" in said.en
    bubble = one(answer, "TN-D034", "net_revenue")
    assert bubble.grade == "fail" and "(before: 67.8" in bubble.said.en, "what detection found is in it"
    assert [found.code for found in answer.findings if found.grade in ("fail", "unknown")] == ["TN-D034"]


def test_a_batch_out_of_line_is_held(shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "2024-3.csv"
    file.write_text(lines([("n1", "new", "2024-07-02", 30)]))
    answer = measure_batch(find_project(shop), file, "shop_orders", on_progress=ignored, on_message=ignored)
    held = one(answer, "TN-A010", "shop_orders")
    assert (held.grade, held.key) == ("fail", "incoming/2024-3.csv")
    assert "observed 1" in held.said.en
    assert answer.values == ()
    assert not [found for found in answer.findings if found.check == "build"], "a held batch is told once"


def test_every_metric_without_its_only_source(shop: Path) -> None:
    before = state(shop)
    answer = measure_without_source(
        find_project(shop), "shop_orders", on_progress=ignored, on_message=ignored
    )
    assert state(shop) == before
    assert one(answer, "TN-D044", "net_revenue").grade == "note"
    assert total(answer, "net_revenue", "trusted")[1] == HONEST_MONEY
    assert [(found.signal, found.appeared) for found in answer.detection] == [("busy_days", len(BRUSHED))]
    assert answer.evaluated["values"].state == "done"
