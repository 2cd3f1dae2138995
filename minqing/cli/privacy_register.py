"""`minqing privacy register`: the register of personal data, as Markdown or JSON. Needs no database."""

import argparse
from collections.abc import Iterable

from minqing.cli.terminal import give, give_json
from minqing.site.words import words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--json` for one document with every field of every model, the plain ones too."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(args: argparse.Namespace) -> int:
    """Print it: 0. The Markdown has the personal fields, one a line; the JSON says of the others that they
    are none.
    """
    from minqing.site.at_hand import start_django

    start_django()
    from minqing.privacy.register import as_rows

    rows = as_rows()
    if args.json:
        give_json(rows)
        return 0
    for line in as_markdown(row for row in rows if row["personal"]):
        give(line)
    return 0


def as_markdown(rows: Iterable[dict[str, object]]) -> list[str]:
    """A Markdown table of the register's rows, its heads in the language of the terminal."""
    heads = [
        _("Field"),
        _("Purpose"),
        _("Legal basis"),
        _("Who sees it"),
        _("How long"),
        _("How it is erased"),
    ]
    names = ("field", "purpose", "basis", "readers", "term", "erased_by")
    lines = [_line(heads), _line(["---"] * len(heads))]
    return lines + [_line([str(row[name]) for name in names]) for row in rows]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
