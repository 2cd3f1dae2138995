"""`minqing demo`: the program with invented people, and a door for each role that only the demo has."""

import argparse
import json
import shutil
import subprocess

from minqing.site.home import home, mark_use, use_of
from minqing.site.knobs import knob
from minqing.site.lock import taken
from minqing.site.program import Program, hang_on_starter, say
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("cli")

FILLING, FILLED = "demo being filled", "demo"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to begin again."""
    parser.add_argument(
        "--fresh", action="store_true", help=_("throw away what was entered in the demo and begin again")
    )
    parser.add_argument(
        "--with-parent", action="store_true", help=_("end when the process that started this one ends")
    )


def run(args: argparse.Namespace) -> int:
    """Start everything, fill the demo where it is not there yet, print the doors."""
    if args.with_parent:
        hang_on_starter()
    program = Program({"MINQING_DEMO": "1"})
    use = use_of(home())
    if use == "real":
        raise Trouble(
            _(
                "This data folder ({folder}) is in real use; the demo does not touch it. Start it with:"
                " minqing serve. For the demo choose another folder with MINQING_HOME."
            ).format(folder=home().path)
        )
    if args.fresh or use == FILLING:
        _begin_again()
    demo = _Demo()
    return program.run(demo.prepare, demo.welcome)


def _begin_again() -> None:
    place = home()
    if knob("MINQING_DATABASE_URL"):
        raise Trouble(
            _(
                "The demo lies in a database of yours (MINQING_DATABASE_URL). Empty that yourself (drop and"
                " create it), remove {file}, and start the demo without beginning again."
            ).format(file=place.use)
        )
    with taken(place):
        from minqing.site.embedded import cluster_of

        cluster_of(place).stop()
        for folder in (place.db, place.files):
            shutil.rmtree(folder, ignore_errors=True)
        place.files.mkdir(mode=0o700)
        place.use.unlink(missing_ok=True)


class _Demo:
    """What the demo adds to the program's start: people before the web server, doors when it is ready."""

    def __init__(self) -> None:
        self._doors: subprocess.Popen[bytes] | None = None

    def prepare(self, program: Program) -> None:
        """Fill the demo where it is not there yet; begin to make the doors, while the parts start."""
        if use_of(program.place) != FILLED:
            say(_("Filling the demo with invented people …"))
            program.step("demo-fill")
        self._doors = program.begin("demo-doors", program.url)

    def welcome(self, program: Program) -> None:
        """The address, and one door a role."""
        assert self._doors is not None
        doors = json.loads(program.result(self._doors) or "[]")
        say(program.url)
        say(_("Sign in with one click as (invented people, the demo only):"))
        for label, url in doors:
            say(f"  {label}  {url}")
        say(_("Ctrl-C stops everything; what you enter is kept. To begin again: make demo FRESH=1"))


def mark_filling() -> None:
    """From here until it is filled, a demo cut short is begun again at the next start."""
    mark_use(home(), FILLING)


def mark_filled() -> None:
    """The demo is complete."""
    mark_use(home(), FILLED)
