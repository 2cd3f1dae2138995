"""`minqing migrate`: brings the database up to this version."""

import argparse

from minqing.cli.terminal import progress, tell
from minqing.site.words import words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing."""


def run(args: argparse.Namespace) -> int:
    """Everything was brought up before we were called."""
    tell(_("The database is up to date."))
    return 0


def bring_up() -> None:
    """Migrate the schemas that are behind, with a bar; nothing, quickly, where none is.

    Django must be ready.
    """
    from minqing.site.at_hand import behind

    if not behind():
        return
    from minqing.site.migrate import migrate_all

    with progress(_("Preparing the database")) as steps:
        migrate_all(lambda schema, done, total: steps(done, total))
