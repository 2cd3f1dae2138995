"""Django's settings. What an office may set is a knob (minqing.site.knobs, docs/operating.md)."""

from pathlib import Path
from typing import Any

from minqing.site.embedded import database_parameters
from minqing.site.home import home, made_home
from minqing.site.keys import secret_key
from minqing.site.knobs import knob, knob_on
from minqing.site.mail import mail_server
from minqing.site.pool import POOL

BASE_DIR = Path(__file__).resolve().parents[2]
HOME = home()
DEMO = knob_on("MINQING_DEMO")
DEBUG = knob_on("MINQING_DEBUG")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = [host.strip() for host in knob("MINQING_HOSTS").split(",") if host.strip()]
HTTPS = knob_on("MINQING_HTTPS")

SHARED_APPS = [
    "minqing.desk",  # before allauth: it carries the look of its pages
    "django_tenants",
    "minqing.access",
    "minqing.accounts",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "minqing.site",
    "minqing.portal",
    "minqing.demo",
]
TENANT_APPS = [
    "minqing.ledger",
    "minqing.privacy",
    "minqing.territory",
    "minqing.households",
    "minqing.committee",
    "minqing.notices",
    "minqing.visits",
    "minqing.diary",
    "minqing.concerns",
    "minqing.sync",
]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS, "django.forms"]
TENANT_MODEL = "access.Street"
TENANT_DOMAIN_MODEL = "access.StreetDomain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]

MIDDLEWARE = [
    "minqing.site.middleware.street",
    "minqing.site.middleware.safe_headers",
    "minqing.site.static_files.StaticFiles",  # WhiteNoise
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "minqing.site.middleware.ForbiddenIsMissing",
]

ROOT_URLCONF = "minqing.site.urls"
ASGI_APPLICATION = "minqing.site.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minqing.desk.context.house",
            ],
        },
    },
]
FORM_RENDERER = "minqing.desk.renderer.DeskRenderer"


def database() -> dict[str, Any]:
    """Where the database is, in Django's words: by the URL the office gives, else the one that the program starts."""
    found = database_parameters()
    words = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    rest = {key: value for key, value in found.items() if key not in words.values()}
    return {name: found.get(key, "") for name, key in words.items()} | {"OPTIONS": {"pool": POOL, **rest}}


DATABASES = {
    "default": {
        "ENGINE": "minqing.site.engine",
        **database(),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"
ACCOUNT_ADAPTER = "minqing.accounts.adapter.AccountDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
# A session left open on a desk must not be enough to change where a lost password is sent to.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# One office sits behind one address: failures count per account, and per address more loosely.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,5/5m/key", "login": "120/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Minqing"
USERSESSIONS_TRACK_ACTIVITY = True

MAIL = mail_server()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = knob("MINQING_MAIL_FROM")
if MAIL:
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL["host"], MAIL["port"], 20
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["username"], MAIL["password"]
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL["use_ssl"], MAIL["use_tls"]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "minqing_cache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "\u4e2d\u6587"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(__file__).parent / "collected"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME.files},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = made_home().files  # what is uploaded never lies outside the data folder
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "minqing.site.log_lines.LogLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
SILENCED_SYSTEM_CHECKS = ["fields.W342"]
