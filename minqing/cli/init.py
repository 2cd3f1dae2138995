"""`minqing init`: sets up a community for real use. What is not given is asked, where somebody is there."""

import argparse
import getpass
import secrets
import sys
from pathlib import Path

from minqing.cli.street import check_code
from minqing.cli.terminal import give, give_json, tell
from minqing.site.home import home, mark_use, use_of
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What a community needs to begin: its code and name, its street's name, its secretary."""
    parser.add_argument("--division", metavar="CODE", help=_("the community's division code, twelve digits"))
    parser.add_argument("--name", help=_("the community's name"))
    parser.add_argument("--street-name", help=_("the name of its street"))
    parser.add_argument("--secretary", metavar="NAME", help=_("the secretary's name"))
    parser.add_argument("--username", help=_("the secretary's sign-in name (default: the name in pinyin)"))
    parser.add_argument(
        "--password-file", metavar="FILE", help=_("file with the password; - reads it from stdin")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def check(args: argparse.Namespace) -> None:
    """Trouble where the data folder holds the demo, or a code is given that is none."""
    if use_of(home()).startswith("demo"):
        sentence = _(
            "This data folder ({folder}) holds the demo. For real use name another with MINQING_HOME."
        )
        raise Trouble(sentence.format(folder=home().path))
    if args.division:
        check_code(args.division)


def run(args: argparse.Namespace) -> int:
    """Make the street where it is missing, the community, and the secretary with an account."""
    code = _asked(args.division, "--division", _("Division code of the community (twelve digits)"))
    check_code(code)
    name = _asked(args.name, "--name", _("Name of the community"))
    street = args.street_name or _street_known(code) or _asked("", "--street-name", _("Name of the street"))
    secretary = _asked(args.secretary, "--secretary", _("Name of the secretary"))
    username = args.username or _in_pinyin(secretary)
    password, made_now = _password(args.password_file, username, secretary)
    _found(code, name, street, secretary, username, password)
    mark_use(home(), "real")
    _report(args, code, name, username, password if made_now else None)
    return 0


def _found(code: str, name: str, street: str, secretary: str, username: str, password: str) -> None:
    from django.db import transaction
    from django.utils import timezone

    from minqing.access.acting import in_community
    from minqing.access.actions import appoint, found_community
    from minqing.access.models import Role
    from minqing.ledger.actor import Actor
    from minqing.site.tenancy import make_street

    make_street(code[:9], street)
    by, at = Actor(None, "minqing init", via="cli"), timezone.now()
    with in_community(code), transaction.atomic():
        community = found_community(by=by, at=at, code=code, name=name)
        appoint(
            by=by,
            at=at,
            community=community,
            role=Role.SECRETARY,
            username=username,
            name=secretary,
            password=password,
            from_day=timezone.localdate(at),
        )


def _street_known(code: str) -> str:
    from minqing.access.models import Street

    return str(Street.objects.filter(code=code[:9]).values_list("name", flat=True).first() or "")


def _in_pinyin(name: str) -> str:
    from minqing.language.names import pinyin_of

    letters = pinyin_of(name).lower()
    return "".join(each for each in letters if each.isascii() and each.isalnum()) or "secretary"


def _password(file: str | None, username: str, name: str) -> tuple[str, bool]:
    """The password, and whether it was made up here and has to be shown, once."""
    if file:
        given = sys.stdin.readline() if file == "-" else _first_line(Path(file))
    elif sys.stdin.isatty():
        given = getpass.getpass(_("Password for {username} (empty: one is made): ").format(username=username))
        if given and getpass.getpass(_("Once more: ")) != given:
            raise Trouble(_("The two passwords differ. Start again."), status=2)
    else:
        given = ""
    given = given.rstrip("\r\n")
    if not given:
        return secrets.token_urlsafe(12), True
    _check_password(given, username, name)
    return given, False


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0]
    except OSError as error:
        raise Trouble(
            _("The password file {file} cannot be read: {reason}.").format(file=path, reason=error.strerror),
            status=2,
        ) from None


def _check_password(password: str, username: str, name: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    from minqing.accounts.models import Account
    from minqing.site.words import language

    with override(language()):
        try:
            validate_password(password, Account(username=username, name=name))
        except ValidationError as weak:
            raise Trouble(" ".join(weak.messages), status=2) from None


def _asked(given: str | None, option: str, question: str) -> str:
    answer = (given or "").strip()
    if not answer and sys.stdin.isatty():
        tell(question + ":")
        answer = sys.stdin.readline().strip()
    if not answer:
        raise Trouble(
            _("{option} is missing: {question}.").format(option=option, question=question), status=2
        )
    return answer


def _report(args: argparse.Namespace, code: str, name: str, username: str, shown: str | None) -> None:
    if args.json:
        give_json({"community": code, "name": name, "username": username, "password": shown})
        return
    give(_("{name} ({code}) is set up. The secretary signs in as: {username}").format(
        name=name, code=code, username=username
    ))  # fmt: skip
    if shown:
        give(_("Password, shown only now; change it after signing in: {password}").format(password=shown))
    give(_("Start with: minqing serve"))
