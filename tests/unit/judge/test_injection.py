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
    "clicks": """
location: visits/*.csv
id: "k9{number:08d}"
columns:
  {clicked_at: at, click_id: no, channel_id: from, actor_id: who, dwell_seconds: stay, converted: bought,
   returned_next_day: back}
""",
    "channels": """
location: lists/channels.csv
id: "c{number}"
columns: {channel_id: no, is_paid: paid}
""",
    "exposures": """
location: shown/*.parquet
id: "x9{number:08d}"
columns: {exposed_at: at, exposure_id: no, actor_id: who, target_id: what}
""",
    "actors": """
location: people/*.parquet
id: "z{number:07d}"
columns: {actor_id: who, created_at: since}
""",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Eight weeks of acts, two months of sales, clicks and exposures, registers."""
    for folder in ("acts", "sales", "visits", "shown", "lists", "people", "expectations/stress"):
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
    visits = range(3_000)
    pl.DataFrame(
        {
            "no": [f"k{n}" for n in visits],
            "from": [f"c{n % 3}" for n in visits],
            "who": [f"u{n % 90}" if n % 3 else None for n in visits],
            "at": [(START + timedelta(minutes=20 * n)).isoformat() for n in visits],
            "stay": [f"{10 + n % 50}.0" for n in visits],
            "bought": ["true" if n % 25 == 0 else "false" for n in visits],
            "back": ["true" if n % 4 == 0 else "false" for n in visits],
        }
    ).write_csv(tmp_path / "visits/all.csv")
    (tmp_path / "lists/channels.csv").write_text("no,paid\nc0,false\nc1,true\nc2,true\n")
    pl.DataFrame(
        {
            "no": [f"x{n}" for n in visits],
            "who": [f"u{n % 120}" for n in visits],  # a quarter of them nobody knows
            "what": [f"v{n % 70}" for n in visits],
            "at": [START + timedelta(minutes=20 * n) for n in visits],
        }
    ).write_parquet(tmp_path / "shown/all.parquet")
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
    assert added.rows["interactions"] == 800 == len(after) - len(before)
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
    assert len(new) == added.rows["orders"] == 100
    assert ((new["got_at"] - new["ordered_at"]).dt.total_minutes() <= 120).all()
    assert new["where"].n_unique() < new["who"].n_unique()
    assert set(new["price"]) == {"1.50"}


def test_watered_clicks_are_short_and_of_channels_that_are_paid_for(project: Project) -> None:
    added = inject(project.root, load_shapes(project), ["clicks"], 0.5, 1)
    visits = pl.read_csv(project.root / "visits/*.csv", infer_schema=False)
    new = visits.filter(pl.col("no").str.contains(r"^k9\d{8}$"))
    assert len(new) == added.rows["clicks"] == 1_500 == len(visits) - 3_000
    assert set(new["from"]) <= {"c1", "c2"}
    assert new["who"].null_count() == len(new) and not added.ids["actor_id"]
    assert (new["stay"].cast(pl.Float64) <= 6).all()
    assert set(new["back"]) == {"false"} and set(new["bought"]) == {"true", "false"}
    hours = new["at"].str.to_datetime().dt.hour()
    assert hours.n_unique() == 24  # machines do not sleep


def test_bots_look_at_few_targets_and_half_of_them_are_nobody(project: Project) -> None:
    added = inject(project.root, load_shapes(project), ["exposures"], 0.5, 1)
    shown = pl.read_parquet(project.root / "shown/*.parquet")
    new = shown.filter(pl.col("no").str.contains(r"^x9\d{8}$"))
    people = set(pl.read_parquet(project.root / "people/*.parquet")["who"])
    viewers = set(new["who"])
    assert len(new) == added.rows["exposures"] == 1_500
    assert viewers <= set(added.ids["actor_id"]) and not viewers & {f"u{n}" for n in range(120)}
    assert viewers & people and viewers - people
    assert new.group_by("what").agg(pl.col("who").n_unique())["who"].max() >= 10


def test_an_entity_is_attacked_alike_whatever_else_is(project: Project, tmp_path: Path) -> None:
    import shutil

    told = []
    for name, entities in (("a", ["orders"]), ("b", ["interactions", "orders", "clicks"])):
        root = tmp_path / "copies" / name
        shutil.copytree(project.root, root, ignore=shutil.ignore_patterns("copies"))
        inject(root, load_shapes(project), entities, 0.05, 1)
        told.append(pl.read_csv(root / "sales/*.csv", infer_schema=False).sort("no"))
    assert told[0].equals(told[1])


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
    assert attacked_entities({"orders", "clicks", "interactions"}, shapes) == [
        "interactions",
        "orders",
        "clicks",
    ]
    assert attacked_entities({"actors"}, shapes) == ["interactions"]
    for entities in ({"targets"}, {"clicks", "orders"}):
        without = {name: shape for name, shape in shapes.items() if name != "clicks"}
        with pytest.raises(ConfigurationError) as refusal:
            attacked_entities(entities, without)
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


def test_consents_of_hired_accounts_are_new_rows_whatever_is_attacked_together(project: Project) -> None:
    (project.root / "agreed").mkdir()
    pl.DataFrame({"no": [f"n{n}" for n in range(90)], "who": [f"u{n}" for n in range(90)]}).write_parquet(
        project.root / "agreed/all.parquet"
    )
    (project.root / "expectations/stress/consents.yml").write_text(
        'location: agreed/*.parquet\nid: "z{number:09d}"\ncolumns: {consent_id: no, subject_id: who}\n'
    )
    added = inject(project.root, load_shapes(project), ["interactions", "orders", "exposures"], 0.2, 1)
    consents = pl.read_parquet(project.root / "agreed/all.parquet")
    assert len(consents) == 90 + added.rows["consents"] == consents["no"].n_unique()
