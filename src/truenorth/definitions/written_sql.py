"""SQL as it is written, with dbt's Jinja in it: what can be told of a definition without a warehouse."""

from __future__ import annotations

import re

from ..errors import EvaluationError
from .canonical_sql import canonical_sql, digest_of

REF = re.compile(r"\bref\(\s*(?:'[^']*'|\"[^\"]*\")\s*(?:,\s*(?:'[^']*'|\"[^\"]*\")\s*)?\)")
QUOTED = re.compile(r"['\"]([^'\"]*)['\"]")
CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
SILENT = re.compile(r"\{#.*?#\}|\{\{-?\s*config\(.*?\)\s*-?\}\}", re.DOTALL)
SQL_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def named_models(sql: str) -> tuple[str, ...]:
    """Return the models that `ref` names, in order."""
    return tuple(QUOTED.findall(ref)[-1] for ref in REF.findall(SILENT.sub("", sql)))


def written_digest(sql: str) -> str:
    """Return a digest that comments, blanks and names of CTEs do not change; each call of Jinja is one name.

    Where Jinja decides what the SQL is, only comments and blanks are dropped.
    """
    quiet = SILENT.sub("", sql)
    named = CALL.sub(lambda call: f" jinja_{digest_of(_as_called(call[0]))} ", quiet)
    try:
        return digest_of(canonical_sql(named, "duckdb"))
    except EvaluationError:
        return digest_of(" ".join(SQL_COMMENT.sub("", quiet).split()))


def _as_called(call: str) -> str:
    return "".join(call.strip("{}- ").split()).replace('"', "'")
