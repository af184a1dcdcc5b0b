"""Runs the steps of action.yml in bash as GitHub's runner does, beside stand-ins for what lies outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from truenorth.strict_yaml import load_yaml

ROOT = Path(__file__).parents[1]
ACTION = load_yaml(ROOT / "action.yml")
BOT = "github-actions[bot]"

# writes what it is asked for, of a made-up report with the wanted exit code
TRUENORTH = """#!{python}
import os, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {tests!r})
from gate_reports import full_report, quiet_report
from truenorth.commands.gate import show_answer, write_answer

asked, code = sys.argv[1:], int(os.environ["CODE_OF_GATE"])
with open(os.environ["FAKES"] + "/truenorth.log", "a") as log:
    print(*asked, sep="\\n", file=log)
if asked[0] == "deps":
    sys.exit(int(os.environ.get("CODE_OF_DEPS", 0)))
if code != 2:
    unsure = replace(quiet_report(), evaluated=full_report().evaluated)
    report = {{0: quiet_report(), 1: full_report(), 3: unsure}}[code]
    for flag, value in zip(asked, asked[1:]):
        if flag == "--out":
            form, _, file = value.partition("=")
            write_answer(report, form, Path(file), "en")
    show_answer(report, "github", "en")
sys.exit(code)
"""
# keeps what it is asked and sent; lists the comments of a file through the real jq
GH = """#!/bin/bash
printf '%s\\n' "$*" >> "$FAKES/gh.log"
if [ -f "$FAKES/gh.refuses" ]; then echo 'HTTP 403' >&2; exit 1; fi
method=GET
while [ $# -gt 0 ]; do
  case "$1" in
    --jq) filter=$2; shift ;;
    --method) method=$2; shift ;;
    -F) cp "${2#body=@}" "$FAKES/sent.md"; shift ;;
    graphql) answer="$FAKES/viewer.json" ;;
    repos/*per_page=100) answer="$FAKES/comments.json" ;;
  esac
  shift
done
if [ "$method" = GET ]; then jq -r "$filter" "$answer"; fi
"""
PYTHON = """#!/bin/bash
printf '%s\\n' "$*" >> "$FAKES/python.log"
"""


@dataclass
class Runner:
    """One job: where its files are, and what its steps have put out.

    Attributes:
        env: variables of the job, beside those of the runner.
        code: exit code of each step that ran, by its name.
    """

    folder: Path
    contexts: dict[str, str]
    env: dict[str, str] = field(default_factory=dict)
    code: dict[str, int] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    printed: str = ""

    @property
    def fakes(self) -> Path:
        return self.folder / "fakes"

    @property
    def summary(self) -> str:
        return (self.folder / "summary").read_text("utf-8")

    def run(self) -> int:
        """Run all steps; returns the exit code of the job, that of the first step that fails."""
        for step in ACTION["runs"]["steps"]:
            if not self._holds(step.get("if", "")):
                continue
            if "uses" in step:
                self.used.append(step["uses"])
                continue
            self.code[step["name"]] = code = self._step(step)
            if code:
                return code
        return 0

    def log_of(self, program: str) -> str:
        path = self.fakes / f"{program}.log"
        return path.read_text("utf-8") if path.exists() else ""

    def _step(self, step: dict[str, dict[str, str]]) -> int:
        script, output = self.folder / "step.sh", self.folder / "output"
        script.write_text(str(step["run"]), "utf-8")
        output.write_text("")
        own = {name: self._filled(str(value)) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.folder / "work",
            env={**os.environ, **self._runner_env(), **self.env, **own},
            capture_output=True,
            text=True,
        )
        self.printed += done.stdout + done.stderr
        for line in output.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self.contexts[f"steps.{step.get('id')}.outputs.{name}"] = value
        return done.returncode

    def _runner_env(self) -> dict[str, str]:
        return {
            "PATH": f"{self.fakes}:{os.environ['PATH']}",
            "FAKES": str(self.fakes),
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
        }

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: self._value(found[1]), text)

    def _value(self, name: str) -> str:
        if name.startswith("inputs.") and name not in self.contexts:
            return self._filled(ACTION["inputs"][name.removeprefix("inputs.")]["default"])
        return self.contexts[name]

    def _holds(self, condition: str) -> bool:
        parts = re.findall(r"(\S+) (==|!=) '(.*?)'(?: && |$)", condition)
        assert " && ".join(f"{name} {sign} '{value}'" for name, sign, value in parts) == condition
        return all((self._value(name) == value) == (sign == "==") for name, sign, value in parts)


def make_runner(folder: Path, *, real_gate: bool = False, **inputs: str) -> Runner:
    """Make a job of pull request 7 in an empty work folder; `real_gate` leaves truenorth itself."""
    runner = Runner(
        folder,
        {"github.token": "t", "github.event_name": "pull_request", "github.event.pull_request.number": "7"}
        | {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()},
    )
    for name in ("fakes", "temp", "work"):
        (folder / name).mkdir(exist_ok=True)
    programs = {"gh": GH, "python": PYTHON}
    if not real_gate:
        programs["truenorth"] = TRUENORTH.format(python=sys.executable, tests=str(ROOT / "tests"))
    for name, text in programs.items():
        (runner.fakes / name).write_text(text, "utf-8")
        (runner.fakes / name).chmod(0o755)
    (runner.fakes / "viewer.json").write_text(f'{{"data": {{"viewer": {{"login": "{BOT}"}}}}}}')
    (runner.fakes / "comments.json").write_text("[]")
    return runner
