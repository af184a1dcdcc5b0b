#!/usr/bin/env bash
# Writes both locks anew. They name no index and no host, and leave out dbt's experimental parser: only
# `--use-v2-parser` calls it and it cannot be built offline (docs/decisions/0001-hash-locked-requirements.md).
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header --no-annotate \
    --no-emit-package dbt-core-experimental-parser \
    pyproject.toml requirements/build.in "$@"
}
lock --extra dev -o requirements/dev.txt
lock -c requirements/dev.txt -o requirements/run.txt
# every line would repeat what `requires-python` says already
sed -i "s/ ; python_full_version < '3.14' and / ; /; s/ ; python_full_version < '3.14'//" requirements/run.txt requirements/dev.txt
