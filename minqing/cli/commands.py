"""The table of commands.

`docs/operating.md` shows it, a test compares. A module is loaded only when its command is called.

A command's module has `arguments(parser)`, which declares what it takes, and `run(args) -> int`, which
does it and gives the exit status: 0 done, 1 found something wrong or impossible, 2 wrong use. `Trouble`
raised in it becomes its sentence and status, `Refused` its sentence and 1. With `Need.DATABASE` the
database answers, is up to date, and Django is ready before `run`; with `Need.BY_ARGUMENTS` that is so
where the module's `needs_database(args)` says so. What can be refused without the database, a module's
`check(args)` refuses before.
"""

from dataclasses import dataclass
from enum import Enum

from minqing.site.words import marked as _


class Need(Enum):
    """What must stand before a command runs."""

    NOTHING = "nothing"
    DATABASE = "database"
    BY_ARGUMENTS = "by arguments"


@dataclass(frozen=True)
class Command:
    """One command: the words that call it, its module in `minqing.cli`, one line on what it does."""

    words: str
    module: str
    summary: str
    need: Need = Need.NOTHING
    hidden: bool = False  # for the program's own use


COMMANDS: tuple[Command, ...] = (
    Command("demo", "demo", _("Start with invented people to look at, and print a sign-in for each role.")),
    Command(
        "init",
        "init",
        _("Set up a community for real use: its street, its name, its secretary."),
        Need.DATABASE,
    ),
    Command("serve", "serve", _("Start everything: database, web server, worker. Ctrl-C stops it.")),
    Command("doctor", "doctor", _("Check the installation, and say what to do about each finding.")),
    Command("due", "due", _("When a concern noted at a moment is due."), Need.BY_ARGUMENTS),
    Command(
        "import register",
        "import_register",
        _("Read a register of residents from a spreadsheet."),
        Need.DATABASE,
    ),
    Command(
        "export register",
        "export_register",
        _("Write the register of residents to a spreadsheet."),
        Need.DATABASE,
    ),
    Command("plan zones", "plan_zones", _("Divide units into connected, balanced zones.")),
    Command("plan day", "plan_day", _("Print a member's doors of a day, with the reasons."), Need.DATABASE),
    Command("plan route", "plan_route", _("In which order to go to the doors of a round.")),
    Command("verify", "verify", _("Recompute the ledger, and say whether it holds."), Need.DATABASE),
    Command("privacy register", "privacy_register", _("Print the register of personal data.")),
    Command(
        "privacy rotate-keys",
        "rotate_keys",
        _("Seal all care needs again with a new key."),
        Need.DATABASE,
    ),
    Command("migrate", "migrate", _("Bring the database up to this version."), Need.DATABASE),
    Command("worker", "worker", _("The worker alone: jobs and reminders (serve starts it by itself).")),
    Command("manage", "manage", _("Django's own commands, for programmers.")),
    Command(
        "demo-fill", "demo_fill", _("Fill the demo (demo does it by itself)."), Need.DATABASE, hidden=True
    ),
    Command("demo-doors", "demo_doors", _("The demo's sign-in links (demo prints them)."), hidden=True),
)
