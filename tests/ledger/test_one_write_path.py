"""Every change of the domain is an action: read from the code, so that nobody has to remember it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "minqing"

# Methods of rows and querysets that write.
WRITING = {
    "save",
    "delete",
    "create",
    "bulk_create",
    "bulk_update",
    "update",
    "get_or_create",
    "update_or_create",
}

# Where rows may be written, and why.
ALLOWED = {
    "ledger/": "the one way to write",
    "access/actions.py": "accounts and posts stand in the shared schema; written inside actions",
    "accounts/models.py": "makes an account for `appoint`",
    "site/tenancy.py": "streets and divisions, before there is a ledger",
    "demo/fill.py": "the district's name, as `init` writes it",
    "cli/init.py": "the same, for real",
}


def is_queryset(node: ast.expr) -> bool:
    """Whether a call hangs on a manager or queryset: `X.objects…`, `._default_manager…`."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def writes(source: str) -> list[tuple[int, str]]:
    """Lines on which a row is written, with the call."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        attr, target = node.func.attr, node.func.value
        if attr not in WRITING:
            continue
        # `.save()` and `.delete()` on anything (with a place to save to, it is a picture or a spreadsheet); the
        # others on managers and querysets, for a dict has `update` too.
        if (attr in ("save", "delete") and not node.args) or is_queryset(target):
            found.append((node.lineno, ast.unparse(node)[:70]))
    return found


def may_write(path: str) -> bool:
    """Whether rows may be written in this file: an action's, or one of the few named above."""
    in_actions = "/actions/" in path or path.endswith("/actions.py")
    return in_actions or any(path.startswith(start) for start in ALLOWED)


def test_rows_are_written_in_actions_alone():
    guilty = []
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "/migrations/" in name or may_write(name):
            continue
        guilty += [f"{name}:{line} {call}" for line, call in writes(path.read_text(encoding="utf-8"))]
    assert not guilty, "\n" + "\n".join(guilty)


@pytest.mark.parametrize(
    "code",
    [
        "row.save()",
        "Concern.objects.create(matter='x')",
        "Concern.objects.filter(pk=1).update(stage='closed')",
        "viewer.residents().first().delete()",
        "Concern.objects.get_or_create(pk=1)",
    ],
)
def test_the_reading_finds_a_row_written_elsewhere(code):
    assert writes(code) != []


def test_a_dict_may_be_updated():
    assert writes("context.update(rows=[])") == []
