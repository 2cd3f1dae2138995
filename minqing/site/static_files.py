"""Static files: those that carry their hash in their name are kept for ever; the phone's have its own policy."""

from typing import Final

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Headers

# The web build names these by what is in them (assets/main-Bx3k9f2a.js).
NAMED_BY_CONTENT: Final = "notebook/assets/"


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise, told of the names that the notebook's build gives."""

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Whether the file of this address never changes."""
        named = url.startswith(self.static_prefix + NAMED_BY_CONTENT)
        return named or bool(super().immutable_file_test(path, url))

    def add_cache_headers(self, headers: Headers, path: str, url: str) -> None:
        """The notebook's own policy on its files too: a worker begun from one of them lives under it."""
        from minqing.sync.shell import POLICY

        super().add_cache_headers(headers, path, url)
        if url.startswith(self.static_prefix + "notebook/"):
            headers["Content-Security-Policy"] = POLICY
