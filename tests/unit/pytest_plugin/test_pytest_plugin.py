"""The pytest plugin in a project of its own: what passes, what fails and why; and it stays out of the way."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from dbt_projects import run
from small_build import build, deliver, make_project

METRIC = """
models:
  - name: {name}
    config:
      meta:
        truenorth:
          title: {{en: Lines, zh: 行}}
          question: {{en: How many lines?, zh: 多少行？}}
          formula: {{en: lines, zh: 行数}}
          cannot_see: {{en: Who wrote them., zh: 谁写的。}}
          gaming_incentives: {{en: Nobody., zh: 无人。}}
          owner: data
          tier: candidate
          kind: vanity
          horizon: immediate
          unit: count
          rollup: {{numerator: "{numerator}", period: month}}
"""
SUITE = """
import great_expectations as gx
import great_expectations.expectations as gxe

def suite():
    expectation = gxe.ExpectColumnValuesToBeBetween(column="rows", min_value=2{meta})
    return gx.ExpectationSuite(name="suite", expectations=[expectation])
"""
UNIT_TESTS = """
models:
  - name: doubled
unit_tests:
  - name: two_is_four
    model: doubled
    given: [{input: ref('ones'), rows: [{one: 2}]}]
    expect: {rows: [{two: 4}]}
  - name: two_is_five
    model: doubled
    given: [{input: ref('ones'), rows: [{one: 2}]}]
    expect: {rows: [{two: 5}]}
"""
HEAVY = ("dbt", "great_expectations", "pandera", "polars", "duckdb", "pandas", "numpy", "sqlglot", "ruamel")
EXAMPLES = {
    "admitted/usual.csv": "order_id,customer,amount\nO1,anna,3\nO2,,2.5\n",
    "admitted/not_whole.csv": "order_id,customer,amount\nO1,anna,3\nO2,ben,-1\n",
    "admitted/empty.csv": "order_id,customer,amount\n",
    "quarantined/amount__whole_cents.csv": "order_id,customer,amount\nO1,anna,3.001\n",
    "quarantined/amount__greater_than.csv": "order_id,customer,amount\nO1,anna,3.001\n",
    "quarantined/half.csv": "order_id,customer,amount\nO1,anna,3.001\nO2,ben,1\n",
    "quarantined/two_faults.csv": "order_id,customer,amount\nX1,anna,1\nO2,ben,-1\n",
    "quarantined/two_faults.yml": "reasons: {order_id__str_startswith: 1, amount__greater_than: 1}\n",
    "quarantined/miscounted.jsonl": '{"order_id": "X1", "customer": null, "amount": 1}\n',
    "quarantined/miscounted.yml": "reasons: {order_id__str_startswith: 2}\n",
    "quarantined/other_columns.csv": "order,customer,amount\nO1,anna,1\n",
}
PASS = {
    "expectations.rows.orders::loads",
    "expectations.rows.orders::admitted/usual.csv",
    "expectations.rows.orders::quarantined/amount__whole_cents.csv",
    "expectations.rows.orders::quarantined/two_faults.csv",
    "expectations.batches.suite::loads",
    "models.good.yml::good",
    "dbt_project.yml::packaged_metrics",
    "tests.test_own::test_release",
}
FAIL = {
    "expectations.rows.broken::loads": "TN-C003",
    "expectations.rows.orders::admitted/not_whole.csv": "amount__greater_than: 1 rows (first: 2)",
    "expectations.rows.orders::admitted/empty.csv": "the file is held: TN-F011",
    "expectations.rows.orders::quarantined/amount__greater_than.csv": "amount__whole_cents",
    "expectations.rows.orders::quarantined/half.csv": "1 of 2 rows are admitted",
    "expectations.rows.orders::quarantined/miscounted.jsonl": "expected {'order_id__str_startswith': 2}",
    "expectations.rows.orders::quarantined/other_columns.csv": "the file is held: TN-F026",
    "expectations.batches.without_origin::loads": "TN-A002",
    "models.bad.yml::bad": "TN-M005",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("shop")
    make_project(root)
    deliver(root, 0)
    build(root, root / "work.duckdb", root / "published")
    texts = {
        "pyproject.toml": '[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
        "expectations/rows/broken.py": "nothing = 1\n",
        "expectations/batches/suite.py": SUITE.format(meta=', meta={"origin": "reviewed"}'),
        "expectations/batches/without_origin.py": SUITE.format(meta=""),
        "models/good.yml": METRIC.format(name="good", numerator="sum(x)"),
        "models/bad.yml": METRIC.format(name="bad", numerator="sum((x)"),
        "models/_note.yml": "models: [{name: good}]\n",
        "dbt_packages/other/tests/test_theirs.py": "def test_theirs(): assert False\n",
        "tests/test_own.py": "def test_release(truenorth_release):\n"
        "    [(n,)] = truenorth_release.execute('select count(*) from metric_values').fetchall()\n"
        "    assert n == 2\n",
    }
    texts |= {f"tests/fixtures/rows/orders/{name}": text for name, text in EXAMPLES.items()}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def run_pytest(folder: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Run pytest there; returns the process and, by item, what was said of its failure."""
    results = folder.with_name(f"{folder.name}.xml")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={results}", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    said = {}
    for case in ElementTree.parse(results).iter("testcase"):
        failure = case.find("failure")
        said[f"{case.get('classname')}::{case.get('name')}"] = "" if failure is None else failure.text or ""
    return done, said


