"""Whether what is sealed can be opened: every key that something is sealed with is in the key file."""

from minqing.site.finding import Finding
from minqing.site.words import words_of

_ = words_of("site")


def seal_finding() -> Finding:
    """Looks at all streets; the database answers and Django is ready."""
    from minqing.households.sealed import keys_in_use
    from minqing.privacy.key_ring import KeysMissing, read_ring, ring_file

    used = keys_in_use()
    remedy = _("Put {file} back from its backup. Without it these needs cannot be opened.").format(
        file=ring_file()
    )
    try:
        ring = read_ring()
    except KeysMissing as missing:
        return Finding("seal", False, " ".join(missing.messages), remedy)
    lost = sorted(used - set(ring.keys if ring else ()))
    if lost:
        detail = _("Care needs are sealed with keys that are not there: {keys}").format(keys=", ".join(lost))
        return Finding("seal", False, detail, remedy)
    if not used:
        return Finding("seal", True, _("Nothing is sealed yet."))
    return Finding("seal", True, _("All keys are there: {count} in use.").format(count=len(used)))
