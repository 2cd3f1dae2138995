"""`minqing export register`: the register of residents to a spreadsheet that reads back without a change."""

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from minqing.cli.street import check_code, in_street
from minqing.cli.terminal import give, give_json, progress
from minqing.site.trouble import Trouble
from minqing.site.words import language, words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--community CODE FILE.xlsx`; a file that is there is overwritten."""
    parser.add_argument("file", metavar="FILE.xlsx", type=Path, help=_("the spreadsheet to write"))
    parser.add_argument("--community", metavar="CODE", required=True, help=_("the community's twelve digits"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(args: argparse.Namespace) -> int:
    """0 once the file is written, whole or not at all, readable by its owner alone."""
    from django.utils import translation

    check_code(args.community)
    with translation.override(language()), in_street(args.community):
        rows = _written(args.file, args.community)
    if args.json:
        give_json({"file": str(args.file), "rows": rows})
    else:
        give(_("{rows} residents written to {file}.").format(rows=rows, file=args.file))
    return 0


def _written(file: Path, community: str) -> int:
    from minqing.households.actions.exporting import note_register_export
    from minqing.households.models import Household
    from minqing.households.register_out import count_lines, register_lines, write_register
    from minqing.ledger.actor import Actor
    from minqing.territory.queries import day_at

    now = datetime.now(UTC)
    day = day_at(community, now)
    households = Household.objects.filter(community=community)
    total = count_lines(households, day)
    part = _beside(file)
    try:
        by = Actor(None, "Minqing", via="cli")
        note_register_export(by=by, at=now, community=community, rows=total, reason="")
        with progress(_("Writing the register")) as steps:
            rows = write_register(part, register_lines(households, day), steps, total)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return rows


def _beside(file: Path) -> Path:
    """An empty file beside the one to write, which takes its name once it is whole."""
    try:
        handle, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=".minqing-", suffix=".xlsx")
    except OSError as error:
        sentence = _("The file cannot be written here: {reason}.")
        raise Trouble(sentence.format(reason=error.strerror)) from None
    os.close(handle)
    return Path(name)
