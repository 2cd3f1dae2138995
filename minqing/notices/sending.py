"""How a notice leaves the house: by mail to the account, and urgent ones to the office's own channel by apprise.

Nothing of a resident is in a notice (minqing.notices.kinds), so nothing personal of residents leaves with it.
"""

from email.utils import parseaddr

from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from minqing.notices.kinds import sentence
from minqing.notices.models import Notice
from minqing.site.knobs import knob
from minqing.site.mail import mail_server

PATIENCE = 20
"""Seconds that the mail server gets."""


def mail_is_set_up() -> bool:
    """Whether the office gave a mail server."""
    return bool(knob("MINQING_MAIL_URL"))


def something_is_set_up() -> bool:
    """Whether a notice can leave the house at all."""
    return mail_is_set_up() or bool(knob("MINQING_NOTICE_URLS"))


def deliver(notice: Notice) -> bool:
    """Send a notice by every way that is set up; whether there was one. Raises what the mail server raises."""
    account = notice.to
    with translation.override(account.language):
        words = sentence(notice.kind, notice.params)
        by_mail = mail_is_set_up() and account.is_active and parseaddr(account.email)[1] != ""
        if by_mail:
            _mail(account.email, words)
        by_channel = notice.urgent and bool(knob("MINQING_NOTICE_URLS"))
        if by_channel:
            _to_channel(words)
    return by_mail or by_channel


def _mail(address: str, words: str) -> None:
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend", timeout=PATIENCE, **mail_server()
    )
    body = words + "\n\n" + _("Sign in to Minqing to see it.")
    EmailMessage(words, body, knob("MINQING_MAIL_FROM"), [address], connection=connection).send()


def _to_channel(words: str) -> None:
    import apprise

    channel = apprise.Apprise()
    for url in knob("MINQING_NOTICE_URLS").split():
        channel.add(url)
    if not channel.notify(body=words):
        raise ConnectionError("the office's channel took no notice")
