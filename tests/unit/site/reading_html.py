"""A page read the way the tests ask about it: elements in order, with their text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from truenorth.project import Project
from truenorth.site import write_site

VOID = {"meta", "input", "link", "br", "hr", "img"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    @property
    def lineage(self) -> list[Element]:
        """The element and everything around it."""
        return [self, *(self.parent.lineage if self.parent else [])]

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


class Page(HTMLParser):
    """Parses strictly: every end tag must close the element that is open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self.open, [element.tag for element in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        parent = self.open[-1] if self.open else None
        element = Element(tag, {name: value or "" for name, value in attrs}, parent)
        if parent is not None:
            parent.children.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.tag == tag, (closed.tag, tag)

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.pieces.append(data)
        if self.open:
            self.open[-1].own.append(data)

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def of_class(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.classes]

    @property
    def text(self) -> str:
        """What people can read: the body without the data of its scripts."""
        [body] = self.all("body")
        text = body.text
        for script in self.all("script"):
            text = text.replace(script.text, "")
        return text


class Site:
    """A written site; each page is parsed when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def paths(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def html(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def page(self, path: str = "index.html") -> Page:
        return Page(self.html(path))

    def metric(self, name: str) -> Page:
        return self.page(f"metrics/{name}.html")

    @property
    def text(self) -> str:
        return " ".join(self.page(path).text for path in self.paths)


def site_of(project: Project, release: Path, out: Path) -> Site:
    """Write the site of a release into `out` and give it to read."""
    return Site(write_site(project, release, out).parent)
