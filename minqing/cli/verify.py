"""`minqing verify`: walk the ledger and say in one line whether it holds."""

import argparse
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from minqing.site.trouble import Trouble
from minqing.site.words import words_of

if TYPE_CHECKING:
    from minqing.ledger.verify import Bad, Verdict

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--community CODE` for one chain alone, `--head SEQ:HASH` to compare with one kept outside.

    A head is one chain's: where there are several, it goes with `--community`.
    """
    parser.add_argument("--community", metavar="CODE")
    parser.add_argument("--head", metavar="SEQ:HASH", default="")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """0 where every chain holds; 1 where one does not, naming its first bad record; 2 for wrong use."""
    from minqing.cli.street import chains, in_street
    from minqing.ledger.verify import verify_community

    # Who puts the number of records before a head that has it already means the same head.
    args.head = re.sub(r"^(\d+):(?=\1:)", "", args.head)
    if args.head and not re.fullmatch(r"(0|[1-9][0-9]{0,17}):[0-9a-f]{64}", args.head):
        raise Trouble(
            _("--head is the number of a record, a colon and 64 hex digits, as verify --json prints it."),
            status=2,
        )
    codes = [args.community] if args.community else chains()
    if args.head and len(codes) != 1:
        raise Trouble(_("There are several communities: say with --community whose --head it is."), status=2)
    verdicts: list[Verdict] = []
    for code in codes:
        with in_street(code):
            verdicts.append(verify_community(code, args.head))
    bad: Bad | None = next((verdict.bad for verdict in verdicts if verdict.bad), None)
    if args.json:
        print(json.dumps(_document(verdicts, bad), ensure_ascii=False))
    else:
        print(_sentence(verdicts, bad))
    return 1 if bad else 0


def _document(verdicts: "list[Verdict]", bad: "Bad | None") -> dict[str, object]:
    heads = {v.community: {"records": v.records, "head": v.head} for v in verdicts}
    return {"ok": bad is None, "communities": heads, "first_bad": asdict(bad) if bad else None}


def _sentence(verdicts: "list[Verdict]", bad: "Bad | None") -> str:
    if bad is None:
        return _("The ledger holds: {records} records in {chains} chains.").format(
            records=sum(v.records for v in verdicts), chains=len(verdicts)
        )
    said = asdict(bad) | {"what": words_of("ledger")(bad.what)}
    return _("The ledger does not hold: {community}, record {seq}: {what} {row}").format(**said).rstrip()
