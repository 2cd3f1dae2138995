"""`minqing demo-doors URL`: the sign-in links of the demo, one a role, as JSON, for `minqing demo`."""

import argparse

from minqing.cli.terminal import give_json
from minqing.site.at_hand import start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """The address that the links begin with."""
    parser.add_argument("url")


def run(args: argparse.Namespace) -> int:
    """A list of pairs: label and link."""
    start_django()
    from django.utils.translation import override

    from minqing.demo.doors import door_links
    from minqing.site.words import language

    with override(language()):
        give_json([[str(label), link] for label, link in door_links(args.url)])
    return 0
