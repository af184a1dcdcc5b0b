"""Answers of the gate as outputs receive them: one of everything, none of anything, many, hostile ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from truenorth.gate.changes import ContractChange, DefinitionChange, DetectionChange, ValueChange
from truenorth.gate.finding import CHECKS, Check, GateFinding, Grade, Place
from truenorth.gate.report import Evaluated, GateReport, worst_first
from truenorth.wording.words import Words

HOSTILE = (
    "a|b",
    "`code`",
    "**bold** _it_ ~~no~~",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "--><h1>in</h1><!--",
    "</details></table>",
    "@octocat and @org/team",
    "fixes #12 and org/repo#3, GH-7, !9",
    "[here](javascript:alert(1))",
    "![p](https://example.org/p.png)",
    "https://example.org www.example.org",
    "line\nbreak\r\nand\ttab",
    "::error file=x::y",
    "x ::set-output name=a::b",
    "##[add-mask]x",
    "####vso[task.setvariable variable=a]b",
    "##VSO[task.complete result=Succeeded;]",
    "\u202eevil\u2066dne",
    "zero\u200bwidth\ufeff",
    "\x1b[31mred\x1b]8;;http://x\x07",
    "nul\x00 bell\x07 del\x7f c1\x85",
    "half \ud83d of one",
    "not a character \uffff \ufffe",
    "]]> <![CDATA[",
    "100% a,b:c;d]e",
    "$x^2$ \\(y\\)",
    "{{ jinja }} ${{ secrets.X }}",
    "😀👩\u200d🔬 指标 é",
    "",
    " ",
    "\\",
    "|",
    "---",
    "1. # > - +",
)


def finding(
    subject: str = "orders",
    *,
    grade: Grade = "fail",
    check: Check = "contracts",
    code: str = "TN-M010",
    **given: Any,
) -> GateFinding:
    """One finding with words of its own; what is given replaces them."""
    words: dict[str, Any] = {
        "said": Words(f"{subject} is not as promised", f"{subject}未守约"),
        "mend": Words("put it right", "请改正"),
    }
    return GateFinding(check=check, grade=grade, code=code, subject=subject, **(words | given))


def full_report() -> GateReport:
    """A report in which everything that can be told is told."""
    findings = [
        finding("orders", place=Place("expectations/rows/orders.py", 12), key="amount"),
        finding("gmv", grade="unknown", check="values", code="TN-E003"),
        finding("repeat_rate", grade="warn", check="limits", place=Place("models/repeat_rate.yml", 7)),
        finding("reach", grade="note", check="detection", code="ACME-001"),
        finding("visits", waived="W-7", place=Place("models/visits.yml")),
        finding("clicks", is_known=True),
    ]
    total: dict[str, Any] = {
        "metric": "gmv",
        "title": "GMV",
        "unit": "GBP",
        "dimension": "all",
        "member": None,
    }
    share: dict[str, Any] = {
        "metric": "repeat_rate",
        "title": "Repeat",
        "unit": "ratio",
        "dimension": "country",
    }
    return GateReport(
        project="shop",
        asked="change",
        about="feature",
        base="main",
        release_id="2026-11-01T00:00:00Z",
        findings=worst_first(findings),
        contracts=(
            ContractChange("orders", "rows", "amount", "tightened", "at least 0", "at least 1"),
            ContractChange(
                "orders", "rows", "country", "breaking", "text", None, Place("expectations/rows/orders.py", 9)
            ),
        ),
        definitions=(
            DefinitionChange(
                "gmv", "risky", "sha256:" + "a" * 64, "sha256:" + "b" * 64, ("sql",), Place("models/gmv.sql")
            ),
            DefinitionChange("old", "breaking", "sha256:" + "c" * 64, None, ()),
        ),
        values=(
            ValueChange(basis="raw", before=1000.0, after=1500.0, **total),
            ValueChange(basis="trusted", before=1000.0, after=1000.0, **total),
            ValueChange(basis="raw", member="FR", before=0.25, after=None, **share),
        ),
        same_values=40,
        detection=(
            DetectionChange("lockstep", "interaction", 3, 0),
            DetectionChange("bursts", "order", 0, 5),
        ),
        evaluated={
            "contracts": Evaluated("done"),
            "values": Evaluated("unknown", "the base could not be built"),
            "votes": Evaluated("skipped", "asked with --static"),
        },
    )


def quiet_report() -> GateReport:
    """Nothing changed: every check was made and had nothing to say."""
    return GateReport(
        project="shop",
        asked="change",
        about="feature",
        base="main",
        same_values=40,
        evaluated={check: Evaluated("done") for check in CHECKS},
    )


def large_report(count: int) -> GateReport:
    """`count` findings of each grade, and as many rows in every table."""
    full = full_report()
    grades: tuple[Grade, ...] = ("fail", "unknown", "warn", "note")
    findings = [finding(f"metric_{n:05d}", grade=grade) for grade in grades for n in range(count)]
    return replace(
        full,
        findings=worst_first(findings),
        contracts=full.contracts * count,
        definitions=full.definitions * count,
        values=tuple(replace(full.values[0], metric=f"metric_{n}") for n in range(count)),
        detection=full.detection * count,
    )


def hostile_report(texts: tuple[str, ...] = HOSTILE) -> GateReport:
    """Every text that a pull request may choose is one of `texts`."""
    findings = [
        GateFinding(
            check="contracts",
            grade="fail",
            code=text or "X",
            subject=text,
            said=Words(text, text),
            mend=Words(text, text),
            place=Place(text, 3),
            key=text,
            waived=text if number % 3 == 1 else None,
        )
        for number, text in enumerate(texts)
    ]
    return GateReport(
        project=texts[0],
        asked="change",
        about=texts[-1],
        base=texts[0],
        release_id=texts[-1],
        findings=worst_first(findings),
        contracts=tuple(ContractChange(text, "rows", text, "breaking", text, text) for text in texts),
        definitions=tuple(DefinitionChange(text, "risky", text, text, (text,)) for text in texts),
        values=tuple(
            ValueChange(text, text, "count", "raw", text, text, 1.0, float(number))
            for number, text in enumerate(texts)
        ),
        detection=tuple(DetectionChange(text, text, 1, 2) for text in texts),
        evaluated={"contracts": Evaluated("unknown", texts[0]), "votes": Evaluated("skipped", texts[-1])},
    )
