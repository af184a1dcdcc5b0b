"""Reads `expectations/scope/<source>.yml`: one fideslang dataset a source, with `truenorth:` blocks in it.

fideslang says what data are (`data_categories`), what they may serve (`data_uses`) and whose they are
(`data_subjects`). It has no words for retention and masking of a column, so each level may hold a block
`truenorth:`: the dataset `processing` (a list of fideslang privacy declarations) and `retention`, a
collection `retention`, a field `masking`. docs/compliance.md shows a whole file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from ..errors import ConfigurationError
from ..project import Project
from ..strict_yaml import load_yaml
from . import taxonomy
from .declared import (
    Declarations,
    DeclaredColumn,
    DeclaredSource,
    DeclaredTable,
    Masking,
    MaskingRule,
    Processing,
    Retention,
)
from .durations import parse_period

if TYPE_CHECKING:
    from fideslang.models import Dataset, DatasetCollection, DatasetField
    from pydantic import BaseModel

FOLDER = ("expectations", "scope")
BLOCKS = {"dataset": {"processing", "retention"}, "collection": {"retention"}, "field": {"masking"}}
MASKS: dict[str, set[str]] = {
    "pattern": {"pattern"},
    "hashed": set(),
    "coarsened": {"step"},
    "absent": set(),
}


def scope_files(project: Project) -> list[Path]:
    """The scope files of a project, by name; none is a project that has declared nothing."""
    return sorted(project.root.joinpath(*FOLDER).glob("*.yml"))


def load_declarations(project: Project) -> Declarations:
    """Read every scope file.

    Returns: declared sources by lower-case name.
    Raises: ConfigurationError TN-S001 (no valid YAML), TN-L001 (not a scope file, with the field that is
        wrong), TN-L002 (a category, use or kind of person that fideslang does not know).
    """
    return {path.stem.lower(): read_scope_file(path) for path in scope_files(project)}


def read_scope_file(path: Path) -> DeclaredSource:
    """Read one scope file; raises as `load_declarations` does."""
    content = load_yaml(path)
    sets = content.get("dataset") if isinstance(content, dict) and set(content) == {"dataset"} else None
    if not isinstance(sets, list) or len(sets) != 1 or not isinstance(sets[0], dict):
        raise _wrong(path, "the file holds `dataset:` with one entry and nothing else")
    blocks: dict[str, dict[str, Any]] = {}
    dataset = _validated(path, _without_blocks(path, sets[0], "dataset", "", blocks))
    if dataset.fides_key != path.stem:
        raise _wrong(path, f"fides_key is the name of the source and of the file: {path.stem}")
    _check_names(path, dataset.data_categories, dataset.data_uses, dataset.data_subjects)
    return DeclaredSource(
        name=dataset.fides_key,
        path=path,
        tables={one.name.lower(): _table(path, dataset, one, blocks) for one in dataset.collections},
        processing=tuple(_processing(path, one) for one in _listed(path, blocks[""].get("processing", []))),
    )


def _without_blocks(
    path: Path, content: Any, level: str, where: str, blocks: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Take the `truenorth:` blocks out, by place; what is left must be fideslang's and nothing else."""
    from fideslang import models

    kinds: dict[str, type[BaseModel]] = {
        "dataset": models.Dataset,
        "collection": models.DatasetCollection,
        "field": models.DatasetField,
    }
    below = {"dataset": ("collections", "collection"), "collection": ("fields", "field")}
    if not isinstance(content, dict):
        raise _wrong(path, f"{where or 'dataset'}: settings by name are expected")
    settings: dict[str, Any] = {str(name): value for name, value in content.items()}
    block = settings.pop("truenorth", None) or {}
    if not isinstance(block, dict) or not set(block) <= BLOCKS[level]:
        allowed = ", ".join(sorted(BLOCKS[level]))
        raise _wrong(path, f"{where or 'dataset'}: a `truenorth:` block holds {allowed} here")
    blocks[where] = block
    # fideslang itself ignores names that it does not know: a slip would declare nothing
    if unknown := sorted(set(settings) - set(kinds[level].model_fields)):
        raise _wrong(path, f"{where or 'dataset'}: unknown setting {unknown[0]!r}")
    if level == "field" and "fields" in settings:
        raise _wrong(
            path, f"{where}: a column with parts is declared as one column, with all their categories"
        )
    if level in below:
        name, next_level = below[level]
        settings[name] = [
            _without_blocks(path, one, next_level, _place(where, one), blocks)
            for one in _listed(path, settings.get(name, []))
        ]
    return settings


def _place(where: str, content: Any) -> str:
    name = str(content.get("name", "")) if isinstance(content, dict) else ""
    return f"{where}.{name}" if where else name


def _validated(path: Path, content: dict[str, Any]) -> Dataset:
    from fideslang.models import Dataset
    from pydantic import ValidationError

    try:
        return Dataset.model_validate(content)
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(map(str, problem["loc"]))
        raise _wrong(path, f"fideslang: {place or 'dataset'}: {problem['msg']}") from error


