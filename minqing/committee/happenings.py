"""What happens in this room that rooms above answer. They fill it in their own hooks.py."""

from datetime import date, datetime

from minqing.committee.models import Member, Zone
from minqing.ledger.actor import Actor
from minqing.ledger.hooks import Hook

# (zone, from_member, to_member, on, by, at): the zone has a new keeper from the day `on`, which has come.
# It happens once for each hand-over, within the action that carries it out; open concerns follow.
zone_handed_over: Hook[[Zone, Member, Member, date, Actor, datetime]] = Hook("committee.zone_handed_over")
