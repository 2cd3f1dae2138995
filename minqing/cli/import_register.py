"""`minqing import register`: a register of residents from a spreadsheet, compared and taken."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from minqing.cli.street import check_code, in_street
from minqing.cli.terminal import Steps, give, give_json, progress, tell
from minqing.site.trouble import Trouble
from minqing.site.words import language, words_of

if TYPE_CHECKING:
    from minqing.households.register_in.gathering import Gathered
    from minqing.households.register_in.outcome import Outcome

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """`FILE.xlsx --community CODE`; `--dry-run` tells what would happen, `--json` prints it as one document."""
    parser.add_argument("file", metavar="FILE.xlsx", type=Path, help=_("the spreadsheet to read"))
    parser.add_argument("--community", metavar="CODE", required=True, help=_("the community's twelve digits"))
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(args: argparse.Namespace) -> int:
    """0 once the file is taken, whether or not rows are refused. Trouble where it cannot be read."""
    from django.utils import translation

    check_code(args.community)
    with translation.override(language()), in_street(args.community):
        with progress(_("Reading the file")) as steps:
            sheet = _read(args.file, args.community, steps)
        with progress(_("Comparing") if args.dry_run else _("Taking into the register")) as steps:
            outcome = _done(args, sheet, steps)
        document = outcome.as_json()
    if args.json:
        give_json(document)
    else:
        _say(document, args.dry_run)
    return 0


def _read(file: Path, community: str, steps: Steps) -> "Gathered":
    from minqing.households.register_in.files import gathered_file
    from minqing.households.register_in.reasons import sentence
    from minqing.language.register.reasons import note
    from minqing.territory.queries import day_at

    sheet = gathered_file(file, day_at(community, datetime.now(UTC)), steps)
    if sheet.problem:
        raise Trouble(sentence(note(sheet.problem)))
    return sheet


def _done(args: argparse.Namespace, sheet: "Gathered", steps: Steps) -> "Outcome":
    from minqing.households.actions.importing import import_register
    from minqing.households.register_in.preview import previewed
    from minqing.ledger.actor import Actor
    from minqing.territory.queries import day_at

    now = datetime.now(UTC)
    if args.dry_run:
        return previewed(args.community, day_at(args.community, now), sheet, steps)
    by = Actor(None, "Minqing", via="cli")
    return import_register(by=by, at=now, community=args.community, sheet=sheet, steps=steps)


def _say(document: "dict[str, dict[str, int] | list[dict[str, object]] | list[str]]", dry_run: bool) -> None:
    if dry_run:
        give(_("Nothing was written; this is what would happen:"))
    labels = {"residents": _("Residents"), "households": _("Households"), "courtyards": _("Courtyards")}
    line = _("{what}: {new} new, {changed} changed, {unchanged} unchanged")
    for key, label in labels.items():
        give(line.format(what=label, **document[key]))  # type: ignore[arg-type]
    if document["left_out"]:
        give(_("Columns left out: {columns}").format(columns="、".join(map(str, document["left_out"]))))
    for key, title in (("refused", _("Refused")), ("warnings", _("To look at"))):
        for told in document[key]:
            assert isinstance(told, dict)
            tell(_("{title}, row {row}: {reason}").format(title=title, **told))
