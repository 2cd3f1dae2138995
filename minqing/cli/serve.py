"""`minqing serve`: the program for real use."""

import argparse

from minqing.site.home import home, use_of
from minqing.site.program import Program, hang_on_starter, say
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing that the environment does not say."""
    parser.add_argument(
        "--with-parent", action="store_true", help=_("end when the process that started this one ends")
    )


def run(args: argparse.Namespace) -> int:
    """Start everything and watch it until told to stop."""
    if args.with_parent:
        hang_on_starter()
    if use_of(home()).startswith("demo"):
        raise Trouble(
            _(
                "This data folder ({folder}) holds the demo. Start it with: minqing demo. For real use choose"
                " another folder with MINQING_HOME and begin with: minqing init"
            ).format(folder=home().path)
        )
    # Whatever the environment says: no doors of the demo, no programmers' error pages in real use.
    return Program({"MINQING_DEMO": "0", "MINQING_DEBUG": "0"}).run(lambda program: None, _welcome)


def _welcome(program: Program) -> None:
    say(program.url)
    if not use_of(program.place):
        say(_("No community is set up yet. In another terminal: minqing init"))
    say(_("Ctrl-C stops everything."))
