"""Go's golang.org/x/mod/sumdb judges an export, earlier checkpoints and proofs.

Runs where Go and its x/mod sources are (Debian: golang-go, golang-golang-x-mod-dev); `TRUENORTH_GOPATH` says
where the sources are if not in /usr/share/gocode.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from evidence_shop import grow, opened, shop_with_log
from truenorth.evidence.export import export_log

GOPATH = Path(os.environ.get("TRUENORTH_GOPATH", "/usr/share/gocode"))
GO = shutil.which("go")
JUDGE = Path(__file__).parent / "judge" / "main.go"

pytestmark = pytest.mark.skipif(
    GO is None or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir(),
    reason="needs Go and golang.org/x/mod",
)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The judge, compiled."""
    folder = tmp_path_factory.mktemp("judge")
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GOPATH),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
        "CGO_ENABLED": "0",
    }
    subprocess.run([str(GO), "build", "-o", str(folder / "judge"), str(JUDGE)], env=environment, check=True)
    return folder / "judge"


def judged(judge: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([judge, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_go_finds_every_entry_every_earlier_checkpoint_and_every_proof(judge: Path, tmp_path: Path) -> None:
    project = shop_with_log(tmp_path / "shop")
    files = []
    for number, checkpoint in enumerate(grow(project, 1, 2, 253, 1, 300, 1043)):
        files.append(tmp_path / f"checkpoint{number}")
        files[-1].write_text(checkpoint, encoding="utf-8")
    with opened(project) as log:
        for size, index in ((1, 0), (3, 2), (256, 255), (557, 256), (1600, 0), (1600, 1599), (1600, 700)):
            files.append(tmp_path / f"{size}-{index}.tlog-proof")
            files[-1].write_text(log.prove(f"batch/{index}", size), encoding="utf-8")
        export_log(log.store, log.key, tmp_path / "export")
        key = str(log.key)
    done = judged(judge, tmp_path / "export", key, *files)
    assert (done.stdout, done.stderr) == ("ok 1600\n", "")


def test_go_refuses_what_was_changed(judge: Path, tmp_path: Path) -> None:
    project = shop_with_log(tmp_path / "shop")
    grow(project, 300)
    with opened(project) as log:
        export_log(log.store, log.key, tmp_path / "export")
        key = str(log.key)
    assert judged(judge, tmp_path / "export", key).returncode == 0
    for name in ("checkpoint", "tile/0/000", "tile/entries/001.p/44"):
        path = tmp_path / "export" / name
        content = path.read_bytes()
        path.write_bytes(content[:30] + bytes([content[30] ^ 1]) + content[31:])
        assert judged(judge, tmp_path / "export", key).returncode == 1, name
        path.write_bytes(content)
