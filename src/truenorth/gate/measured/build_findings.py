"""What is red in a build of the change, told by the names of dbt's nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...commands.build import blocks
from ...dbt import CODE, NodeResult
from ...errors import TruenorthError
from ...wording.words import Words
from ..finding import GateFinding, Place

COMPLIANCE = "compliance"
"""Tag of dbt tests whose failure breaks a promise about people."""

OF_METRICS = "TN-M"
UNCODED = "TN-D038"
"""Of a compliance test whose SQL gives no code to what it finds."""


def build_findings(
    nodes: Iterable[NodeResult],
    manifest: Mapping[str, Any],
    places: Mapping[str, Place],
    *,
    violations_are_told: bool = False,
) -> list[GateFinding]:
    """Tell each red node but those of held batches, which are told one by one.

    Args:
        places: by unique id of the node.
        violations_are_told: whatever the compliance tables hold is told one by one too, so that a test that
            only lists them has nothing to add.
    """
    found = [
        _broken(node, places.get(node.unique_id)) if node.is_broken else _failed(node, manifest, places)
        for node in nodes
        if node.is_red and blocks(node)
    ]
    return [one for one in found if not (violations_are_told and one.code == UNCODED)]


def unbuilt(project: str, refusal: TruenorthError) -> GateFinding:
    """Tell that dbt ended before it ran anything."""
    return GateFinding(
        check="build",
        grade="unknown",
        code="TN-D030",
        subject=project,
        said=Words(f"{refusal.code} {refusal.what}", f"{refusal.code}：dbt 未能运行"),
        mend=Words("run `dbt build`", "运行 `dbt build` 查看完整输出"),
    )


def warnings(nodes: Iterable[NodeResult], manifest: Mapping[str, Any]) -> Iterator[GateFinding]:
    """Tell tests that only warn, where their SQL gives a code to what it finds: not broken, and not fine."""
    for node in nodes:
        code = _code_of(node, manifest)
        if node.status == "warn" and code is not None:
            is_compliance = _is_compliance(node, manifest)
            yield GateFinding(
                check="compliance" if is_compliance else "limits" if code.startswith(OF_METRICS) else "build",
                grade="warn",
                code=code,
                subject=node.name,
                said=Words(f"the test {node.name} warns: {node.cause}", f"测试 {node.name} 发出警告"),
                mend=Words(f"see `truenorth explain {code}`", f"参见 `truenorth explain {code}`"),
            )


def _broken(node: NodeResult, place: Place | None) -> GateFinding:
    # dbt's own message may quote a value; only a line that names a code is ours
    cause = f": {node.cause}" if CODE.search(node.cause) else ""
    return GateFinding(
        check="build",
        grade="unknown",
        code="TN-D030",
        subject=node.name,
        said=Words(f"{node.name} could not run{cause}", f"{node.name} 无法运行{cause}"),
        mend=Words(
            f"run `dbt build --select {node.name}` to see why",
            f"运行 `dbt build --select {node.name}` 查看原因",
        ),
        place=place,
    )


def _failed(node: NodeResult, manifest: Mapping[str, Any], places: Mapping[str, Place]) -> GateFinding:
    is_compliance = _is_compliance(node, manifest)
    own = _code_of(node, manifest) or UNCODED
    return GateFinding(
        check="compliance" if is_compliance else "build",
        grade="fail",
        code=own if is_compliance else "TN-D031",
        subject=node.name,
        said=Words(f"the test {node.name} fails: {node.cause}", f"测试 {node.name} 未通过"),
        mend=Words(
            f"`dbt test --select {node.name}` shows it; nothing is published while it is red",
            f"运行 `dbt test --select {node.name}` 查看；未通过前不会发布任何数字",
        ),
        place=places.get(node.unique_id),
    )


def _is_compliance(node: NodeResult, manifest: Mapping[str, Any]) -> bool:
    stated = manifest["nodes"].get(node.unique_id) or {}
    return COMPLIANCE in (stated.get("tags") or ())


def _code_of(node: NodeResult, manifest: Mapping[str, Any]) -> str | None:
    """The code that the test's own SQL gives to what it finds."""
    stated = manifest["nodes"].get(node.unique_id) or {}
    found = CODE.search(str(stated.get("compiled_code") or ""))
    return found[0] if found else None
