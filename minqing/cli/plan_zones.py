"""`minqing plan zones`: divides units into balanced, connected zones, and says how far from the best it can be.

Runs without a database. Exit status: 0 with a division, 1 where there is none (the answer says why), 2 for a problem that
cannot be read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from math import isfinite
from pathlib import Path
from typing import Any

from minqing.cli.terminal import give_json, progress, tell
from minqing.planning.zoning import BadProblem, Status, Told, divide, reason_text, solver_present
from minqing.planning.zoning_reading import document_of, problem_from
from minqing.planning.zoning_reasons import Reason
from minqing.site.trouble import Trouble
from minqing.site.words import language, words_of

_ = words_of("cli")

DONE, IMPOSSIBLE, MISUSE = 0, 1, 2
LONGEST = 86_400


def arguments(parser: argparse.ArgumentParser) -> None:
    """`IN.json [-o OUT.json] [--seconds 20]`; `-` reads from stdin. Without `-o` the answer goes to stdout."""
    parser.add_argument(
        "file", metavar="IN.json", help=_("units, borders, members and what is asked; - reads stdin")
    )
    parser.add_argument(
        "-o", "--output", metavar="OUT.json", type=Path, help=_("where the answer goes; default: stdout")
    )
    parser.add_argument("--seconds", default="20", help=_("how long to search at most (default: 20)"))
    parser.add_argument("--seed", default="0", help=_("whole number from which chance starts (default: 0)"))


def run(args: argparse.Namespace) -> int:
    """Write the answer. Trouble where the problem cannot be read or the answer not written."""
    seconds, seed = _seconds(args.seconds), _seed(args.seed)
    try:
        problem = problem_from(_document(args.file))
    except BadProblem as bad:
        raise Trouble(reason_text(bad.reason, language()), MISUSE) from None
    if not solver_present():
        raise Trouble(reason_text(Reason("no_solver"), language()))
    with progress(_("Dividing into zones")) as steps:

        def hear(told: Told) -> None:
            steps(round(told.seconds), round(told.of))

        solution = divide(problem, seconds, progress=hear, seed=seed)
    answer = document_of(solution, language())
    if args.output is None:
        give_json(answer)
    else:
        _write(args.output, answer)
    if solution.status is Status.INFEASIBLE:
        tell(answer["why"])
        return IMPOSSIBLE
    return DONE


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = float("nan")
    if not isfinite(seconds) or not 0 < seconds <= LONGEST:
        raise Trouble(_("Give --seconds as a number above 0, not “{text}”.").format(text=text), MISUSE)
    return seconds


def _seed(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Trouble(_("Give --seed as a whole number, not “{text}”.").format(text=text), MISUSE) from None


def _document(file: str) -> object:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise Trouble(sentence.format(file=file, reason=error.strerror), MISUSE) from None
    except UnicodeDecodeError:
        raise Trouble(_("{file} is not a text file.").format(file=file), MISUSE) from None
    except json.JSONDecodeError as error:
        sentence = _("{file} is not JSON: line {line}, column {column}.")
        raise Trouble(sentence.format(file=file, line=error.lineno, column=error.colno), MISUSE) from None
    except RecursionError:
        raise Trouble(_("{file} is nested too deeply.").format(file=file), MISUSE) from None


def _write(file: Path, answer: dict[str, Any]) -> None:
    """The answer into a file, whole or not at all."""
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    try:
        handle, part = tempfile.mkstemp(dir=file.absolute().parent, prefix=".minqing-", suffix=".json")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
            Path(part).replace(file)
        finally:
            Path(part).unlink(missing_ok=True)
    except OSError as error:
        sentence = _("The file cannot be written here: {reason}.")
        raise Trouble(sentence.format(reason=error.strerror)) from None
