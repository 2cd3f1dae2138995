"""`minqing privacy rotate-keys`: a new key for sealed care needs, and everything sealed again with it."""

import argparse
from uuid import UUID

from minqing.cli.terminal import give, give_json, progress, tell
from minqing.site.words import words_of

_ = words_of("cli")
BATCH = 200


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--remove-unused` takes keys that nothing is sealed with out of the key file, and makes none."""
    parser.add_argument(
        "--remove-unused", action="store_true", help=_("remove the keys that nothing is sealed with any more")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(args: argparse.Namespace) -> int:
    """0 when all is sealed with the current key; 1 where something does not open, naming its row.

    A rotation that was cut short is taken up again: no further key is made while another waits for its rows.
    """
    return _remove(args.json) if args.remove_unused else _rotate(args.json)


def _rotate(as_json: bool) -> int:
    from minqing.households.sealed import keys_in_use, nothing_sealed
    from minqing.privacy.key_ring import add_key, ring_for_sealing

    ring = ring_for_sealing(nothing_sealed)
    done, closed = 0, list[UUID]()
    if keys_in_use() - {ring.current}:
        tell(_("A rotation was cut short: it goes on with the key that is current."))
        done, closed = _reseal_all()
    made = done == 0  # what is left of an older key, if anything, opens with none
    if made:
        ring = add_key()
        done, closed = _reseal_all()
    if as_json:
        give_json({"ok": not closed, "key": ring.current, "new": made, "sealed": done, "not_opened": closed})
    else:
        give(_("{count} care needs are sealed with the key {key}.").format(count=done, key=ring.current))
    for row in closed:
        tell(_("This care need does not open and stays as it is: {row}").format(row=row))
    tell(
        _(
            "Back up the key file now, apart from the database."
            " Older backups of the database need the older keys."
        )
    )
    return 1 if closed else 0


def _reseal_all() -> tuple[int, list[UUID]]:
    from minqing.cli.street import chains

    done, closed = 0, list[UUID]()
    for code in chains():
        sealed, shut = _reseal(code)
        done += sealed
        closed += shut
    return done, closed


def _reseal(code: str) -> tuple[int, list[UUID]]:
    """Seal all of a community's needs with the current key, a batch a transaction."""
    from django.utils import timezone

    from minqing.cli.street import in_street
    from minqing.households.care import reseal_care_needs
    from minqing.households.sealed import to_reseal
    from minqing.ledger.actor import Actor

    by, done, closed, after = Actor(None, "Minqing", via="cli"), 0, list[UUID](), None
    with in_street(code), progress(code) as step:
        total = to_reseal(code).count()
        while to_reseal(code, after).exists():
            after, sealed, shut = reseal_care_needs(
                by=by, at=timezone.now(), community=code, after=after, size=BATCH
            )
            done += sealed
            closed += shut
            step(done + len(closed), total)
    return done, closed


def _remove(as_json: bool) -> int:
    from django.utils import timezone

    from minqing.households.sealed import keys_in_use
    from minqing.privacy.key_ring import remove_keys

    gone = remove_keys(keys_in_use(), timezone.now())
    if as_json:
        give_json({"ok": True, "removed": gone})
    elif gone:
        give(_("Removed: {keys}").format(keys=", ".join(gone)))
    else:
        give(_("No key can be removed: each is current, in use, or was retired less than an hour ago."))
    return 0
