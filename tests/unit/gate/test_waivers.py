"""What people let pass: by name, with a reason, until a day; and what nobody may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.errors import ConfigurationError
from truenorth.gate.asked import Asked, Leniency
from truenorth.gate.baseline import apply_baseline, baseline_text, load_baseline
from truenorth.gate.finding import CHECKS, GRADES, Check, GateFinding
from truenorth.gate.report import GateReport
from truenorth.gate.settings import GateSettings
from truenorth.gate.waivers import Waiver, apply_waivers, load_waivers
from truenorth.wording.words import Words

TODAY = date(2026, 6, 1)
SETTINGS = GateSettings()
WORDS = Words("it is so", "如此")
BROKEN = GateFinding("contracts", "fail", "TN-D004", "orders", WORDS, WORDS, key="rows: country")
WAIVER = Waiver(
    "later", "readers move", "data platform", TODAY + timedelta(days=30), code="TN-D004", subject="orders"
)
FINDINGS = st.builds(
    GateFinding,
    check=st.sampled_from([one for one in CHECKS if one != "waivers"]),
    grade=st.sampled_from(GRADES),
    code=st.sampled_from(["TN-D004", "TN-D005", "TN-K001", "TN-L010", "TN-G012"]),
    subject=st.sampled_from(["orders", "clicks"]),
    said=st.just(WORDS),
    mend=st.just(WORDS),
    key=st.sampled_from(["", "a", "b"]),
)


def applied(findings: list[GateFinding], *waivers: Waiver) -> list[GateFinding]:
    return apply_waivers(findings, list(waivers), SETTINGS, TODAY, "expectations/waivers.yml")


def test_a_waiver_covers_what_it_names_and_says_so() -> None:
    other = replace(BROKEN, subject="clicks")
    waived, left = applied([BROKEN, other], WAIVER)
    assert (waived.waived, waived.counts) == ("later", False)
    assert (left.waived, left.counts) == (None, True)
    (by_key, by_other_key) = applied(
        [BROKEN, replace(BROKEN, key="rows: city")], replace(WAIVER, key="rows: city")
    )
    assert (by_key.waived, by_other_key.waived) == (None, "later")


@pytest.mark.parametrize(
    ("expires", "code", "is_waived"),
    [
        (TODAY, "TN-D061", False),
        (TODAY - timedelta(days=400), "TN-D061", False),
        (TODAY + timedelta(days=1), None, True),
        (TODAY + timedelta(days=90), None, True),
        (TODAY + timedelta(days=91), "TN-D067", False),
    ],
)
def test_the_last_day(expires: date, code: str | None, is_waived: bool) -> None:
    found = applied([BROKEN], replace(WAIVER, expires=expires))
    assert (found[0].waived is not None) == is_waived
    assert [one.code for one in found[1:]] == ([code] if code else [])
    assert all(one.counts for one in found[1:])


def test_a_waiver_of_nothing_is_told() -> None:
    (found,) = applied([], WAIVER)
    assert (found.code, found.grade, found.counts) == ("TN-D062", "warn", False)


@pytest.mark.parametrize(
    ("check", "code"),
    [("compliance", "TN-X001"), ("votes", "TN-G012"), ("build", "TN-K001"), ("lint", "TN-L003")],
)
def test_what_belongs_to_others_cannot_be_waived(check: Check, code: str) -> None:
    finding = replace(BROKEN, check=check, code=code)
    found = applied([finding], replace(WAIVER, code=code))
    assert (found[0].waived, found[0].counts) == (None, True)
    assert [one.code for one in found[1:]] == ["TN-D063"]


def test_unknown_is_waived_only_by_whoever_has_seen_it() -> None:
    unknown = replace(BROKEN, grade="unknown", code="TN-D016")
    assert applied([unknown], replace(WAIVER, code="TN-D016"))[0].counts
    named = Waiver(
        "seen", "a package was renewed", "platform", WAIVER.expires, fingerprint=unknown.fingerprint
    )
    assert not applied([unknown], named)[0].counts


def test_a_check_that_stays_unknown_passes_only_by_waiver() -> None:
    def ask(*waivers: Waiver) -> GateReport:
        asked = Asked("shop")
        assert asked.ask("definitions", _refuse) is None
        leniency = Leniency(SETTINGS, list(waivers), "waivers.yml", TODAY)
        return asked.finish(GateReport("shop", "change", "abc"), leniency)

    plain = ask()
    assert plain.verdict == "unknown"
    mark = plain.findings[0].fingerprint
    waived = ask(Waiver("seen", "looked at", "platform", WAIVER.expires, fingerprint=mark))
    assert waived.verdict == "pass"
    assert waived.evaluated["definitions"].state == "skipped"


def _refuse() -> None:
    raise ConfigurationError("TN-M004", "there is no metric x")


@given(st.lists(FINDINGS, max_size=6))
def test_a_baseline_knows_what_was_there_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, findings: list[GateFinding]
) -> None:
    path = tmp_path_factory.mktemp("baseline") / "known.json"
    path.write_text(baseline_text(tuple(findings)))
    again = apply_baseline(findings, load_baseline(path), "known.json")
    for one in again:
        must_count = (
            one.grade == "unknown" or one.check in ("compliance", "votes") or one.code[:4] in ("TN-K", "TN-L")
        )
        assert one.counts == (one.grade in ("fail", "unknown") and must_count)
    assert baseline_text(tuple(reversed(findings))) == path.read_text()
    new = replace(BROKEN, subject="never seen")
    assert apply_baseline([new], load_baseline(path), "known.json")[0].counts


def test_what_is_known_and_gone_is_told_and_what_got_worse_counts(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(baseline_text((replace(BROKEN, grade="warn"),)))
    (gone,) = apply_baseline([], load_baseline(path), "known.json")
    assert (gone.code, gone.grade) == ("TN-D065", "note")
    (worse,) = apply_baseline([BROKEN], load_baseline(path), "known.json")
    assert worse.counts


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema_version": 2, "findings": {}}'])
def test_a_baseline_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text)
    with pytest.raises(ConfigurationError) as refused:
        load_baseline(path)
    assert refused.value.code == "TN-D064"


WRITTEN = "waivers:\n- {id: later, reason: r, owner: o, expires: 2026-07-01, %s}\n"


def test_the_file_of_waivers(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yml"
    assert load_waivers(path) == []
    path.write_text(WRITTEN % "code: TN-D004, subject: orders")
    (read,) = load_waivers(path)
    assert read == replace(WAIVER, reason="r", owner="o", expires=date(2026, 7, 1))


@pytest.mark.parametrize(
    "text",
    [
        WRITTEN % "code: TN-D004",
        WRITTEN % "subject: orders",
        WRITTEN % "fingerprint: a, code: TN-D004, subject: orders",
        WRITTEN % "fingerprint: a, key: b",
        WRITTEN % "fingerprint: a, because: b",
        WRITTEN.replace("reason: r, ", "") % "fingerprint: a",
        WRITTEN.replace("owner: o", "owner: ''") % "fingerprint: a",
        WRITTEN.replace("2026-07-01", "never") % "fingerprint: a",
        (WRITTEN % "fingerprint: a") + (WRITTEN % "fingerprint: b").removeprefix("waivers:\n"),
        "waivers: 3",
    ],
)
def test_a_slip_in_the_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "waivers.yml"
    path.write_text(text)
    with pytest.raises(ConfigurationError) as refused:
        load_waivers(path)
    assert refused.value.code == "TN-D060"
