"""What the gate says of definitions that changed. Whether people voted for them is said by the votes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ...wording.words import Words
from ..changes import DefinitionChange, Risk
from ..finding import GateFinding, Grade

CODES: dict[Risk, str] = {"breaking": "TN-D009", "risky": "TN-D014", "safe": "TN-D015"}
GRADES: dict[Risk, Grade] = {"breaking": "fail", "risky": "warn", "safe": "note"}
MEND: dict[Risk, Words] = {
    "breaking": Words(
        "make a metric of another name, or let the committee vote on the new definition",
        "另立一个名称不同的指标，或由委员会表决新定义",
    ),
    "risky": Words(
        "look at what becomes of its figures, and say in the pull request why it is right",
        "查看数值变化，并在合并请求中说明理由",
    ),
    "safe": Words("nothing needs doing", "无须处理"),
}


def definition_findings(
    changes: Sequence[DefinitionChange], approved: Collection[str]
) -> Iterator[GateFinding]:
    """Yield a finding for each change.

    Args:
        approved: metrics whose new definition the committee has voted in: breaking it was decided.
    """
    for change in changes:
        is_decided = change.risk == "breaking" and change.metric in approved
        said = _said(change)
        if is_decided:
            said = Words(f"{said.en}; the committee voted for it", f"{said.zh}；委员会已表决通过")
        yield GateFinding(
            check="definitions",
            grade="warn" if is_decided else GRADES[change.risk],
            code=CODES[change.risk],
            subject=change.metric,
            said=said,
            mend=MEND[change.risk],
            place=change.place,
        )


def _said(change: DefinitionChange) -> Words:
    if change.before is None:
        return Words("a new metric", "新增指标")
    if change.after is None:
        others = ", ".join(change.fields[1:])
        if others:
            return Words(f"the metric is now called {others}", f"指标已更名为 {others}")
        return Words("the metric is gone", "指标已被移除")
    fields = ", ".join(change.fields)
    return Words(f"it means another thing: {fields} changed", f"含义已改变：{fields}")
