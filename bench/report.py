"""Tables of docs/detection.md from result files, so that no figure there is copied by hand.

    python bench/report.py [--results DIR] [--into docs/detection.md] [--check]

Without --into it prints every table. With it, the text between `<!-- measured: NAME -->` and
`<!-- /measured -->` becomes the table NAME. --check writes nothing and exits 1 if a table is out of date.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from reporting import cost_tables, quality_tables
from reporting.results import labelled_results, planted_results

PLACE = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- /measured -->)", re.DOTALL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables or put them into a page.

    Raises: SystemExit if the page names a table that does not exist.
    """
    options = _options(arguments)
    made = tables(options.results)
    if not options.into:
        print("\n\n".join(f"### {name}\n\n{text}" for name, text in made.items()))
        return 0
    before = options.into.read_text("utf-8")
    unknown = {name for _, name, _ in PLACE.findall(before)} - set(made)
    if unknown:
        sys.exit(f"{options.into}: no table {', '.join(sorted(unknown))}; there are {', '.join(made)}")
    after = PLACE.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n\n{found[3]}", before)
    if options.check:
        return int(after != before)
    options.into.write_text(after, "utf-8")
    return 0


def tables(folder: Path) -> dict[str, str]:
    """Every table by name."""
    planted, other = planted_results(folder), planted_results(folder, other_attacks=True)
    return {
        "users": quality_tables.users(planted),
        "events": quality_tables.events(planted),
        "orders_and_channels": quality_tables.orders_and_channels(planted),
        "attacks": quality_tables.attacks(planted),
        "honest": quality_tables.honest(planted),
        "other_attacks": quality_tables.attacks(other),
        "other_honest": quality_tables.honest(other),
        "metrics": quality_tables.metrics(planted),
        "peers": quality_tables.peers(planted),
        "cost": cost_tables.cost(planted),
        "permutations": cost_tables.permutations(planted),
        "new_day": cost_tables.new_day(planted),
        "labelled": cost_tables.labelled(labelled_results(folder)),
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--results", type=Path, default=Path(__file__).resolve().parent / "results")
    parser.add_argument("--into", type=Path, help="a page with places for tables")
    parser.add_argument("--check", action="store_true", help="only say whether the page is up to date")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
