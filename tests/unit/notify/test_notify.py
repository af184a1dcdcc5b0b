"""Who is told what and when: files that are wrong, quiet hours, the spool, and channels that fail."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import truenorth.notify.sending as sending
from truenorth.dbt import NodeResult
from truenorth.errors import ConfigurationError, EvaluationError
from truenorth.notify.channels import Channel, NotifyConfig, QuietHours, load_notify
from truenorth.notify.happenings import (
    EVENTS,
    Happening,
    failed_gate,
    held_batches,
    published_release,
    red_nodes,
)
from truenorth.notify.message import LONGEST_FACT, MOST_FACTS, TEMPLATES, Part, part_of
from truenorth.notify.sending import notify
from truenorth.notify.spool import MOST_PARTS, Spool
from truenorth.project import Project, find_project
from truenorth.wording.words import Words

NIGHT = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)  # 02:00 in Shanghai
MORNING = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # 07:30 there
GOOD = """
channels:
  - name: team
    url_env: TEAM_URL
    events: [held, red, published]
    languages: [zh, en]
    quiet_hours: {from: "22:00", to: "07:00", timezone: Asia/Shanghai, except: [red]}
  - {name: boss, url_env: BOSS_URL}
templates:
  held: {en: "{{ count }} wait: {{ facts[0] }}", zh: "{{ count }} 批等待：{{ facts[0] }}"}
