"""Write the index of docs/decisions; with --check, fail where it is stale."""

import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "decisions"


def index() -> str:
    """The index page: one line a decision, by number, with its title."""
    lines = [
        "# Decisions",
        "",
        "Made by `scripts/decisions.py`; each page tells context, decision and cost.",
        "",
    ]
    for page in sorted(FOLDER.glob("[0-9]*.md")):
        title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        lines.append(f"- [{title}]({page.name})")
    return "\n".join(lines) + "\n"


def main() -> int:
    """0 where the index is as it should be (or was written)."""
    place = FOLDER / "README.md"
    if "--check" in sys.argv:
        if place.exists() and place.read_text(encoding="utf-8") == index():
            return 0
        print("docs/decisions/README.md is stale: run scripts/decisions.py", file=sys.stderr)
        return 1
    place.write_text(index(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
