"""What argparse says of wrong use, in the language of the terminal.

The library asks its own catalogue, of which there is no Chinese; so it is given ours. Only what we say is changed,
nothing of how it reads a command line.
"""

import argparse

from minqing.site.words import marked as _
from minqing.site.words import words_of

SENTENCES = (
    _("usage: "),
    _("options"),
    _("positional arguments"),
    _("show this help message and exit"),
    _("argument %(argument_name)s: %(message)s"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
    _("expected one argument"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("invalid %(type)s value: %(value)r"),
)


def speak_the_terminals_language() -> None:
    """Have argparse say its sentences in the language of the terminal (Chinese unless it is English)."""
    vars(argparse)["_"] = words_of("cli")