"""
HELD = Happening("held", (Words("orders 0ba8: TN-A010", "orders 0ba8：TN-A010"),))
RED = Happening("red", (Words("net_revenue", "net_revenue"),))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    (tmp_path / "expectations").mkdir()
    (tmp_path / "expectations" / "notify.yml").write_text(GOOD)
    return find_project(tmp_path)


class Sent:
    """Stands in for `send`; `broken` channels do not take anything."""

    def __init__(self, *broken: str) -> None:
        self.broken = set(broken)
        self.messages: list[tuple[str, list[str]]] = []

    def __call__(self, channel: Channel, title: str, parts: Sequence[Part]) -> None:
        if channel.name in self.broken:
            raise EvaluationError("TN-H012", "the service did not take the message")
        self.messages.append((channel.name, [part.event for part in parts]))


def tell(project: Project, now: datetime, *happenings: Happening) -> list[str]:
    said: list[str] = []
    notify(project, load_notify(project), happenings, now=now, on_message=said.append)
    return said


def test_a_whole_file_is_read(project: Project) -> None:
    config = load_notify(project)
    team, boss = config.channels
    assert team.events == ("red", "held", "published"), "worst first, however they are written"
    assert (boss.events, boss.languages, boss.quiet_hours) == (EVENTS, ("en",), None)
    assert part_of(HELD, ["zh", "en"], "shop", config.templates).text == (
        "1 批等待：orders 0ba8：TN-A010\n\n1 wait: orders 0ba8: TN-A010"
    )


def test_without_a_file_nobody_is_told(project: Project) -> None:
    (project.root / "expectations" / "notify.yml").unlink()
    assert load_notify(project) == NotifyConfig()


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("events: [held, red, published]", "events: [hold]"),
        ("url_env: TEAM_URL", "url: slack://secret"),
        ("url_env: TEAM_URL", "url_env: slack://secret"),
        ("languages: [zh, en]", "languages: [de]"),
        ("name: boss", "name: team"),
        ('"22:00"', "22:00:00"),
        ('"22:00"', '"25:00"'),
        ('"22:00"', '"07:00"'),
        ("Asia/Shanghai", "Asia/Shanghae"),
        ("Asia/Shanghai", "../../etc/passwd"),
        ("except: [red]", "except: [blue]"),
        ("facts[0]", "facts[0"),
        ("facts[0]", "values[0]"),
        ("templates:", "template:"),
        ("held: {en", "hold: {en"),
    ],
)
def test_what_is_wrong_is_refused_and_no_url_is_repeated(
    project: Project, written: str, instead: str
) -> None:
    assert written in GOOD
    (project.root / "expectations" / "notify.yml").write_text(GOOD.replace(written, instead))
    with pytest.raises(ConfigurationError) as refused:
        load_notify(project)
    assert refused.value.code == "TN-H010"
    assert "secret" not in str(refused.value)


@given(
    start=st.times(),
    end=st.times(),
    minute=st.integers(0, 1439),
    zone=st.sampled_from(["UTC", "Asia/Shanghai"]),
)
def test_quiet_hours_are_the_minutes_between_on_the_clock_there(start, end, minute, zone) -> None:
    start, end = (one.replace(second=0, microsecond=0) for one in (start, end))
    there = datetime(2026, 3, 1, tzinfo=ZoneInfo(zone)) + timedelta(minutes=minute)
    hours = QuietHours(start, end, ZoneInfo(zone), ("red",))
    # an oracle that walks from the beginning to the end, minute by minute
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    length = (last - first) % 1440
    assert hours.hold("held", there.astimezone(UTC)) is ((minute - first) % 1440 < length)
    assert not hours.hold("red", there.astimezone(UTC))


def test_at_night_only_the_exceptions_are_told_and_the_rest_comes_in_the_morning(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "send", sent := Sent())
    assert tell(project, NIGHT, HELD, RED) == []
    assert sent.messages == [("team", ["red"]), ("boss", ["red", "held"])], "worst first; boss has no night"
    tell(project, NIGHT + timedelta(hours=1), HELD)
    assert len(Spool(project.root).of("team")) == 1, "the same text waits once"
    sent.messages.clear()
    tell(project, MORNING)
    assert sent.messages == [("team", ["held"])]
    sent.messages.clear()
    tell(project, MORNING)
    assert sent.messages == [], "and never again"


def test_a_channel_that_fails_is_told_and_stops_no_other(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "send", Sent())
    tell(project, NIGHT, HELD)
    monkeypatch.setattr(sending, "send", sent := Sent("team"))
    assert tell(project, MORNING, RED) == ["TN-H012 team: the service did not take the message"]
    assert sent.messages == [("boss", ["red"])]
    monkeypatch.setattr(sending, "send", sent := Sent())
    tell(project, MORNING)
    assert sent.messages == [("team", ["held"])], "what waited waits on"


def test_what_nobody_wants_to_know_is_not_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "send", sent := Sent())
    tell(project, MORNING, Happening("overdue", (Words("net_revenue", "net_revenue"),)))
    assert sent.messages == [("boss", ["overdue"])]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"team": 3}', '{"team": [{"event": "held"}]}'])
def test_a_torn_spool_is_an_empty_one(project: Project, text: str) -> None:
    spool = Spool(project.root)
    spool.path.write_text(text)
    assert list(Spool(project.root).of("team")) == []


def test_the_spool_does_not_grow_without_end(project: Project) -> None:
    spool = Spool(project.root)
    spool.keep("team", [Part("held", str(number)) for number in range(MOST_PARTS + 5)])
    kept = Spool(project.root).of("team")
    assert [kept[0].text, kept[-1].text] == ["5", str(MOST_PARTS + 4)]
    assert (spool.path.parent / ".gitignore").read_text() == "*\n"


@given(st.lists(st.text(max_size=400), max_size=20))
def test_a_text_stays_short_and_says_how_much_was_cut(facts: list[str]) -> None:
    happening = Happening("held", tuple(Words(fact, fact) for fact in facts))
    text = part_of(happening, ["en"], "shop", {}).text
    assert len(text) <= 60 + MOST_FACTS * (LONGEST_FACT + 3)
    assert (f"and {len(facts) - MOST_FACTS} more" in text.splitlines()[-1]) == (len(facts) > MOST_FACTS)
    assert f": {len(facts)}" in text.splitlines()[0]


def test_facts_are_text_and_never_a_template() -> None:
    bomb = "{{ ''.__class__.__mro__ }}{% for x in range(9) %}"
    assert bomb in part_of(Happening("red", (Words(bomb, bomb),)), ["en"], "{{ 7 * 7 }}", {}).text


def test_red_nodes_are_named_without_dbts_own_words() -> None:
    nodes = [
        NodeResult(
            "model.shop.stg_orders", "error", "Conversion Error: Could not convert 'anna@example.org'"
        ),
        NodeResult("test.shop.scope.x1", "fail", "TN-L010 a column may not be used: anna"),
    ]
    [red] = red_nodes(nodes)
    assert [fact.en for fact in red.facts] == ["stg_orders", "scope: TN-L010"]
    assert red_nodes([]) == []


def test_held_batches_are_named_by_source_code_and_the_first_of_their_id() -> None:
    held = [
        {
            "source": "orders",
            "batch_id": "0ba8c1d2e3f4",
            "file": "anna.csv",
            "code": "TN-A010",
            "reason": "anna",
        },
        {"source": "orders", "batch_id": None, "file": "anna.csv", "code": "TN-F010", "reason": "x"},
    ]
    [told] = held_batches(held)
    assert [fact.en for fact in told.facts] == ["orders 0ba8c1d2: TN-A010", "orders: TN-F010"]
    assert held_batches([]) == []


def test_of_a_gate_only_what_keeps_the_change_out_is_told() -> None:
    said = {"en": "changed", "zh": "已变"}
    finding = {
        "grade": "fail",
        "code": "TN-D001",
        "subject": "a",
        "said": said,
        "waived": None,
        "known": False,
    }
    findings = [
        finding,
        {**finding, "subject": "b", "waived": "w1"},
        {**finding, "subject": "c", "known": True},
        {**finding, "subject": "d", "grade": "warn"},
    ]
    [told] = failed_gate({"verdict": "fail", "findings": findings})
    assert told.facts == (Words("TN-D001 a: changed", "TN-D001 a：已变"),)
    assert failed_gate({"verdict": "pass", "findings": findings}) == []
    [told] = failed_gate({"verdict": "unknown", "findings": []})
    assert len(told.facts) == 1


def test_of_a_release_the_largest_bubbles_are_told_first() -> None:
    bubbles = {"small": 0.01, "none": None, "below": -0.5, "large": 0.2}
    [told] = published_release("r1", [{"metric": name, "bubble": one} for name, one in bubbles.items()])
    assert [fact.en.split(":")[0] for fact in told.facts] == ["release r1", "below", "large", "small"]


def test_every_event_has_a_text_in_both_languages() -> None:
    assert set(TEMPLATES) == set(EVENTS)
    assert all(words.en and words.zh for words in TEMPLATES.values())
    assert json.dumps([Part("held", "x").event])
