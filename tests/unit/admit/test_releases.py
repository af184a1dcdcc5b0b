"""Release files: every entry complete, or nothing of the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from truenorth.admit.releases import load_releases, row_releases
from truenorth.errors import ConfigurationError
from truenorth.project import find_project

GOOD = """
rows:
  - {batch_id: ab12, row_number: 7, reasons: [not_paid, long], why: a gift, reviewer: A, expires: 2030-01-31}
batches:
  - {batch_id: cd34, expectations: [volume], why: stocktaking, reviewer: B, expires: 2030-02-28}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    (tmp_path / "models").mkdir()
    (tmp_path / "models/_shop__sources.yml").write_text(
        "sources:\n  - name: shop\n    config: {meta: {truenorth: {location: 'in/*.csv'}}}\n"
    )
    (tmp_path / "expectations/releases").mkdir(parents=True)
    return tmp_path


def write(shop: Path, text: str) -> None:
    (shop / "expectations/releases/shop.yml").write_text(text)


def test_rows_and_batches_are_read(shop: Path) -> None:
    write(shop, GOOD)
    row, batch = load_releases(find_project(shop))
    assert (row.batch_id, row.row_number, row.names, row.expires) == (
        "ab12",
        7,
        ("not_paid", "long"),
        date(2030, 1, 31),
    )
    assert (batch.row_number, batch.names) == (None, ("volume",))
    assert row_releases(shop).to_pylist() == [
        {
            "source": "shop",
            "batch_id": "ab12",
            "row_number": 7,
            "reason": reason,
            "expires": date(2030, 1, 31),
        }
        for reason in ("not_paid", "long")
    ]


def test_no_file_releases_nothing(shop: Path) -> None:
    assert load_releases(find_project(shop)) == []
    assert row_releases(shop).num_rows == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (", reviewer: A", ""),
        ("reviewer: A", "reviewer: ''"),
        ("row_number: 7", "row_number: 0"),
        ("row_number: 7", "row_number: seven"),
        ("[not_paid, long]", "not_paid"),
        ("[not_paid, long]", "[]"),
        ("2030-01-31", "some day"),
        ("why: a gift", "why: a gift, also: this"),
        ("rows:", "lines:"),
    ],
)
def test_half_an_exception_is_none(shop: Path, old: str, new: str) -> None:
    write(shop, GOOD.replace(old, new, 1))
    with pytest.raises(ConfigurationError) as caught:
        load_releases(find_project(shop))
    assert caught.value.code == "TN-S005"
