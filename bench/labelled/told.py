"""What the scripts of this folder print and write."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def options(description: str | None) -> argparse.Namespace:
    """`--data DIR` and `--json FILE`, for every script here."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data set")
    parser.add_argument("--json", type=Path, help="write the result there too")
    return parser.parse_args()


def tell(result: dict[str, Any], file: Path | None) -> None:
    """Print the result, one line a measure, and write it as JSON if a file is named."""
    print(f"{result['set']}: {result['rows']}")
    for name, figures in result["measures"].items():
        print(f"  {name}: " + "  ".join(f"{key} {value}" for key, value in figures.items()))
    print(f"  does not apply: {result['does_not_apply']}")
    if file:
        file.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
