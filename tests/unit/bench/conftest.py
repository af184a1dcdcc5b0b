"""The programs of bench/ import what lies beside them; so do their tests."""

import sys

from dbt_projects import ROOT

sys.path.insert(0, str(ROOT / "bench"))
