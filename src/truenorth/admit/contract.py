"""A Pandera `DataFrameModel`, found by path and read as a list of checks with permanent reasons."""

from __future__ import annotations

import importlib.util
import inspect
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from ..errors import ContractError
from .unkept import unkept

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl

UniquePolicy = Literal["all", "exclude_first", "exclude_last"]


@dataclass(frozen=True)
class ColumnCheck:
    """One Pandera check on one column; `reason` is the id that a failing row carries."""

    reason: str
    check: Any
    column: str


@dataclass(frozen=True)
class FrameCheck:
    """One Pandera check on the whole frame."""

    reason: str
    check: Any


@dataclass(frozen=True)
class Uniqueness:
    """Rows whose `columns` occur more than once carry `reason`; `policy` says which copies are reported."""

    reason: str
    columns: tuple[str, ...]
    policy: UniquePolicy


@dataclass(frozen=True)
class ColumnContract:
    """One column as the contract names it.

    Attributes:
        name: column name in the source (the alias where the model gives one).
        dtype: polars dtype.
        dtype_reason, null_reason: ids for an unreadable value and for a forbidden null; empty when the
            contract allows it.
    """

    name: str
    dtype: pl.DataType
    nullable: bool
    coerce: bool
    required: bool
    checks: tuple[ColumnCheck, ...]
    dtype_reason: str
    null_reason: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class RowContract:
    """What one raw row must be.

    Attributes:
        strict: True holds a batch with extra columns; False and "filter" leave them out.
        reasons: every reason a row can carry, in contract order, with its plain-words text.
    """

    source: str
    path: Path
    model: type[pa.DataFrameModel]
    columns: tuple[ColumnContract, ...]
    frame_checks: tuple[FrameCheck, ...]
    uniqueness: tuple[Uniqueness, ...]
    strict: bool | Literal["filter"]
    reasons: dict[str, str]
    description: str = ""


def load_contract(path: Path, source: str) -> RowContract:
    """Read the one `DataFrameModel` of a contract file.

    Raises: ContractError TN-C001 (missing file), TN-C002 (cannot be imported), TN-C003 (not exactly one
        model), TN-C004 (a construct that Pandera's polars backend has but a row contract cannot keep).
    """
    if not path.is_file():
        raise ContractError(
            "TN-C001", f"source {source!r} has no row contract", where=str(path), mend="write the file"
        )
    import pandera.polars as pa

    module = _import_file(path, source)
    models = [
        item
        for _, item in inspect.getmembers(module, inspect.isclass)
        if issubclass(item, pa.DataFrameModel) and item.__module__ == module.__name__
    ]
    bases = {base for model in models for base in model.__mro__[1:]}
    leaves = [model for model in models if model not in bases]
    if len(leaves) != 1:
        names = ", ".join(model.__name__ for model in leaves) or "none"
        raise ContractError(
            "TN-C003",
            f"a contract file holds exactly one DataFrameModel; found: {names}",
            where=str(path),
            mend="keep one model a file",
        )
    return read_model(leaves[0], source=source, path=path)


def read_model(model: type[pa.DataFrameModel], *, source: str, path: Path) -> RowContract:
    """Turn a Pandera model into a `RowContract`; see `load_contract` for errors."""
    try:
        schema = model.to_schema()
    except Exception as error:
        raise ContractError(
            "TN-C002", f"Pandera refuses the model: {error}", where=str(path), mend="correct the model"
        ) from error
    settings = getattr(model.__config__, "metadata", None) or {}
    problem = unkept(schema, settings)
    if problem is not None:
        raise ContractError("TN-C004", problem, where=str(path), mend="leave it out of the model")
    reasons: dict[str, str] = {}
    columns = tuple(
        _column(column, path, reasons, coerce=bool(schema.coerce)) for column in schema.columns.values()
    )
    uniqueness = [
        Uniqueness(
            reason=_claim(
                reasons, _renamed(column, "field_uniqueness"), f"{column.name} occurs more than once"
            ),
            columns=(column.name,),
            policy="all",
        )
        for column in schema.columns.values()
        if column.unique
    ]
    reason = settings.get("reasons", {}).get("multiple_fields_uniqueness", "multiple_fields_uniqueness")
    for keys in _key_lists(schema.unique):
        text = f"the same {', '.join(keys)} occur more than once"
        uniqueness.append(
            # Pandera on polars only knows "all"; the policy is ours, so it stands in the metadata.
            Uniqueness(_claim(reasons, reason, text), keys, settings.get("unique_policy", "all"))
        )
    frame_checks = tuple(
        FrameCheck(_claim(reasons, check.name or "frame_check", _text(check, "the row")), check)
        for check in schema.checks
    )
    return RowContract(
        source=source,
        path=path,
        model=model,
        columns=columns,
        frame_checks=frame_checks,
        uniqueness=tuple(uniqueness),
        strict=schema.strict,
        reasons=reasons,
        description=inspect.cleandoc(vars(model).get("__doc__") or ""),  # not Pandera's own
    )


def _column(column: Any, path: Path, reasons: dict[str, str], *, coerce: bool) -> ColumnContract:
    if column.regex:
        raise ContractError(
            "TN-C004",
            f"column {column.name!r} is a pattern; a row contract names each column",
            where=str(path),
            mend="write one field for each column",
        )
    if column.dtype is None:
        raise ContractError(
            "TN-C004",
            f"column {column.name!r} has no type",
            where=str(path),
            mend="annotate the field, for example `str` or `pl.Int64`",
        )
    dtype = column.dtype.type
    if isinstance(dtype, type):
        dtype = dtype()
    return ColumnContract(
        name=column.name,
        dtype=dtype,
        nullable=column.nullable,
        coerce=coerce or column.coerce,
        required=column.required,
        dtype_reason=_claim(reasons, _renamed(column, "dtype"), f"{column.name} cannot be read as {dtype}"),
        null_reason=""
        if column.nullable
        else _claim(reasons, _renamed(column, "not_nullable"), f"{column.name} is missing"),
        checks=tuple(
            ColumnCheck(
                _claim(reasons, _renamed(column, check.name or "check"), _text(check, column.name)),
                check,
                column.name,
            )
            for check in column.checks
        ),
        title=column.title or "",
        description=column.description or "",
    )


def _key_lists(unique: Any) -> list[tuple[str, ...]]:
    if not unique:
        return []
    if isinstance(unique, str):
        return [(unique,)]
    if all(isinstance(key, str) for key in unique):
        return [tuple(unique)]
    return [tuple(keys) for keys in unique]


def _renamed(column: Any, rule: str) -> str:
    """A reason is `<column>__<rule>` unless the field's metadata gives it a name of its own."""
    own = (column.metadata or {}).get("reasons", {})
    return str(own.get(rule, f"{column.name}__{rule}"))


def _claim(reasons: dict[str, str], reason: str, text: str) -> str:
    name, copy = reason, 2
    while name in reasons:
        name, copy = f"{reason}__{copy}", copy + 1
    reasons[name] = text
    return name


def _text(check: Any, subject: str) -> str:
    return str(check.description or check.title or f"{subject} breaks {check.error or check.name}")


def _import_file(path: Path, source: str) -> ModuleType:
    name = f"truenorth_contract_{source}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise ContractError(
            "TN-C002",
            f"the contract cannot be imported: {type(error).__name__}: {error}",
            where=str(path),
            mend="run the file with python to see the traceback",
        ) from error
    return module