def test_every_contract_is_an_item_and_says_what_is_wrong(project: Path) -> None:
    done, said = run_pytest(project, "--truenorth", "-v")
    assert {item for item, told in said.items() if not told} == PASS
    assert {item for item, told in said.items() if told} == set(FAIL)
    assert {item: said[item] for item, cause in FAIL.items() if cause not in said[item]} == {}
    assert "anna" not in done.stdout, "no value of a row is printed"


def test_only_what_is_asked_for_is_collected(project: Path) -> None:
    done, said = run_pytest(project, "--truenorth", "tests")
    assert done.returncode == 0 and len(said) == 1
    done, said = run_pytest(project, "--truenorth", "-k", "two_faults")
    assert done.returncode == 0 and len(said) == 1


def test_it_is_off_and_light_unless_asked(project: Path) -> None:
    (project / "tests" / "test_light.py").write_text(
        "import sys\ndef test_light():\n"
        f"    assert not {{name.split('.')[0] for name in sys.modules}} & set({HEAVY})\n"
    )
    try:
        done, said = run_pytest(project, "-p", "no:anyio", "-p", "no:hypothesispytest", "tests/test_light.py")
        assert done.returncode == 0 and len(said) == 1, done.stdout
    finally:
        (project / "tests" / "test_light.py").unlink()


def test_collecting_imports_nothing_heavy(project: Path) -> None:
    code = (
        "import sys, pytest\n"
        "code = pytest.main(['--truenorth', '--collect-only', '-q', '-p', 'no:cacheprovider'])\n"
        f"print(sorted({{name.split('.')[0] for name in sys.modules}} & set({HEAVY[:-1]})), int(code))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "[] 0", done.stdout + done.stderr
    assert f"{len(PASS) + len(FAIL)} tests collected" in done.stdout


def test_dbt_unit_tests_are_items_and_dbt_runs_once(tmp_path: Path) -> None:
    texts = {
        "dbt_project.yml": "name: shop\nprofile: shop\n",
        "profiles.yml": "shop: {target: t, outputs: {t: {type: duckdb, path: shop.duckdb}}}\n",
        "pytest.ini": "[pytest]\ntruenorth = true\n",
        "models/ones.sql": "select 1 as one",
        "models/doubled.sql": "select 2 * one as two from {{ ref('ones') }}",
        "models/doubled.yml": UNIT_TESTS,
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    run(tmp_path, "dbt", "--quiet", "run")
    before = (tmp_path / "target" / "run_results.json").read_bytes()
    done, said = run_pytest(tmp_path, "models", "--durations=0", "--durations-min=0.5")
    assert said["models.doubled.yml::two_is_four"] == "", done.stdout
    assert "4" in said["models.doubled.yml::two_is_five"] and "5" in said["models.doubled.yml::two_is_five"]
    assert done.stdout.count("s call") == 1, "the second item reads what the first run found"
    assert (tmp_path / "target" / "run_results.json").read_bytes() == before
