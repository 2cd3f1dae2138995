"""How an action says no."""

from django.core.exceptions import PermissionDenied, ValidationError


class Denied(PermissionDenied):
    """The actor may not. A page shows it as missing, so that nobody learns what exists."""


class Refused(ValidationError):
    """The words or values are not right; a message says what to do, a dict says it by field."""
