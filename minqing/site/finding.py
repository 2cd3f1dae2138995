"""What the doctor finds: one thing looked at, whether it is well, and what to do where it is not."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Finding:
    """`name` is the same in every language; `detail` and `remedy` are for the reader.

    No remedy: nothing to do.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""

    def document(self) -> dict[str, object]:
        """As `minqing doctor --json` gives it."""
        return asdict(self)
