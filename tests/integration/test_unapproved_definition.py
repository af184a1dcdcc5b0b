"""A definition that changes without a quorum for its new hash: no release in CI, elsewhere `unapproved`."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from test_as_package import ORDERS, STAGING
from test_definitions import OWN, OWN_YML

from command import truenorth
from dbt_projects import project_that_installs_truenorth
from small_committee import CHARTER

WORDS = "\n          ".join(f"{field}: {{en: Money, zh: 金额}}" for field in ("title", "question", "formula"))
pytestmark = pytest.mark.heavy  # whole builds


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop whose own metric `money` is a north star, with a committee."""
    monkeypatch.delenv("CI", raising=False)
    return project_that_installs_truenorth(
        tmp_path / "shop",
        {"truenorth_entities": ["orders"], "truenorth_own_metrics": ["money"]},
        {
            "seeds/orders.csv": ORDERS,
            "models/stg_orders.sql": STAGING,
            "models/money.sql": OWN,
            "models/money.yml": OWN_YML.replace("tier: candidate", "tier: north_star").replace(
                "title: Money", WORDS
            ),
            "committee/charter.yml": CHARTER,
        },
    )


def approve(shop: Path) -> None:
    """Put the definition as it is now to the vote, and vote."""
    arguments = [["propose", "money", "--by", "chen", "--why", "made up"]]
    for member in ("chen", "okafor"):
        arguments.append(["ballot", "money", "--member", member, "--vote", "yes", "--reason", "made up"])
    for one in arguments:
        done = truenorth(shop, "committee", *one)
        assert done.returncode == 0, done.stderr


def edit(shop: Path, old: str, new: str) -> None:
    path = shop / "models/money.sql"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def published(shop: Path) -> tuple[str, str]:
    """Return (file of the current release, the verdict it shows for `money`)."""
    release = (shop / "published/CURRENT").resolve()
    with duckdb.connect(str(release), read_only=True) as con:
        rows = con.execute("select verdict from metric_verdicts where metric = 'money'").fetchall()
    return release.name, str(rows[0][0])


def test_a_changed_definition_needs_a_quorum_for_its_new_hash(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(shop)
    edit(shop, "select basis", "-- said otherwise, meant alike\n    select  basis")
    monkeypatch.setenv("CI", "true")
    run = truenorth(shop, "build")
    assert run.returncode == 0, run.stdout + run.stderr
    approved, verdict = published(shop)
    assert verdict == "unknown"  # the vote stands; nobody has measured an admission

    edit(shop, "from lines", "from lines where amount > 0")
    run = truenorth(shop, "build")
    assert run.returncode == 1 and "TN-G012" in run.stderr and "money" in run.stderr
    assert published(shop) == (approved, "unknown")

    monkeypatch.delenv("CI")
    run = truenorth(shop, "build")
    assert run.returncode == 0, run.stdout + run.stderr
    release, verdict = published(shop)
    assert release != approved and verdict == "unapproved"

    assert truenorth(shop, "committee", "status").returncode == 1
    edit(shop, "from lines where amount > 0", "from lines")
    assert truenorth(shop, "committee", "status").returncode == 0  # the old vote is on the old hash
