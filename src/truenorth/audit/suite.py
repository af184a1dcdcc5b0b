"""The Great Expectations suite of a source, found by path as dbt finds models."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ContractError

HISTORY_LENGTH = 6  # batches a batch is compared with, unless the suite file says otherwise


@dataclass(frozen=True)
class BatchExpectation:
    """One expectation on one measure of the profile.

    Attributes:
        name: `meta["name"]`, else `<measure>__<kind>`; releases and messages use it.
        origin: where its limits come from; every limit has one.
    """

    name: str
    measure: str
    severity: str
    origin: str
    expected: str
    expectation: Any


@dataclass(frozen=True)
class BatchSuite:
    """All expectations of a source; `version` changes with the file."""

    source: str
    expectations: tuple[BatchExpectation, ...]
    history_length: int
    version: str


def load_suite(path: Path, source: str) -> BatchSuite:
    """Import a suite file: a function `suite()` that returns a `great_expectations.ExpectationSuite`.

    Raises: ContractError TN-A001 (missing or not importable), TN-A002 (an expectation without origin, or one
        that does not look at a single measure).
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # no telemetry; read by GX at import
    if not path.is_file():
        raise ContractError(
            "TN-A001", f"source {source!r} has no batch suite", where=str(path), mend="write it"
        )
    spec = importlib.util.spec_from_file_location(f"truenorth_suite_{source}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        suite = module.suite()
    except Exception as error:
        raise ContractError(
            "TN-A001",
            f"the batch suite cannot be loaded: {type(error).__name__}: {error}",
            where=str(path),
            mend="run the file with python; it needs a function suite()",
        ) from error
    return BatchSuite(
        source=source,
        expectations=tuple(_read(expectation, path) for expectation in suite.expectations),
        history_length=getattr(module, "HISTORY_LENGTH", HISTORY_LENGTH),
        version=hashlib.sha256(path.read_bytes()).hexdigest()[:12],
    )


def _read(expectation: Any, path: Path) -> BatchExpectation:
    kind = expectation.expectation_type
    meta = expectation.meta or {}
    measure = getattr(expectation, "column", None)
    if measure is None or not kind.startswith("expect_column_values_"):
        raise ContractError(
            "TN-A002",
            f"{kind} does not judge each profile by one measure",
            where=str(path),
            mend="use the expect_column_values_... family: a column is a measure, a row is a batch",
        )
    if not meta.get("origin"):
        raise ContractError(
            "TN-A002",
            f"{kind} on {measure!r} has no origin",
            where=str(path),
            mend='say where its limits come from: meta={"origin": "..."}',
        )
    return BatchExpectation(
        name=meta.get("name", f"{measure}__{kind.removeprefix('expect_column_values_')}"),
        measure=measure,
        severity=getattr(expectation.severity, "value", str(expectation.severity)),
        origin=meta["origin"],
        expected=_expected(expectation, kind),
        expectation=expectation,
    )


def _expected(expectation: Any, kind: str) -> str:
    low, high = getattr(expectation, "min_value", None), getattr(expectation, "max_value", None)
    if kind == "expect_column_values_to_be_between":
        if high is None:
            return f"at least {low:g}"
        return f"at most {high:g}" if low is None else f"{low:g} to {high:g}"
    return kind.removeprefix("expect_column_values_").replace("_", " ")
