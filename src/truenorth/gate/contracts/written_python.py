"""The text of a contract file: what its Python says, and on which line.

Python is compared as text, without comments and blanks: a function together with what it calls in the same
file. What it imports from elsewhere is not followed.
"""

from __future__ import annotations

import ast
from pathlib import Path


class WrittenPython:
    """A Python file, read and never run."""

    def __init__(self, path: Path) -> None:
        self._tree = ast.parse(path.read_text(encoding="utf-8"))

    def of(self, name: str) -> str:
        """Return a check as it is written, by its own name or its decorator's, with its helpers.

        Empty where the file does not hold it.
        """
        found = [
            node
            for node in ast.walk(self._tree)
            if isinstance(node, ast.FunctionDef)
            and (node.name == name or name in _texts_of(node.decorator_list))
        ]
        return "\n".join(self._with_helpers(node) for node in found)

    def _with_helpers(self, start: ast.FunctionDef) -> str:
        stated = {name: node for node in self._tree.body for name in _named_by(node)}
        seen: dict[int, ast.AST] = {id(start): start}
        waiting: list[ast.AST] = [start]
        while waiting:
            for node in ast.walk(waiting.pop()):
                helper = stated.get(node.id) if isinstance(node, ast.Name) else None
                if helper is not None and id(helper) not in seen:
                    seen[id(helper)] = helper
                    waiting.append(helper)
        return "\n".join(ast.unparse(node) for node in seen.values())

    def line(self, hints: tuple[str, ...]) -> int | None:
        """Return the first line, from 1, that states the first hint to be found anywhere in the file."""
        for hint in hints:
            lines = [
                node.lineno
                for node in ast.walk(self._tree)
                if isinstance(node, ast.stmt | ast.expr) and _states(node, hint)
            ]
            if lines:
                return min(lines)
        return None


def _named_by(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AnnAssign)
        else []
    )
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _texts_of(nodes: list[ast.expr]) -> set[object]:
    return {part.value for node in nodes for part in ast.walk(node) if isinstance(part, ast.Constant)}


def _states(node: ast.AST, hint: str) -> bool:
    """A field or a setting of that name, a function, a class, or a text such as an alias or a measure."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name == hint or (hint == "class" and isinstance(node, ast.ClassDef))
    if isinstance(node, ast.stmt):
        return hint in _named_by(node)
    return isinstance(node, ast.Constant) and node.value == hint
