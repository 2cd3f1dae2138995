"""`minqing manage …`: Django's own commands, with the database at hand where they need one."""

import argparse

from minqing.site.at_hand import database_at_hand, django_at_hand, start_django
from minqing.site.words import words_of

_ = words_of("cli")

# Commands of Django that ask no database; they must work while the web assets are being built.
_NO_DATABASE = {"collectstatic", "compilemessages", "makemessages", "findstatic", "help", "check"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes whatever Django's command takes."""
    parser.add_argument("words", nargs=argparse.REMAINDER, help=_("Django's command and its arguments"))


def run(args: argparse.Namespace) -> int:
    """Hand over to Django."""
    from django.core.management import execute_from_command_line

    words = ["minqing manage", *args.words]
    if not args.words or args.words[0] in _NO_DATABASE:
        start_django()
        execute_from_command_line(words)
        return 0
    with database_at_hand(), django_at_hand():
        execute_from_command_line(words)
    return 0
