"""`minqing …`: finds the command, gives it what it needs, and turns trouble into a sentence and an exit
status.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from minqing.cli.commands import COMMANDS, Command, Need
from minqing.cli.terminal import give, give_json, tell
from minqing.cli.usage import speak_the_terminals_language
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("cli")

DONE, WRONG, MISUSE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 done, 1 found something wrong or impossible, 2 wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        _overview()
        return DONE if words else MISUSE
    command = find_command(words)
    if command is None:
        tell(
            _("There is no command “{words}”. What there is: minqing --help").format(
                words=" ".join(words[:2])
            )
        )
        return MISUSE
    return _run(command, words[len(command.words.split()) :])


def find_command(words: Sequence[str]) -> Command | None:
    """The command that the first words call: the longest that fits; None where none does."""
    fitting = [each for each in COMMANDS if each.words.split() == list(words[: len(each.words.split())])]
    return max(fitting, key=lambda each: len(each.words), default=None)


def parser_of(command: Command, module: ModuleType) -> argparse.ArgumentParser:
    """The parser of a command, with what its module declares."""
    speak_the_terminals_language()
    parser = argparse.ArgumentParser(
        prog=f"minqing {command.words}", description=_(command.summary), allow_abbrev=False
    )
    module.arguments(parser)
    return parser


def _run(command: Command, rest: list[str]) -> int:
    module = importlib.import_module(f"minqing.cli.{command.module}")
    try:
        args = parser_of(command, module).parse_args(rest)
    except SystemExit as wrong_use:  # argparse has said what is wrong
        return int(wrong_use.code or 0)
    try:
        return _run_with_needs(command, module, args)
    except Trouble as trouble:
        if getattr(args, "json", False):
            give_json({"ok": False, "error": str(trouble)})
        tell(str(trouble))
        return trouble.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has gone
        return WRONG


def _run_with_needs(command: Command, module: ModuleType, args: argparse.Namespace) -> int:
    by_arguments = command.need is Need.BY_ARGUMENTS and module.needs_database(args)
    if command.need is not Need.DATABASE and not by_arguments:
        return int(module.run(args))
    from minqing.site.at_hand import database_at_hand, django_at_hand

    if hasattr(module, "check"):
        module.check(args)
    with database_at_hand(), django_at_hand():
        from minqing.cli.migrate import bring_up
        from minqing.ledger.errors import Refused

        try:
            bring_up()
            return int(module.run(args))
        except Refused as refused:
            raise Trouble(" ".join(refused.messages)) from None


def _overview() -> None:
    give(_("Minqing: the people's diary of a neighbourhood committee."))
    give("")
    width = max(len(each.words) for each in COMMANDS)
    for each in COMMANDS:
        if not each.hidden:
            give(f"  minqing {each.words:<{width}}  {_(each.summary)}")
    give("")
    give(
        _(
            "Each takes --help. MINQING_HOME names the data folder, MINQING_PORT the port;"
            " more in docs/operating.md."
        )
    )


if __name__ == "__main__":
    sys.exit(main())
