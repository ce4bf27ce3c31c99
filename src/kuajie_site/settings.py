"""Settings of the site, all from the environment, so that nothing has to be edited.

``KUAJIE_SITE_DATA`` is the folder of everything the site keeps (default ``kuajie-site`` in the current one);
``KUAJIE_DATABASE_URL`` names another database, such as ``postgres://user:password@host/name``. docs/site.md
lists them all.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from kuajie_site.secret import secret_key
from kuajie_site.serving.database import database_url
from kuajie_site.serving.mail import mail_of

# Under tests and type checks nothing is kept.
TESTING = not {"pytest", "mypy"}.isdisjoint(sys.modules)
_PLACE = os.environ.get("KUAJIE_SITE_DATA") or (
    tempfile.mkdtemp(prefix="kuajie-") if TESTING else "kuajie-site"
)

DATA = Path(_PLACE).absolute()
PROGRAMMES = DATA / "programmes"
SECRET_KEY = os.environ.get("KUAJIE_SECRET_KEY") or (secrets.token_hex() if TESTING else secret_key(DATA))
DEBUG = os.environ.get("KUAJIE_DEBUG") == "1"
HTTPS = os.environ.get("KUAJIE_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("KUAJIE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and "*" not in host]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",  # what the list of sessions needs
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "kuajie_site.accounts",
    "kuajie_site.organisations",
    "kuajie_site.programmes",
    "kuajie_site.access",
    "kuajie_site.disclosure",
    "kuajie_site.activity",
    "kuajie_site.jobs",
    "kuajie_site.studies",
    "kuajie_site.uploads",
    "oauth2_provider",
    "kuajie_site.api",
    "kuajie_site.webhooks",
    "kuajie_site.plans",
    "kuajie_site.setup",
    "kuajie_site.settlement",
    "kuajie_site.pages",
]
MIDDLEWARE = [
    "kuajie_site.serving.timing.ServerTiming",
    "kuajie_site.once.OncePerPage",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kuajie_site.accounts.language.LanguageOfUser",
    "kuajie_site.api.middleware.UnderApi",
    "kuajie_site.uploads.limits.UploadLimit",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "kuajie_site.urls"
WSGI_APPLICATION = "kuajie_site.wsgi.application"
CSRF_FAILURE_VIEW = "kuajie_site.pages.errors.forged"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# Django reads every template anew for every page where loaders are named, unless they are wrapped.
_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [Path(__file__).parent / "pages" / "templates"],
        "OPTIONS": {
            "builtins": [
                "kuajie_site.pages.templatetags.words",
                "kuajie_site.pages.templatetags.places",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kuajie_site.pages.context.page",
            ],
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
        },
    },
]

# A server that was started again has closed the connections that are kept: they are looked at before use.
_DATABASE = dj_database_url.parse(database_url(DATA), conn_max_age=60, conn_health_checks=True)
DATABASES = {"default": _DATABASE}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A writer takes its lock at once and others wait for it, so that no transaction fails half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
# Seconds a job stays a worker's that does not renew its claim: how long one that was killed is waited for.
JOB_LEASE = float(os.environ.get("KUAJIE_JOB_LEASE", "30"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

# How often somebody tried is known to all processes; the table is accounts.Remembered.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "kuajie_site.accounts.passwords.LikeNobody",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "kuajie_site.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:  # a real hash takes half a second, on purpose
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "kuajie_site.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation, sent to the address, has proved it
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# Beside allauth's own limits (login: 30 a minute from an address, 5 failures in 5 minutes for an account).
# Behind proxies, addresses are those that so many of them have noted (X-Forwarded-For).
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KUAJIE_PROXIES", "0"))
ACCOUNT_RATE_LIMITS = {"invite": "30/h/user", "accept_invitation": "20/m/ip", "api_token": "30/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation has proved the address
MFA_TOTP_ISSUER = "Kuajie"

# The API: client credentials are the only grant, tokens are kept as hashes and last an hour.
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER = {
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",
    "OAUTH2_VALIDATOR_CLASS": "kuajie_site.api.tokens.ClientValidator",
    "SCOPES": {"read": "read", "write": "write"},
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
}
# Private networks that webhooks may be sent to, such as 10.1.0.0/16,fd00::/8; none unless it says so.
WEBHOOK_PRIVATE = [each for each in os.environ.get("KUAJIE_WEBHOOK_PRIVATE", "").split(",") if each.strip()]
SITE_ADDRESS = os.environ.get("KUAJIE_ADDRESS", "").rstrip("/")  # for links in messages
API_RATE = int(os.environ.get("KUAJIE_API_RATE", "300"))  # requests a minute, for each key

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("KUAJIE_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_AUTOREFRESH = TESTING or DEBUG
WHITENOISE_USE_FINDERS = TESTING or DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING or DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2
FILE_UPLOAD_TEMP_DIR = DATA / "incoming"  # cleared at the next start, should a process be killed
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
UPLOAD_LIMIT = int(os.environ.get("KUAJIE_UPLOAD_LIMIT", str(200 * 1024**2)))

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked at the machine itself, past the proxy
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
SESSION_COOKIE_AGE = 86_400 * int(os.environ.get("KUAJIE_SESSION_DAYS", "14"))
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# This host alone is ours to decide about: not its subdomains (W005), nor the browsers' own list (W021).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

_MAIL = mail_of(os.environ)
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _MAIL.backend, _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = _MAIL.tls, _MAIL.starttls, 20
DEFAULT_FROM_EMAIL = os.environ.get("KUAJIE_EMAIL_FROM", "kuajie@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "kuajie_site.logs.WithoutSecrets",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "kuajie_site": {"level": "INFO"},
        "oauthlib": {"level": "INFO"},  # what it tells below that holds tokens
        # In place of the handlers that Django brings, which would write lines as they are.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
