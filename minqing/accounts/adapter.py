"""The door of signing in: accounts are made by appointing someone, nobody signs up alone."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountDoor(DefaultAccountAdapter):
    """allauth's door, with signing up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a secretary or the street office appoints people."""
        return False
