"""What the gate says of contracts that changed."""

from __future__ import annotations

from collections.abc import Iterator

from ...wording.words import Words
from ..changes import ContractChange, ContractEffect
from ..finding import GateFinding, Grade, Place
from ..settings import GateSettings
from .diff import ContractDiff
from .reading import Refused

CODES: dict[ContractEffect, str] = {
    "breaking": "TN-D004",
    "loosened": "TN-D005",
    "tightened": "TN-D006",
    "changed": "TN-D007",
}
LAYERS = {"rows": "行契约", "batches": "批次契约", "scope": "用途声明"}
SAID: dict[ContractEffect, Words] = {
    "breaking": Words("promised to readers, and no longer so", "曾向读者承诺，现已不再如此"),
    "loosened": Words("asks for less than before", "要求比以前少"),
    "tightened": Words("asks for more than before", "要求比以前多"),
    "changed": Words("asks for something else than before", "要求与以前不同"),
}
MEND: dict[ContractEffect, Words] = {
    "breaking": Words(
        "keep it, or tell its readers and waive this finding until they have moved",
        "予以保留；或通知读者，并在其迁移之前对本条作限期豁免",
    ),
    "loosened": Words(
        "say in the pull request why less is enough, or take it back",
        "在合并请求中说明为何可以放宽，或撤回",
    ),
    "tightened": Words("check that producers can deliver it", "确认供方能够满足"),
    "changed": Words(
        "look at it: by its form alone nobody can say whether it asks for less",
        "请人工查看：仅凭形式无法判断是否放宽",
    ),
}


def contract_findings(diff: ContractDiff, settings: GateSettings) -> Iterator[GateFinding]:
    """Yield a finding for each change that asks for more, less or something else; words alone are none."""
    for change in diff.changes:
        if change.effect != "reworded":
            yield _of_change(change, settings)
    for file, refused in diff.refused_after.items():
        yield _unread(file, refused, "fail", Words("cannot be read", "无法读取"))
    for file, refused in diff.refused_before.items():
        if file not in diff.refused_after:
            said = Words(
                "could not be read before this change, so nothing is compared", "变更前无法读取，因此无从比较"
            )
            yield _unread(file, refused, "unknown", said)


def _of_change(change: ContractChange, settings: GateSettings) -> GateFinding:
    grades: dict[ContractEffect, Grade] = {
        "breaking": "fail",
        "loosened": settings.loosened,
        "changed": settings.loosened,
        "tightened": "note",
    }
    before, after = change.before or "nothing", change.after or "nothing"
    from_zh, to_zh = change.before or "无", change.after or "无"
    said = SAID[change.effect]
    return GateFinding(
        check="contracts",
        grade=grades[change.effect],
        code=CODES[change.effect],
        subject=change.source,
        said=Words(
            f"{change.layer}, {change.element}: {said.en}: {before} became {after}",
            f"{LAYERS[change.layer]} {change.element}：{said.zh}：由“{from_zh}”变为“{to_zh}”",
        ),
        mend=MEND[change.effect],
        place=change.place,
        key=f"{change.layer}: {change.element}",
    )


def _unread(file: str, refused: Refused, grade: Grade, said: Words) -> GateFinding:
    return GateFinding(
        check="contracts",
        grade=grade,
        code=refused.code if grade == "fail" else "TN-D008",
        subject=file.rpartition("/")[2].partition(".")[0],
        said=Words(f"{said.en}: {refused.what}", f"{said.zh}：{refused.what}"),
        mend=Words(refused.mend, refused.mend),
        place=Place(file),
        key=file,
    )
