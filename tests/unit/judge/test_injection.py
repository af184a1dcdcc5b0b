"""Brushed rows are written into raw files as a paid group would make them, and nothing else changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from truenorth.errors import ConfigurationError
from truenorth.judge.injection import attacked_entities, inject
from truenorth.judge.raw_rows import load_shapes
from truenorth.project import Project

START = datetime(2025, 3, 3)
SHAPES = {
    "interactions": """
location: acts/*.parquet
id: "e9{number:08d}"
columns:
  {interaction_id: event, actor_id: who, target_id: what, action: did, occurred_at: happened_at, text: words}
""",
    "orders": """
location: sales/*.csv
id: "o9{number:08d}"
columns:
  {ordered_at: ordered_at, order_id: no, actor_id: who, seller_id: shop, confirmed_at: got_at,
   address_id: where}
shared: [address_id]
""",
    "actors": """
location: people/*.parquet
id: "z{number:07d}"
columns: {actor_id: who, created_at: since}
""",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two weeks of acts, two months of sales, a register."""
    for folder in ("acts", "sales", "people", "expectations/stress"):
        (tmp_path / folder).mkdir(parents=True)
    for name, text in SHAPES.items():
        (tmp_path / "expectations/stress" / f"{name}.yml").write_text(text)
    row = pl.int_range(2_000, eager=True)
    for week in range(8):
        at = pl.Series([START + timedelta(days=7 * week, minutes=5 * n) for n in range(2_000)])
        pl.DataFrame(
            {
                "event": pl.select(pl.format("e{}", row + 2_000 * week)).to_series(),
                "who": pl.select(pl.format("u{}", row % 90)).to_series(),
                "what": pl.select(pl.format("v{}", row % 70)).to_series(),
                "did": pl.Series(["like", "view", "comment", "view"] * 500),
                "happened_at": at.cast(pl.Datetime("us")),
                "words": pl.Series([None, None, "fine", None] * 500),
                "device": pl.select(pl.format("d{}", row % 90)).to_series(),
            }
        ).write_parquet(tmp_path / f"acts/{week}.parquet")
    for month in range(2):
        texts = [(START + timedelta(days=28 * month, minutes=30 * n)).isoformat() for n in range(1_000)]
        pl.DataFrame(
            {
                "no": [f"o{n + 1_000 * month}" for n in range(1_000)],
                "who": [f"u{n % 90}" for n in range(1_000)],
                "shop": [f"s{n % 5}" for n in range(1_000)],
                "ordered_at": texts,
                "got_at": [""] * 1_000,
                "where": [f"h{n % 90}" for n in range(1_000)],
                "price": ["1.50"] * 1_000,
            }
        ).write_csv(tmp_path / f"sales/{month}.csv")
    people = [f"u{n}" for n in range(90)]
    pl.DataFrame(
        {"who": people, "since": [START - timedelta(days=9)] * 90, "country": ["CN"] * 90}
    ).write_parquet(tmp_path / "people/all.parquet")
    return Project(root=tmp_path, name="small")


def acts(project: Project) -> pl.DataFrame:
    return pl.read_parquet(project.root / "acts/*.parquet")


def test_the_share_is_added_and_the_rest_is_left_alone(project: Project) -> None:
    before = acts(project)
    added = inject(project.root, load_shapes(project), ["interactions"], 0.05, 1)
    after = acts(project)
    assert added["interactions"] == 800 == len(after) - len(before)
    new = after.filter(pl.col("event").str.contains(r"^e9\d{8}$"))
    assert (
        after.filter(~pl.col("event").str.contains(r"^e9\d{8}$")).sort("event").equals(before.sort("event"))
    )
    assert new["event"].n_unique() == 800
    assert new.schema == before.schema and new["device"].null_count() == 0


def test_each_row_lies_in_the_file_of_its_time(project: Project) -> None:
    inject(project.root, load_shapes(project), ["interactions"], 0.2, 1)
    for week in range(8):
        rows = pl.read_parquet(project.root / f"acts/{week}.parquet")
        new = rows.filter(pl.col("event").str.contains(r"^e9\d{8}$"))
        assert (
            new["happened_at"]
            .is_between(START + timedelta(days=7 * week), START + timedelta(days=7 * week + 8))
            .all()
        )


def test_paid_accounts_are_registered_before_they_act_as_copies_of_real_ones(project: Project) -> None:
    inject(project.root, load_shapes(project), ["interactions"], 0.05, 1)
    people = pl.read_parquet(project.root / "people/*.parquet").filter(pl.col("who").str.starts_with("z"))
    new = acts(project).filter(pl.col("event").str.contains(r"^e9\d{8}$"))
    assert set(new["who"]) <= set(people["who"])
    assert set(people["country"]) == {"CN"}
    joined = new.join(people, on="who")
    assert (joined["since"] <= joined["happened_at"]).all()


def test_members_act_together_on_the_same_targets(project: Project) -> None:
    inject(project.root, load_shapes(project), ["interactions"], 0.05, 1)
    new = acts(project).filter(pl.col("event").str.contains(r"^e9\d{8}$"))
    likes = new.filter(pl.col("did") == "like").group_by("what").agg(pl.col("who").n_unique())
    assert likes["who"].max() >= 10
    comments = new.filter(pl.col("did") == "comment")
    assert comments["words"].n_unique() < len(comments) / 4


def test_brushed_orders_are_confirmed_within_hours_and_share_a_place(project: Project) -> None:
    added = inject(project.root, load_shapes(project), ["orders"], 0.05, 1)
    sales = pl.read_csv(project.root / "sales/*.csv", infer_schema=False)
    new = sales.filter(pl.col("no").str.contains(r"^o9\d{8}$")).with_columns(
        pl.col("ordered_at", "got_at").str.to_datetime()
    )
    assert len(new) == added["orders"] == 100
    assert ((new["got_at"] - new["ordered_at"]).dt.total_minutes() <= 120).all()
    assert new["where"].n_unique() < new["who"].n_unique()
    assert set(new["price"]) == {"1.50"}


def test_a_seed_is_an_attack_and_another_is_another(project: Project, tmp_path: Path) -> None:
    import shutil

    told = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        root = tmp_path / "copies" / name
        shutil.copytree(project.root, root, ignore=shutil.ignore_patterns("copies"))
        inject(root, load_shapes(project), ["interactions"], 0.02, seed)
        told.append(pl.read_parquet(root / "acts/*.parquet").sort("event"))
    assert told[0].equals(told[1])
    assert not told[0].equals(told[2])


def test_without_a_description_nothing_is_injected(project: Project) -> None:
    shapes = load_shapes(project)
    assert attacked_entities({"orders", "actors"}, shapes) == ["orders"]
    with pytest.raises(ConfigurationError) as refusal:
        attacked_entities({"clicks", "actors"}, shapes)
    assert refusal.value.code == "TN-J013"


@pytest.mark.parametrize(
    "text",
    [
        "location: /etc/*.csv\nid: x{number}\ncolumns: {}\n",
        "location: ../else/*.csv\nid: x{number}\ncolumns: {}\n",
        "location: acts/*.parquet\nid: x{other}\ncolumns: {}\n",
        "location: acts/*.parquet\ncolumns: {}\n",
        "location: acts/*.exe\nid: x{number}\ncolumns: {}\n",
    ],
)
def test_a_bad_description_is_refused(project: Project, text: str) -> None:
    (project.root / "expectations/stress/interactions.yml").write_text(text)
    with pytest.raises(ConfigurationError) as refusal:
        load_shapes(project)
    assert refusal.value.code == "TN-J012"
