"""Each way in which nothing is published: one error, and readers keep what they have."""

from __future__ import annotations

import subprocess
import sys
import traceback

import pytest

from truenorth.errors import ConfigurationError, ContractError, EvaluationError, GateError, TruenorthError
from truenorth.publish import current_release, folder, open_release

REFUSED = [
    ("drop table profiles", ConfigurationError, "TN-P001"),
    ("alter table batches drop column held", ContractError, "TN-P002"),
    (
        "create or replace table profiles as select * replace ('secret-7' as value) from profiles",
        ContractError,
        "TN-P002",
    ),
    ("insert into metric_values from metric_values where rowid = 0", GateError, "TN-P003"),
    (
        "insert into batches select b.* replace (null as batch_id) from batches b, range(2) where held = 0",
        GateError,
        "TN-P003",
    ),
    ("update metric_verdicts set metric = null where rowid = 0", GateError, "TN-P003"),
    ("delete from metric_values", GateError, "TN-P009"),
    (
        "drop table profiles; create view profiles as select source, batch_id, measure, value from"
        " read_csv('{csv}', names = ['source', 'batch_id', 'measure', 'value'])",
        ContractError,
        "TN-P002",
    ),
]


@pytest.fixture
def standing(place):
    """A place with a release and a newer build."""
    place.publish()
    place.build(2)
    return place


def refuse(place, kind: type[TruenorthError], code: str) -> TruenorthError:
    before, files = (place.published / "CURRENT").readlink(), place.files()
    with pytest.raises(kind) as caught:
        place.publish()
    assert caught.value.code == code
    assert (place.published / "CURRENT").readlink() == before
    assert place.files() == files
    assert not list(place.published.glob(".CURRENT*"))
    return caught.value


@pytest.mark.parametrize(
    ("sql", "kind", "code"),
    REFUSED,
    ids=[
        "no-table",
        "no-column",
        "not-a-number",
        "doubled",
        "doubled-unread",
        "no-key",
        "empty",
        "reads-a-file",
    ],
)
def test_a_work_database_that_is_not_fit(standing, tmp_path, sql, kind, code):
    (tmp_path / "rows.csv").write_text("orders,b,m0,1\n")
    standing.alter(sql.format(csv=tmp_path / "rows.csv"))
    error = refuse(standing, kind, code)
    assert "secret-7" not in "".join(traceback.format_exception(error))


def test_no_work_database(standing):
    standing.work.unlink()
    refuse(standing, ConfigurationError, "TN-P001")


def test_a_damaged_work_database(standing):
    standing.work.write_bytes(b"not a database")
    refuse(standing, EvaluationError, "TN-P005")


def test_a_work_database_that_is_being_written(standing):
    script = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, standing.work], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == b"open\n"
        refuse(standing, EvaluationError, "TN-P005")
        writer.kill()


def test_a_second_publisher(standing):
    with folder.only_writer(standing.published):
        refuse(standing, EvaluationError, "TN-P004")
    assert standing.publish().is_new


def test_a_folder_that_cannot_be_written(place):
    place.published.write_text("a file where the folder should be")
    with pytest.raises(EvaluationError, match="TN-P006"):
        place.publish()


@pytest.mark.parametrize("target", [None, "/etc/hostname", "../work.duckdb", "releases/../../work.duckdb"])
def test_a_current_that_is_not_ours(standing, target):
    current = standing.published / "CURRENT"
    current.unlink()
    if target is None:
        current.write_text("kept")
    else:
        current.symlink_to(target)
    for call in (standing.publish, lambda: current_release(standing.published)):
        with pytest.raises(ConfigurationError) as caught:
            call()
        assert caught.value.code == "TN-P007"
    assert current.is_symlink() == (target is not None)
    assert len(standing.files()) == 1


@pytest.mark.parametrize("content", [None, b"", b"x" * 20_000], ids=["gone", "empty", "damaged"])
def test_a_lost_release_is_said_and_published_anew(place, content):
    release = place.publish()
    release.path.unlink()
    if content is not None:
        release.path.write_bytes(content)
    with pytest.raises(EvaluationError) as caught:
        current_release(place.published)
    assert caught.value.code == "TN-P008"
    assert place.publish().is_new
    assert current_release(place.published).batches == release.batches


def test_a_damaged_middle_is_not_taken_for_the_same_figures(place):
    release = place.publish()
    content = bytearray(release.path.read_bytes())
    for start in range(12_288, len(content), 4_096):
        content[start : start + 64] = bytes(64)
    release.path.chmod(0o644)
    release.path.write_bytes(content)
    assert place.publish().is_new


def test_a_database_of_another_kind_is_not_a_release(place):
    with pytest.raises(EvaluationError, match="TN-P008"):
        folder_of_strangers = place.published / "releases"
        folder_of_strangers.mkdir(parents=True)
        stranger = folder_of_strangers / "20111209T120000.000000Z-0123456789ab.duckdb"
        stranger.write_bytes(place.work.read_bytes())
        (place.published / "CURRENT").symlink_to(stranger.relative_to(place.published))
        current_release(place.published)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('/etc/hostname')",
        "copy metric_values to 'figures.csv'",
        "attach 'other.duckdb' as other",
        "set enable_external_access = true",
        "delete from metric_values",
    ],
)
def test_sql_on_a_release_reaches_nothing_else(place, sql):
    import duckdb

    with open_release(place.publish().path) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql)
