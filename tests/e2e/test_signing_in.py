"""Signing in as people do: with a password, with a passkey of the device, with a one-time code besides."""

import base64
import hashlib
import hmac
import time
from typing import Any

from tests.e2e.house import PASSWORD, House
from tests.e2e.people import Person
from tests.factories.ground import OWN


def sign_in(person: Person, username: str) -> None:
    """The form, filled in and sent."""
    page = person.page
    page.goto("/account/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.locator("main form .btn-primary").first.click()


def say_the_password_again(person: Person) -> None:
    """Ways of signing in are changed only by who knows the password now."""
    person.page.fill("#id_password", PASSWORD)
    person.page.locator("main form .btn-primary").first.click()
    person.page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def code_of(secret: str) -> str:
    """The one-time code of now (RFC 6238); waits where the half minute is nearly over."""
    if time.time() % 30 > 26:
        time.sleep(5)
    moment = int(time.time() // 30).to_bytes(8, "big")
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, moment, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def test_a_password_opens_the_desk_of_ones_post(house: House, enter: Any):
    person = enter()
    sign_in(person, house.with_password("卫委员").username)
    person.page.wait_for_url(f"**/{OWN}/desk/")


def test_a_passkey_is_added_and_opens_the_desk_without_a_password(house: House, enter: Any):
    person = enter()
    page = person.page
    sign_in(person, house.with_password("蒋委员").username)
    page.wait_for_url(f"**/{OWN}/desk/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/account/2fa/webauthn/add/")
    say_the_password_again(person)
    page.fill("#id_name", "我的手机")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    page.goto("/account/logout/")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url("**/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(f"**/{OWN}/desk/")


def test_a_one_time_code_is_asked_for_once_it_is_set_up(house: House, enter: Any):
    account = house.with_password("韩委员")
    person = enter()
    page = person.page
    sign_in(person, account.username)
    page.wait_for_url(f"**/{OWN}/desk/")
    page.goto("/account/2fa/totp/activate/")
    say_the_password_again(person)
    secret = page.input_value("#authenticator_secret")
    page.fill("#id_code", code_of(secret))
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url(lambda url: "/totp/activate/" not in url)
    other = enter()
    sign_in(other, account.username)
    other.page.wait_for_url("**/account/2fa/authenticate/")
    other.page.fill("#id_code", "000000")
    other.page.locator("main form .btn-primary").first.click()
    assert other.page.url.endswith("/account/2fa/authenticate/")
    other.page.fill("#id_code", code_of(secret))
    other.page.locator("main form .btn-primary").first.click()
    other.page.wait_for_url(f"**/{OWN}/desk/")
