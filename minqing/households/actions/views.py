"""Ways of looking at the register as a table: kept, shared, put away. No facts, so the ledger does not hear of them."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, may_share_view, require
from minqing.households.models import SavedView
from minqing.language.characters import tidy
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers

MOST_VIEWS = 40


@act("view.keep")
def keep_view(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    id: UUID,
    name: str,
    asked: str,
    shared: bool = False,
) -> SavedView:
    """Keep a way of looking under a name; one's own view of that name is overwritten.

    Refuses no name, more than forty views, and sharing by anybody but the secretary.
    """
    require(may_keep_register(by, community))
    if by.account is None:
        raise Denied
    if shared:
        require(may_share_view(by, community))
    name = tidy(no_id_numbers(name, "name"))
    if not name:
        raise Refused({"name": _("Give the view a name.")})
    if len(name) > 40:
        raise Refused({"name": _("This name is too long (40 characters at most).")})
    if len(asked) > 2000:
        raise Refused(_("This view asks too much at once. Take some filters away."))
    own = SavedView.objects.select_for_update().filter(community=community, account=by.account)
    same = own.filter(name=name).first()
    if same is None and own.count() >= MOST_VIEWS:
        raise Refused(_("You keep forty views already. Put one away first."))
    if same is not None:
        view = w.change(same, asked=asked, shared=shared)
    else:
        view = SavedView(
            id=id, community=community, account=by.account, name=name, asked=asked, shared=shared
        )
        w.add(view)
    w.leave_no_record()
    return view


@act("view.share")
def share_view(w: Writing, *, by: Actor, at: datetime, view: SavedView, shared: bool) -> SavedView:
    """Show one's own view to the whole committee, or to oneself alone again: the secretary."""
    require(may_share_view(by, view.community) and by.account == view.account)
    w.change(view, shared=shared)
    w.leave_no_record()
    return view


@act("view.put_away")
def put_view_away(w: Writing, *, by: Actor, at: datetime, view: SavedView) -> None:
    """Delete one's own view; a shared one is then gone for everybody."""
    require(may_keep_register(by, view.community) and by.account == view.account)
    w.remove(view)
    w.leave_no_record()
