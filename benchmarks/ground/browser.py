"""As much of a browser as posting forms needs: one kept connection, cookies, the CSRF token."""

import http.client
from http.cookies import SimpleCookie
from urllib.parse import urlencode


class Browser:
    """A session with the web server on a port of this machine."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("localhost", port, timeout=60)
        self._cookies: dict[str, str] = {}

    def answers(self, address: str) -> bool:
        """Whether the server answers at all."""
        try:
            return self._ask("GET", address)[0] == 200
        except OSError:
            return False

    def connect_anew(self) -> None:
        """Close the connection; the next request opens one. The server ends those that were idle for long."""
        self._line.close()

    def sign_in(self, name: str, password: str) -> None:
        """By the sign-in page, as people do."""
        self._ask("GET", "/account/login/")
        went = self.post("/account/login/", {"login": name, "password": password})
        assert "login" not in went, went

    def cookies(self) -> dict[str, str]:
        """Name to value: the session's, the CSRF token's."""
        return dict(self._cookies)

    def post(self, address: str, fields: dict[str, str]) -> str:
        """Post a form; where the answer leads. AssertionError where the form is shown again, refused."""
        token = self._cookies.get("csrftoken", "")
        body = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        status, to, text = self._ask("POST", address, body)
        assert status in (302, 303), (address, status, text[:20000].decode(errors="replace"))
        return to

    def _ask(self, method: str, address: str, body: bytes | None = None) -> tuple[int, str, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, address, body, headers)
        reply = self._line.getresponse()
        text = reply.read()
        for line in reply.msg.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value
        return reply.status, reply.headers.get("Location", ""), text
