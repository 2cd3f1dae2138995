"""`minqing plan route IN.json`: in which order to go to the doors of a round. Needs no database."""

from __future__ import annotations

import argparse
import json
from importlib.util import find_spec
from pathlib import Path

from minqing.cli.terminal import give_json
from minqing.planning.route import NoRoute, route
from minqing.planning.route_reading import answer, reason, round_from
from minqing.planning.route_words import sentence
from minqing.site.trouble import Trouble
from minqing.site.words import language, words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="IN.json", type=Path, help=_("the stops or the distances"))
    parser.add_argument("-o", "--output", metavar="OUT.json", type=Path, help=_("write the answer to a file"))


def run(args: argparse.Namespace) -> int:
    """Print the route as JSON. Raises Trouble with the reason where there is none."""
    spoken = language()
    if find_spec("pyvrp") is None:
        raise Trouble(sentence("no_solver", {}, spoken))
    try:
        document = answer(route(round_from(_read(args.file))), spoken)
    except NoRoute as trouble:
        raise Trouble(reason(trouble, spoken)) from None
    if args.output is None:
        give_json(document)
    else:
        args.output.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Trouble(
            _("Cannot read {file}: {fault}").format(file=path, fault=error.strerror or error)
        ) from None
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NoRoute("not_json", fault=str(error)) from None
