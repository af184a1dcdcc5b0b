"""Made-up rows for a project to begin with: eight months, small enough to read, with a few faults in each.

The same rows every time. They show that a project works and prove nothing else; `truenorth sample` makes a
whole world with attacks planted in it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from io import StringIO
from random import Random
from string import ascii_lowercase

MONTHS = tuple(datetime(2026, month, 1) for month in range(1, 9))  # repurchase within 180 days needs seven
ROWS_A_MONTH = 140
PERSONS = 200
WORKS = 120
DAYS_BETWEEN_WORKS = 2

Row = tuple[object, ...]


def sample_of(template: str) -> dict[str, str]:
    """Return the raw files of a template: text by path."""
    return SAMPLES[template](Random(7))


def _orders(random: Random) -> dict[str, str]:
    header = ("line_no", "order_no", "customer_id", "product_id", "ordered_at", "pieces", "price", "country")
    prices = {f"p{number:02}": round(random.uniform(3, 60), 2) for number in range(12)}
    countries = {person: random.choice(["France", "Spain", "中国"]) for person in range(PERSONS)}

    def line(number: int, when: datetime) -> Row:
        person = min(int(random.expovariate(1 / 60)), PERSONS - 1)
        product = random.choice(list(prices))
        price: object = prices[product]
        if number % 97 == 5:
            price = random.choice([0, "free", -1])  # the faults that the row contract stops
        pieces, is_cancelled = random.randint(1, 4), str(random.random() < 0.04).lower()
        order, customer = f"A{number // 2:05}", f"c{person:05}"
        return (
            f"L{number:06}",
            order,
            customer,
            product,
            when,
            pieces,
            price,
            countries[person],
            is_cancelled,
        )

    return _monthly("orders", (*header, "is_cancelled"), line, random)


def _acts(random: Random) -> dict[str, str]:
    header = ("act_id", "reader_id", "work_id", "action", "happened_at", "seconds_watched", "comment")
    actions = {"view": 60, "like": 15, "comment": 8, "save": 6, "share": 5, "reply": 4, "follow": 2}

    def act(number: int, when: datetime) -> Row:
        action = random.choices(list(actions), list(actions.values()))[0]
        comment = _sentence(random) if action in ("comment", "reply") else ""
        seconds = round(random.expovariate(1 / 40), 1) if action == "view" else ""
        if number % 97 == 5:
            action = "admire"
        return (
            f"e{number:06}",
            _person("r", random),
            _work("w", random, when),
            action,
            when,
            seconds,
            comment,
        )

    works = [
        (
            f"w{number:03}",
            f"r{number % 9:05}",
            random.choice(["video", "article", "answer"]),
            _published(number),
        )
        for number in range(WORKS)
    ]
    return _monthly("acts", header, act, random) | {
        "data/registers/works.csv": _csv(("work_id", "author_id", "kind", "published_at"), works)
    }


def _learning(random: Random) -> dict[str, str]:
    header = ("event_id", "learner_id", "lesson_id", "event", "happened_at", "minutes", "written")
    events = {"opened": 55, "completed": 25, "question": 8, "answer": 7, "recommended": 5}

    def event(number: int, when: datetime) -> Row:
        kind = random.choices(list(events), list(events.values()))[0]
        written = _sentence(random) if kind in ("question", "answer") else ""
        minutes: object = round(random.uniform(4, 45), 1) if kind == "opened" else ""
        if number % 97 == 5:
            minutes = 9000
        return (f"e{number:06}", _person("s", random), _work("l", random, when), kind, when, minutes, written)

    lessons = [
        (f"l{lesson:03}", f"t{lesson % 12:03}", random.choice(["maths", "music", "语文"]), _published(lesson))
        for lesson in range(WORKS)
    ]
    learners = [(f"s{number:05}", MONTHS[0] - timedelta(days=1 + number)) for number in range(PERSONS)]
    return _monthly("learning", header, event, random) | {
        "data/registers/lessons.csv": _csv(("lesson_id", "teacher_id", "subject", "published_at"), lessons),
        "data/registers/learners.csv": _csv(("learner_id", "registered_at"), learners),
    }


SAMPLES: dict[str, Callable[[Random], dict[str, str]]] = {
    "commerce": _orders,
    "content": _acts,
    "education": _learning,
}


def _monthly(
    source: str, header: Sequence[str], row: Callable[[int, datetime], Row], random: Random
) -> dict[str, str]:
    """One file a month; every day has rows, and the last row of a file comes twice."""
    files, number = {}, 0
    for month in MONTHS:
        rows = []
        for index in range(ROWS_A_MONTH):
            second = random.randrange(7 * 3600, 23 * 3600)
            rows.append(row(number, month + timedelta(days=index * 28 // ROWS_A_MONTH, seconds=second)))
            number += 1
        files[f"data/{source}/{month:%Y-%m}.csv"] = _csv(header, [*rows, rows[-1]])
    return files


def _csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _sentence(random: Random) -> str:
    """Words without sense, so that no two sentences are copies."""
    return " ".join("".join(random.choices(ascii_lowercase, k=random.randint(2, 9))) for _ in range(8))


def _person(prefix: str, random: Random) -> str:
    """A few are here often, most rarely."""
    return f"{prefix}{min(int(random.expovariate(1 / 60)), PERSONS - 1):05}"


def _work(prefix: str, random: Random, when: datetime) -> str:
    """One of the last thirty that are out: people turn to what is new."""
    newest = min((when - _published(0)).days // DAYS_BETWEEN_WORKS, WORKS - 1)
    return f"{prefix}{random.randint(max(0, newest - 29), max(0, newest)):03}"


def _published(number: int) -> datetime:
    return MONTHS[0] + timedelta(days=DAYS_BETWEEN_WORKS * number, hours=6)
