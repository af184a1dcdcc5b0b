"""The published JSON Schema says what the dataclasses say, and what the loader takes."""

from __future__ import annotations

import json
from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from contracts import WHOLE
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from truenorth.definitions.contract import read_contract
from truenorth.definitions.schema import CONTRACT, FILE, contract_schema, file_schema
from truenorth.errors import ContractError
from truenorth.strict_yaml import load_yaml

ROOT = Path(__file__).parents[3]
VALIDATOR = Draft202012Validator(contract_schema())


@pytest.mark.parametrize(("name", "schema"), [(CONTRACT, contract_schema()), (FILE, file_schema())])
def test_the_published_schema_is_made_from_the_dataclasses(name: str, schema: dict[str, Any]) -> None:
    published = json.loads((files("truenorth") / "schemas" / name).read_text(encoding="utf-8"))
    assert published == schema, "write it anew: python -m truenorth.definitions.schema"
    Draft202012Validator.check_schema(published)


def test_every_field_is_described() -> None:
    def undescribed(schema: Any, place: str) -> list[str]:
        fields = schema.get("properties", {}) if isinstance(schema, dict) else {}
        own = [
            f"{place}.{name}" for name, one in fields.items() if one is not True and not one["description"]
        ]
        return own + [found for name, one in fields.items() for found in undescribed(one, f"{place}.{name}")]

    assert undescribed(contract_schema(), "contract") == []


def test_every_metric_file_of_truenorth_keeps_the_schema() -> None:
    registry: Registry[Any] = Registry().with_resource(CONTRACT, Resource.from_contents(contract_schema()))
    validator = Draft202012Validator(file_schema(), registry=registry)
    paths = sorted((ROOT / "models" / "marts" / "metrics").glob("*.yml"))
    problems = {
        path.name: [error.message for error in validator.iter_errors(load_yaml(path))] for path in paths
    }
    assert len(paths) > 20
    assert {name: told for name, told in problems.items() if told} == {}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path, *(place for name, child in children for place in places(child, (*path, name)))]


PLACES = places(WHOLE)[1:]
ODD = st.one_of(
    st.sampled_from(["", " ", "a text", "P4W", "2026-01-31", "2026-1-31", "20260131", "value", "north_star"]),
    st.integers(-2, 3),
    st.floats(-1, 1),
    st.booleans(),
    st.lists(st.sampled_from(["a", "", 1]), max_size=2),
    st.dictionaries(st.sampled_from(["en", "zh", "lag", "growth"]), st.sampled_from(["a", "", 1, ["b"]])),
)


def is_paired(stated: dict[str, Any]) -> bool:
    """Both languages have as many texts: the one rule that JSON Schema cannot say."""
    texts = stated.get("gaming_incentives")
    lists = [one for one in texts.values() if isinstance(one, list)] if isinstance(texts, dict) else []
    return len({len(one) for one in lists}) < 2


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(PLACES), odd=ODD, taken_out=st.booleans())
def test_the_loader_takes_what_the_schema_allows(place: Any, odd: Any, taken_out: bool) -> None:
    stated = deepcopy(WHOLE)
    inside = stated
    for name in place[:-1]:
        inside = inside[name]
    if taken_out and isinstance(inside, dict):
        del inside[place[-1]]
    else:
        inside[place[-1]] = odd
    allowed = VALIDATOR.is_valid(stated) and is_paired(stated)
    try:
        read_contract("creators", stated)
        taken = True
    except ContractError:
        taken = False
    assert taken == allowed, [error.message for error in VALIDATOR.iter_errors(stated)]
