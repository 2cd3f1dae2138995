"""Who acts: the account, its posts and the door it came through."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Held:
    """A post held now: a role at a division code. It covers the divisions under that code."""

    role: str
    code: str

    def covers(self, code: str) -> bool:
        """Whether `code` (6, 9 or 12 digits) is the post's division or lies under it."""
        return code.startswith(self.code)


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who does something. `via` is the door: desk, phone, portal, cli, system."""

    account: UUID | None
    name: str
    posts: tuple[Held, ...] = field(default=())
    via: str = "desk"

    def holds(self, role: str, code: str) -> bool:
        """Whether a post of this role covers the division."""
        return any(post.role == role and post.covers(code) for post in self.posts)


SYSTEM = Actor(None, "Minqing", via="system")