def _table(
    path: Path, dataset: Dataset, collection: DatasetCollection, blocks: dict[str, dict[str, Any]]
) -> DeclaredTable:
    _check_names(path, collection.data_categories, collection.data_uses, collection.data_subjects)
    columns = {
        field.name.lower(): _column(path, dataset, collection, field, blocks) for field in collection.fields
    }
    retention = blocks[collection.name].get("retention") or blocks[""].get("retention")
    table = DeclaredTable(collection.name, columns, _retention(path, collection.name, retention))
    if table.retention and table.retention.column.lower() not in columns:
        raise _wrong(path, f"{table.name}: retention counts from a column that is not declared")
    return table


def _column(
    path: Path,
    dataset: Dataset,
    collection: DatasetCollection,
    field: DatasetField,
    blocks: dict[str, dict[str, Any]],
) -> DeclaredColumn:
    where = f"{collection.name}.{field.name}"
    _check_names(path, field.data_categories, field.data_uses, field.data_subjects)
    levels = (dataset, collection, field)
    categories = sorted({key for level in levels for key in level.data_categories or []})
    # categories add up, uses do not: a nearer list narrows what the wider one allows
    near = next((one.data_uses for one in reversed(levels) if one.data_uses is not None), [])
    if not categories:
        raise _wrong(path, f"{where}: a column needs data_categories (`system.operations` if not personal)")
    return DeclaredColumn(
        name=field.name,
        categories=tuple(categories),
        purposes=tuple(near or ()),
        subjects=tuple(sorted({key for level in levels for key in level.data_subjects or []})),
        masking=_masking(path, where, blocks[where].get("masking")),
    )


def _masking(path: Path, where: str, content: Any) -> Masking | None:
    if content is None:
        return None
    settings = {str(key): str(value) for key, value in content.items()} if isinstance(content, dict) else {}
    named = settings.pop("rule", None)
    rule = next((one for one in get_args(MaskingRule) if one == named), None)
    if rule is None or set(settings) != MASKS[rule]:
        raise _wrong(path, f"{where}: masking is a rule ({', '.join(MASKS)}) with what it needs")
    try:
        re.compile(settings.get("pattern", ""))
    except re.error as error:
        raise _wrong(path, f"{where}: masking: not a regular expression") from error
    return Masking(rule, settings.get("pattern", ""), settings.get("step", ""))


def _retention(path: Path, where: str, content: Any) -> Retention | None:
    if content is None:
        return None
    if not isinstance(content, dict) or set(content) != {"period", "from", "reference"}:
        raise _wrong(path, f"{where}: retention needs exactly: period, from (a time column), reference")
    period = parse_period(content["period"])
    if period is None:
        raise _wrong(path, f"{where}: a retention period is written as in ISO 8601, for example P2Y or P90D")
    return Retention(period, str(content["from"]), str(content["reference"]))


def _processing(path: Path, content: Any) -> Processing:
    from fideslang.models import PrivacyDeclaration

    if not isinstance(content, dict) or not set(content) <= set(PrivacyDeclaration.model_fields):
        raise _wrong(path, "processing: each entry is a fideslang privacy declaration")
    try:
        one = PrivacyDeclaration.model_validate(content)
    except ValueError as error:
        raise _wrong(path, f"processing: fideslang: {str(error).splitlines()[0]}") from error
    _check_names(path, one.data_categories, [one.data_use], one.data_subjects)
    if one.legal_basis_for_processing is None:
        raise _wrong(path, f"processing: {one.data_use} names no legal_basis_for_processing")
    if one.legal_basis_for_processing.value != "Consent" and not one.impact_assessment_location:
        raise _wrong(
            path, f"processing: {one.data_use} needs impact_assessment_location: where the reason is"
        )
    return Processing(
        data_use=one.data_use,
        categories=tuple(one.data_categories),
        legal_basis=one.legal_basis_for_processing.value,
        special_basis=one.special_category_legal_basis.value if one.special_category_legal_basis else "",
        reference=one.impact_assessment_location or "",
    )


def _listed(path: Path, content: Any) -> list[Any]:
    if not isinstance(content, list):
        raise _wrong(path, "a list is expected under dataset, collections, fields and processing")
    return content


def _check_names(path: Path, categories: Any, uses: Any, subjects: Any) -> None:
    known = (
        ("data category", categories, taxonomy.data_categories()),
        ("data use", uses, taxonomy.data_uses()),
        ("data subject", subjects, taxonomy.data_subjects()),
    )
    for kind, names, there in known:
        for name in names or []:
            if name not in there:
                raise ConfigurationError(
                    "TN-L002",
                    f"{name!r} is no {kind} of fideslang",
                    where=str(path),
                    mend="`truenorth scope --words` lists the words",
                )


def _wrong(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-L001", what, where=str(path), mend="docs/compliance.md shows a whole scope file"
    )
