"""Who signs in. Accounts live in the shared schema; what is personal about residents never does."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from minqing.ledger.ids import uuid7


class AccountBook(BaseUserManager["Account"]):
    """Makes accounts; Django and allauth ask for `create_user` by this name."""

    def create_user(self, username: str, password: str | None = None, **more: Any) -> "Account":
        """A new account with a hashed password (argon2), or none usable where `password` is None."""
        account = self.model(username=username, **more)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **more: Any) -> "Account":
        """Refused: nobody stands above the rules here."""
        raise NotImplementedError("Minqing has no superuser: appoint someone to a post instead.")


class Account(AbstractBaseUser):
    """A worker's account: closed and blanked when they leave, never deleted (other rows point at it)."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(_("Sign-in name"), max_length=60, unique=True)
    email = models.EmailField(_("Mail address"), blank=True)
    name = models.CharField(_("Name"), max_length=60)
    sex = models.CharField(_("Sex"), max_length=6, choices=Sex.choices, blank=True)
    telephone = models.CharField(_("Telephone"), max_length=40, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = AccountBook()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name, as Django's password checks ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """The name."""
        return self.name
