"""Turn matplotlib's SVG into markup that belongs to the page.

The page forbids style attributes (its policy lets no inline style through), speaks two languages and has a
dark side, so colours become classes, texts become one element a language, and ids get the picture's name.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from ..wording import Words

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"

# Colours that stand for a role while matplotlib draws; the style sheet gives each role its real colours.
ROLES = {
    "#d00001": "raw",
    "#0000d1": "trusted",
    "#d0d001": "bubble",
    "#01d0d0": "shortfall",
    "#c0c0c1": "grid",
    "#d0d0a1": "event",
    "#101011": "ink",
    "#fefefd": "paper",
}
COLOUR = {role: colour for colour, role in ROLES.items()}
KEPT = {
    *("opacity", "fill-opacity", "stroke-width", "stroke-dasharray", "stroke-dashoffset"),
    *("stroke-linecap", "stroke-linejoin", "text-anchor"),
}
SIZES = re.compile(r"font(?:-size)?:\s*(?:[a-z]+\s+)*([0-9.]+)px")
LONG_NUMBER = re.compile(r"-?[0-9]+\.[0-9]{3,}(?:e-?[0-9]+)?")


def adopt(
    markup: str, *, name: str, kind: str, title: Words, description: Words, texts: Mapping[str, Words]
) -> str:
    """Return the `<svg>` element for the page.

    Args:
        markup: what matplotlib wrote; every text in it is a key of `texts`.
        name: prefix of all ids, with `kind`; the page names the picture in `<name>-title` and describes it in
            `<name>-description`, each in the language that is shown.
        kind: class of the picture, beside `picture`.
        title, description: for people who do not see the picture.
    """
    root = ET.fromstring(markup)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith(("metadata", "style")):
                parent.remove(child)
    used = {link[1:] for element in root.iter() if (link := element.get(HREF))}
    used |= set(re.findall(r"url\(#([^)]+)\)", markup))
    for element in root.iter():
        _restyle(element)
        _rename(element, f"{name}-{kind}", used)
        element.text = (element.text or "").strip() or None
        element.tail = None
    _translate(root, texts)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    spoken = [
        (tag, lang, words)
        for tag, words in (("title", title), ("desc", description))
        for lang in ("en", "zh")
    ]
    for place, (tag, lang, words) in enumerate(spoken):
        told = ET.Element(tag, {"lang": _lang(words, lang)})
        told.text = words.say("zh" if lang == "zh" else "en")
        root.insert(place, told)
    box = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib |= {"class": f"picture {kind}", "viewBox": box, "role": "img"}
    root.attrib |= {"aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-description"}
    return ET.tostring(root, encoding="unicode")


def _restyle(element: ET.Element) -> None:
    style = element.attrib.pop("style", "")
    classes: list[str] = []
    if size := SIZES.search(style):
        element.set("font-size", size[1])
    for declaration in style.split(";"):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        if key in ("fill", "stroke") and value.lower() in ROLES:
            classes.append(f"{key}-{ROLES[value.lower()]}")
        elif (key in ("fill", "stroke") and value) or key in KEPT:
            element.set(key, value)
    if classes:
        element.set("class", " ".join(classes))


def _rename(element: ET.Element, name: str, used: set[str]) -> None:
    own = element.attrib.pop("id", "")
    if own in used:
        element.set("id", f"{name}-{own}")
    if link := element.attrib.pop(HREF, ""):
        element.set("href", f"#{name}-{link[1:]}")
    for key, value in element.attrib.items():
        if value.startswith("url(#"):
            element.set(key, value.replace("url(#", f"url(#{name}-"))
        elif key not in ("id", "href"):
            element.set(key, LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}", value))


def _translate(root: ET.Element, texts: Mapping[str, Words]) -> None:
    for parent in list(root.iter()):
        for place, child in reversed(list(enumerate(parent))):
            if child.tag != f"{SVG}text":
                continue
            words = texts[(child.text or "").strip()]
            parent.remove(child)
            for lang in ("zh", "en"):
                spoken = ET.Element(f"{SVG}text", dict(child.attrib))
                spoken.set("class", f"{lang} {child.get('class', '')}".strip())
                spoken.set("lang", _lang(words, lang))
                spoken.attrib.pop("transform", None)  # matplotlib writes a turn by zero degrees
                spoken.text = words.say("zh" if lang == "zh" else "en")
                parent.insert(place, spoken)


def _lang(words: Words, lang: str) -> str:
    return "zh-Hans" if lang == "zh" and words.zh else "en"
