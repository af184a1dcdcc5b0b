"""A source's row contract as the page prints it, column by column."""

from __future__ import annotations

from dataclasses import dataclass

from ..admit.contract import ColumnContract, RowContract, load_contract
from ..errors import TruenorthError
from ..project import Project
from ..wording import Words, describe_column, describe_contract, describe_purpose


@dataclass(frozen=True)
class ColumnView:
    """One column's promises; `name` is empty for those about the whole row."""

    name: str
    description: Words
    rules: tuple[Words, ...]


@dataclass(frozen=True)
class ContractView:
    """A row contract in words; `problem` is the code of the error that kept it from being read."""

    purpose: tuple[Words, ...] = ()
    columns: tuple[ColumnView, ...] = ()
    problem: str = ""


def view_contract(project: Project, name: str) -> tuple[ContractView, dict[str, Words]]:
    """Put a source's row contract into words.

    Figures can be shown without their contract, so one that cannot be read is said, not raised.

    Returns: the contract, and the sentence for each reason that a row can carry.
    """
    try:
        contract = load_contract(project.row_contracts / f"{name}.py", name)
    except TruenorthError as error:
        return ContractView(problem=error.code), {}
    except ImportError:
        return ContractView(problem="Pandera"), {}
    rules = describe_contract(contract)
    columns = [_column(contract, column, rules) for column in contract.columns]
    whole = [check.reason for check in contract.frame_checks]
    whole += [rule.reason for rule in contract.uniqueness]
    strict = {
        True: Words(
            "A file with a column that is not named here is held as a whole.",
            "若文件含有此处未列的列，则整个文件扣留。",
        ),
        False: Words("Other columns may come along; they are not read.", "可以有其他列，但不读取。"),
        "filter": Words("Other columns may come along; they are left out.", "可以有其他列，但会略去。"),
    }[contract.strict]
    columns.append(ColumnView("", Words(""), (*(rules[reason] for reason in whole), strict)))
    return ContractView(describe_purpose(contract), tuple(columns)), rules


def _column(contract: RowContract, column: ColumnContract, rules: dict[str, Words]) -> ColumnView:
    said = [rules[reason] for reason in (column.null_reason, column.dtype_reason) if reason]
    said += [rules[check.reason] for check in column.checks]
    if column.nullable:
        said.insert(0, Words(f"{column.name} may be empty.", f"{column.name}可以为空。"))
    if not column.required:
        said.insert(0, Words("The whole column may be missing.", "整列可以缺失。"))
    return ColumnView(column.name, describe_column(contract, column), tuple(said))
