"""What a channel reads: a title and a short plain text for each of its languages, rendered by jinja2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ConfigurationError
from ..wording.words import Lang, Words
from .happenings import EVENTS, Event, Happening

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

MOST_FACTS = 6
"""Facts of one event that are told; WeCom takes 2,048 bytes for everything, and people read less."""
LONGEST_FACT = 120
TITLE = Words("truenorth: {{ project }}", "truenorth：{{ project }}")


def _template(en: str, zh: str) -> Words:
    listed = "{% for fact in facts %}\n- {{ fact }}{% endfor %}{% if more %}\n- "
    return Words(
        en + listed + "and {{ more }} more{% endif %}", zh + listed + "另有 {{ more }} 项{% endif %}"
    )


TEMPLATES: Mapping[Event, Words] = {
    "red": _template("Nothing was published; red checks: {{ count }}", "未发布；未通过的检查：{{ count }}"),
    "gate_failed": _template("The gate did not pass; findings: {{ count }}", "门禁未通过；发现：{{ count }}"),
    "held": _template("Batches held: {{ count }}", "扣留的批次：{{ count }}"),
    "overdue": _template("Metrics overdue for calibration: {{ count }}", "逾期未校准的指标：{{ count }}"),
    "published": _template("A new release was published", "已发布新版本"),
}


@dataclass(frozen=True)
class Part:
    """What is told of one event, in the languages of a channel."""

    event: Event
    text: str


def title_of(project: str, languages: Sequence[Lang]) -> str:
    """Return the title in the first of the channel's languages."""
    return _environment().from_string(TITLE.say(languages[0])).render(project=project)


def part_of(
    happening: Happening, languages: Sequence[Lang], project: str, own: Mapping[Event, Words]
) -> Part:
    """Render one event.

    Raises: ConfigurationError TN-H010 if a template of the project cannot be rendered.
    """
    from jinja2 import TemplateError

    template = own.get(happening.event, TEMPLATES[happening.event])
    texts = []
    for language in languages:
        facts = [_short(fact.say(language)) for fact in happening.facts]
        values = {"facts": facts[:MOST_FACTS], "count": len(facts), "more": max(0, len(facts) - MOST_FACTS)}
        try:
            text = _environment().from_string(template.say(language)).render(project=project, **values)
        except TemplateError as error:
            raise ConfigurationError(
                "TN-H010",
                f"the template of {happening.event} cannot be rendered: {error}",
                where="expectations/notify.yml",
                mend="templates may use project, count, facts and more",
            ) from error
        texts.append(text)
    return Part(happening.event, "\n\n".join(texts))


def worst_first(parts: Sequence[Part]) -> list[Part]:
    """Sort by event; those of one event stay in their order."""
    return sorted(parts, key=lambda part: EVENTS.index(part.event))


def _short(fact: str) -> str:
    return fact if len(fact) <= LONGEST_FACT else fact[: LONGEST_FACT - 1] + "…"


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined)  # plain text: nothing is escaped
