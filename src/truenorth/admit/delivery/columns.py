"""Does a file carry the columns that its contract names?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...errors import DeliveryError
from ..contract import RowContract

OWN_COLUMNS = frozenset({"_batch_id", "_row_number", "_reasons", "_fingerprint", "_as_received"})
OTHER_DELIMITERS = ",;\t|"


def check_columns(contract: RowContract, found: Sequence[str], file: str) -> None:
    """Compare the names in a file with those in the contract; their order is free.

    A header may in truth be a data row, so names of the file are repeated only when the contract knows them
    or when every required column is there.

    Raises: DeliveryError TN-F025 (unnamed or the same name twice), TN-F026 (required column missing), TN-F027
        (extra column under `strict = True`), TN-F028 (name in other case), TN-F029 (name truenorth needs).
    """
    wanted = {column.name for column in contract.columns}
    by_fold = {name.casefold(): name for name in wanted}
    for name in found:
        known = by_fold.get(name.casefold())
        if known is not None and name != known and known not in found:
            raise _refuse(
                "TN-F028", f"column {known} is written {name}", file, f"write {known} as the contract does"
            )
    missing = [
        column.name for column in contract.columns if column.required and column.name not in set(found)
    ]
    if missing:
        raise _refuse(
            "TN-F026",
            f"required column {', '.join(missing)} is missing; the file has {len(found)} columns",
            file,
            "deliver the column; for CSV also check the header line, the delimiter and the quote",
        )
    # SQL names are the same when they differ in case only
    folds = Counter(name.casefold() for name in found)
    twice = next((name for name in found if folds[name.casefold()] > 1), None)
    nameless = any(name == "" or "\x00" in name for name in found)
    if twice is not None or nameless:
        what = "a column has no usable name" if nameless else f"column {twice} is there twice"
        raise _refuse("TN-F025", what, file, "give every column a name of its own")
    own = next((name for name in found if name.casefold() in OWN_COLUMNS), None)
    if own is not None:
        raise _refuse("TN-F029", f"column {own} has a name that truenorth needs", file, "rename the column")
    extra = [name for name in found if name not in wanted]
    if extra and contract.strict is True:
        raise _refuse(
            "TN-F027",
            f"column {', '.join(extra)} is not in the contract, which is strict",
            file,
            'leave it out, add it to the contract, or set `strict = "filter"`',
        )


def check_delimiter(contract: RowContract, header: str, delimiter: str, file: str) -> None:
    """Raise DeliveryError TN-F030 if a header of one field is the contract's under another delimiter."""
    wanted = {column.name for column in contract.columns if column.required}
    for other in OTHER_DELIMITERS:
        if other != delimiter and len(wanted) > 1:
            names = {name.strip().strip("\"'") for name in header.split(other)}
            if wanted <= names:
                raise _refuse(
                    "TN-F030",
                    f"the columns are parted by {other!r}, declared is {delimiter!r}",
                    file,
                    f'set `delimiter: "{other}"` in the source\'s yml, or deliver with {delimiter!r}',
                )


def _refuse(code: str, what: str, file: str, mend: str) -> DeliveryError:
    return DeliveryError(code, what, where=file, mend=mend)
