"""Sentences of allauth whose own Chinese leaves English words standing: said here again, so that ours is shown.

The room comes before allauth in the installed apps, so its catalogue wins.
"""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop("Sign in with a passkey"),
    gettext_noop("Passkey"),
    gettext_noop("This key does not indicate whether it is a passkey."),
    gettext_noop("IP Address"),
    gettext_noop("Username or email"),
    gettext_noop("The password reset token was invalid."),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("You cannot activate two-factor authentication until you have verified your email address."),
    gettext_noop(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes additional "
        "requirements such as biometrics or PIN protection."
    ),
    gettext_noop("TOTP Authenticator"),
    gettext_noop("WebAuthn"),
)
