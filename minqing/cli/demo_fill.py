"""`minqing demo-fill`: fills the demo; `minqing demo` calls it once."""

import argparse

from minqing.cli.demo import mark_filled, mark_filling
from minqing.cli.terminal import progress
from minqing.site.home import home, use_of
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing."""


def run(args: argparse.Namespace) -> int:
    """Fill an empty database with the demo. Trouble where it holds a street of somebody's."""
    from django_tenants.utils import get_tenant_model

    if not use_of(home()) and get_tenant_model().objects.exists():
        raise Trouble(
            _("This database holds a street already; the demo does not touch it. Choose another one.")
        )
    from minqing.demo.fill import fill_demo

    mark_filling()
    with progress(_("Inventing people and six weeks of diaries")) as steps:
        fill_demo(steps)
    mark_filled()
    return 0
