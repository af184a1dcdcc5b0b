"""A project with the contract of Online Retail, a committee and texts, for the release of `small_release`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from small_committee import CHARTER, put_to_vote, vote
from small_release import JUDGED, METRICS, metric_meta, off_signal_metas, signal_metas, write_manifest
from truenorth.project import Project, find_project

IMPACT_MAP = """
teams:
  - id: growth
    title: {en: Growth, zh: 增长}
    levers:
      - {id: first_reply, title: {en: A first reply, zh: 首条回复}, metrics: [repurchase_rate_90d]}
  - id: finance
    title: {en: Finance, zh: 财务}
    levers:
      - {id: terms, title: {en: Better terms, zh: 更好的条款}, metrics: [net_revenue], experiment: e1}
  - id: content
    title: {en: Content, zh: 内容}
    levers:
      - {id: works, title: {en: First works, zh: 首个作品}, metrics: [repurchase_rate_90d]}
"""
CONTRACT = Path(__file__).parents[1] / "expectations" / "rows" / "online_retail.py"


def make_site_project(root: Path) -> Project:
    """Write a dbt project with the real contract of Online Retail and a text for each metric."""
    (root / "dbt_project.yml").write_text("name: truenorth\n")
    rows = root / "expectations" / "rows"
    rows.mkdir(parents=True)
    (rows / "online_retail.py").write_text(CONTRACT.read_text(encoding="utf-8"), encoding="utf-8")
    (root / "models").mkdir()
    (root / "models" / "_shop__sources.yml").write_text(
        "sources:\n  - name: online_retail\n    description: Order lines of a gift wholesaler.\n"
        "    config:\n      meta:\n        truenorth:\n          title: Online Retail order lines\n"
        "          location: data/*.parquet\n"
    )
    (root / "committee").mkdir()
    (root / "committee" / "charter.yml").write_text(CHARTER, encoding="utf-8")
    (root / "committee" / "impact_map.yml").write_text(IMPACT_MAP, encoding="utf-8")
    metas = [(name, metric_meta(name, title, kind, unit)) for name, title, kind, unit, _, _ in METRICS]
    write_manifest(root, metas + signal_metas(), disabled=off_signal_metas())
    project = find_project(root)
    put_to_vote(project, metric=JUDGED, tier="core", why="它说明顾客是否回来")
    vote(project, "chen", metric=JUDGED, on=date(2024, 1, 2))
    vote(project, "okafor", "no", metric=JUDGED, on=date(2024, 1, 2))
    vote(project, "silva", metric=JUDGED, on=date(2024, 1, 3))
    return project
