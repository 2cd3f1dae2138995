"""Jobs of the notices: ids in, one action called."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from minqing.access.acting import in_community
from minqing.notices.actions import send_once
from minqing.notices.models import Notice
from minqing.notices.sending import something_is_set_up


@app.task(name="notices.send", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_notice(street: str, community: str, notice: str) -> bool:
    """Send one notice of a community of a street; whether it went out now. Done twice, it is sent once."""
    assert community.startswith(street)
    with in_community(community):
        return send_once(community=community, notice_id=UUID(notice), at=timezone.now())


def defer_sending(notice: Notice, leaves: datetime) -> None:
    """Put the sending of a notice into the queue, with the transaction under way; nothing where no way is set up."""
    if not something_is_set_up():
        return
    send_notice.configure(schedule_at=leaves).defer(
        street=notice.community[:9], community=notice.community, notice=str(notice.pk)
    )
