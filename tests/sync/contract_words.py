"""The interfaces of `web/notebook/contract.ts` as trees of field names, read by a small parser."""

import re
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typing_extensions import is_typeddict

FILE = Path(__file__).parents[2] / "web/notebook/contract.ts"
Tree = dict[str, Any]


class Contract:
    """The interfaces of the file by name."""

    def __init__(self, text: str) -> None:
        self.text = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.S)

    def tree(self, name: str) -> Tree:
        """Field names of an interface, with a tree for each field that is an object or a list of objects."""
        found = re.search(rf"export interface {name}(?: extends (\w+))?\s*\{{", self.text)
        assert found, name
        base = self.tree(found[1]) if found[1] else {}
        return base | self._fields(self._inner(found.end() - 1))

    def _inner(self, start: int, text: str | None = None) -> str:
        text = self.text if text is None else text
        depth = 0
        for place in range(start, len(text)):
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            if depth == 0:
                return text[start + 1 : place]
        raise AssertionError("no end")

    def _fields(self, body: str) -> Tree:
        fields: Tree = {}
        for part in _split(body):
            name, _colon, kind = part.partition(":")
            fields[name.strip().rstrip("?")] = self._kind(kind.strip())
        return fields

    def _kind(self, kind: str) -> Tree | None:
        tree: Tree = {}
        for start in [place for place, sign in enumerate(kind) if sign == "{"]:
            tree |= self._fields(self._inner(start, kind))
            break
        named = re.sub(r"\{.*\}", "", kind, flags=re.S)
        for name in re.findall(r"\b[A-Z]\w+\b", named):
            if re.search(rf"export interface {name}\b", self.text):
                tree |= self.tree(name)
        return tree or None


def _split(body: str) -> list[str]:
    """The fields of an object type: parted by semicolons or lines, but not within brackets."""
    parts, depth, part = [], 0, ""
    for sign in body:
        depth += (sign in "{[(<") - (sign in "}])>")
        if depth == 0 and sign in ";\n":
            parts.append(part)
            part = ""
        else:
            part += sign
    return [each for each in (*parts, part) if each.strip()]


def tree_of(shape: Any) -> Tree:
    """The same of a typed dictionary or a model of ours."""
    return {name: _tree_of_kind(kind) for name, kind in get_type_hints(shape).items()}


def _tree_of_kind(kind: Any) -> Tree | None:
    if is_typeddict(kind):
        return tree_of(kind)
    inner = [tree for tree in map(_tree_of_kind, get_args(kind)) if tree]
    return inner[0] if inner else None


def contract() -> Contract:
    """The file as it is."""
    return Contract(FILE.read_text(encoding="utf-8"))
