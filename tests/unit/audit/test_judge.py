"""Great Expectations on profiles: pass, fail, could not check, too little history."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from truenorth.audit.history import widen, with_history
from truenorth.audit.judge import Judgement, judge
from truenorth.audit.suite import BatchSuite, load_suite
from truenorth.errors import ContractError

SUITE = """
import great_expectations as gx
import great_expectations.expectations as gxe

ORIGIN = {"origin": "test"}


def suite():
    return gx.ExpectationSuite(name="shop", expectations=[
        gxe.ExpectColumnValuesToBeBetween(column="rows", min_value=100, max_value=200,
                                          meta={"name": "rows", **ORIGIN}),
        gxe.ExpectColumnValuesToBeBetween(column="price.p50__vs_recent", min_value=0.5, max_value=2,
                                          meta={"name": "price", **ORIGIN}),
        gxe.ExpectColumnValuesToBeBetween(column="reason.bad.share", max_value=0.1,
                                          severity="warning", meta={"name": "bad", **ORIGIN}),
        gxe.ExpectColumnValuesToBeBetween(column="no_such_measure", min_value=0,
                                          meta={"name": "absent", **ORIGIN}),
    ])
"""


def profile(batch: str, number: int, rows: float, price: float, bad: float | None = None) -> list[tuple]:
    measures = {"delivery.position": number, "delivery.event": number, "rows": rows, "price.p50": price}
    if bad is not None:
        measures["reason.bad"] = bad
    return [(batch, measure, value) for measure, value in measures.items()]


def frame(*batches: list[tuple]) -> pd.DataFrame:
    rows = [row for batch in batches for row in batch]
    return widen(pd.DataFrame(rows, columns=["batch_id", "measure", "value"]), ["bad"])


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> BatchSuite:
    path = tmp_path_factory.mktemp("suite") / "shop.py"
    path.write_text(SUITE)
    return load_suite(path, "shop")


def outcomes(judgements: list[Judgement]) -> dict[tuple[str, str], str]:
    return {(j.batch_id, j.expectation.name): j.outcome for j in judgements}


def test_each_batch_has_one_outcome_for_each_expectation(suite: BatchSuite) -> None:
    wide = frame(profile("a", 1, 150, 2), profile("b", 2, 50, 2.2), profile("c", 3, 150, 200, bad=30))
    judged = judge(suite, with_history(wide, ["a", "b", "c"], {"a", "b", "c"}, 6))
    assert outcomes(judged) == {
        ("a", "rows"): "pass",
        ("b", "rows"): "fail",
        ("c", "rows"): "pass",
        ("a", "price"): "too_little_history",
        ("b", "price"): "pass",
        ("c", "price"): "fail",
        ("a", "bad"): "pass",
        ("b", "bad"): "pass",
        ("c", "bad"): "fail",
        ("a", "absent"): "unknown",
        ("b", "absent"): "unknown",
        ("c", "absent"): "unknown",
    }


def test_unknown_holds_back_and_a_warning_does_not(suite: BatchSuite) -> None:
    wide = frame(profile("a", 1, 150, 2, bad=150))
    held = {j.expectation.name: j.holds_back for j in judge(suite, with_history(wide, ["a"], set(), 6))}
    assert held == {"rows": False, "price": False, "bad": False, "absent": True}


def test_a_missing_value_is_unknown_not_passed(suite: BatchSuite) -> None:
    wide = frame(profile("a", 1, 150, 2), profile("b", 2, float("nan"), 2))
    judged = outcomes(judge(suite, with_history(wide, ["b"], {"a"}, 6)))
    assert judged["b", "rows"] == "unknown"


def test_a_measure_that_is_new_has_too_little_history(suite: BatchSuite) -> None:
    old = [row for row in profile("a", 1, 150, 2) if row[1] != "price.p50"]
    wide = frame(old, profile("b", 2, 150, 2))
    judged = outcomes(judge(suite, with_history(wide, ["b"], {"a"}, 6)))
    assert judged["b", "price"] == "too_little_history"


def test_a_measure_that_vanished_is_unknown(suite: BatchSuite) -> None:
    new = [row for row in profile("b", 2, 150, 2) if row[1] != "price.p50"]
    wide = frame(profile("a", 1, 150, 2), new)
    judged = outcomes(judge(suite, with_history(wide, ["b"], {"a"}, 6)))
    assert judged["b", "price"] == "unknown"


def test_history_is_the_last_passed_batches_before() -> None:
    wide = frame(*(profile(name, number, 100, number) for number, name in enumerate("abcdef", start=1)))
    compared = with_history(wide, ["f"], {"a", "b", "d", "e"}, 3)
    assert compared.loc["f", "price.p50__recent"] == 4, "the median of b, d and e"
    assert compared.loc["f", "price.p50__vs_recent"] == 6 / 4
    assert compared.loc["f", "price.p50__step"] == 1, "from e"


def test_a_replaced_version_is_no_history() -> None:
    first, second = profile("old", 1, 100, 9), profile("new", 1, 100, 1)
    second[1] = ("new", "delivery.event", 5)
    compared = with_history(frame(first, second, profile("b", 2, 100, 2)), ["b"], {"old", "new"}, 6)
    assert compared.loc["b", "price.p50__recent"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("raise RuntimeError('no')", "TN-A001"),
        ("x = 1", "TN-A001"),
        (SUITE.replace('{"origin": "test"}', "{}"), "TN-A002"),
        (
            "import great_expectations as gx\n"
            "import great_expectations.expectations as gxe\n"
            "def suite():\n"
            "    return gx.ExpectationSuite(name='s', expectations=[\n"
            "        gxe.ExpectTableRowCountToBeBetween(min_value=1, meta={'origin': 'x'})])\n",
            "TN-A002",
        ),
    ],
    ids=["raises", "no_suite", "no_origin", "not_by_measure"],
)
def test_a_suite_that_cannot_be_used_is_refused(tmp_path: Path, body: str, code: str) -> None:
    path = tmp_path / "shop.py"
    path.write_text(body)
    with pytest.raises(ContractError) as caught:
        load_suite(path, "shop")
    assert caught.value.code == code


def test_a_missing_suite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="no batch suite"):
        load_suite(tmp_path / "shop.py", "shop")
