"""Django settings. Everything that differs between machines comes from the environment."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from thorbecke.web.settings import env, secret

WEB_DIR = Path(__file__).resolve().parent.parent

# --- read from the environment -------------------------------------------------------------------

DEBUG = env.flag(
    "THORBECKE_DEBUG", False, "Show technical error pages. Never on a public site.", "Basics"
)
VAR_DIR = env.folder(
    "THORBECKE_VAR", "var", "Folder for everything that the site keeps: database, files.", "Basics"
)
_secret_key = env.text(
    "THORBECKE_SECRET_KEY",
    "",
    "Secret for signing sessions, at least 50 characters. Empty: made once and kept in the var folder.",
    "Basics",
)
BASE_URL = env.url(
    "THORBECKE_BASE_URL",
    "http://localhost:8000",
    "Public address of the site, for links in mail and documents. With https, cookies are secure.",
    "Basics",
    ("http", "https"),
)
_hosts = env.listing(
    "THORBECKE_HOSTS",
    "",
    "Host names that the site answers to. Empty: the host of THORBECKE_BASE_URL and localhost.",
    "Basics",
)
_proxy = env.flag(
    "THORBECKE_BEHIND_PROXY",
    False,
    "A proxy in front ends TLS and sets X-Forwarded-Proto and X-Forwarded-For.",
    "Basics",
)
DEMO = env.flag(
    "THORBECKE_DEMO",
    False,
    "Make demonstration accounts and say on every page that this is a demonstration.",
    "Basics",
)
_second_factor = env.text(
    "THORBECKE_SECOND_FACTOR",
    "staff",
    "Who needs a second step at signing in: staff (see the administrators' guide) or nobody. "
    "A demonstration asks nobody.",
    "Basics",
    ("staff", "nobody"),
)
_database_url = env.url(
    "DATABASE_URL",
    "",
    "Database: sqlite:///PATH or postgres://USER:PASSWORD@HOST/NAME. Empty: SQLite in the var folder.",
    "Database",
    ("sqlite", "postgres", "postgresql", "cockroachdb"),
)
_sqlite_sync = env.text(
    "THORBECKE_SQLITE_SYNC",
    "FULL",
    "FULL keeps the last transaction through a power cut; NORMAL writes faster.",
    "Database",
    ("FULL", "NORMAL"),
)
_mail_url = env.url(
    "THORBECKE_MAIL_URL",
    "",
    "Mail server: smtp://USER:PASSWORD@HOST:587 or smtps://… Empty: mail is written to the var folder.",
    "Mail",
    ("smtp", "smtps"),
)
DEFAULT_FROM_EMAIL = env.text(
    "THORBECKE_MAIL_FROM", "thorbecke@localhost", "Sender of all mail.", "Mail"
)
CONTACT_EMAIL = env.text(
    "THORBECKE_CONTACT",
    "contact@localhost",
    "Address on the contact, accessibility and security pages.",
    "Mail",
)
OIDC_URL = env.url(
    "THORBECKE_OIDC_URL",
    "",
    "OpenID Connect: address of the municipality's login (issuer). Empty: no such login.",
    "Login through the municipality",
    ("https", "http"),
)
_oidc_client = env.text(
    "THORBECKE_OIDC_CLIENT", "", "Client id at that login.", "Login through the municipality"
)
_oidc_secret = env.text(
    "THORBECKE_OIDC_SECRET", "", "Client secret at that login.", "Login through the municipality"
)
OIDC_NAME = env.text(
    "THORBECKE_OIDC_NAME",
    "uw gemeente",
    "Name of that login, as it stands on its button: Log in via …",
    "Login through the municipality",
)
OIDC_PERSON_CLAIM = env.text(
    "THORBECKE_OIDC_PERSON_CLAIM",
    "sub",
    "Claim that holds the person's number as in the uploaded register (column kenmerk).",
    "Login through the municipality",
)
THEME = env.text(
    "THORBECKE_THEME",
    "thorbecke",
    "Look of the site: the name of a class that a theme's CSS file defines.",
    "Look",
)
THEME_CSS = env.text(
    "THORBECKE_THEME_CSS",
    "",
    "Address of one extra CSS file with a municipality's own design tokens.",
    "Look",
)
_task_backend = env.text(
    "THORBECKE_TASKS",
    "database",
    "Background work: database (a worker beside the site) or immediate (inside the request).",
    "Running",
    ("database", "immediate"),
)
WEB_WORKERS = env.number(
    "THORBECKE_WEB_WORKERS", 2, "Processes that answer requests.", "Running", 1, 64
)
WEB_THREADS = env.number(
    "THORBECKE_WEB_THREADS", 4, "Threads in each of those processes.", "Running", 1, 64
)
LOG_LEVEL = env.text(
    "THORBECKE_LOG_LEVEL",
    "INFO",
    "How much is written to standard output.",
    "Running",
    ("DEBUG", "INFO", "WARNING", "ERROR"),
)

# --- database ------------------------------------------------------------------------------------

try:
    _database = dj_database_url.parse(
        _database_url or f"sqlite:///{VAR_DIR / 'thorbecke.sqlite3'}", conn_max_age=None
    )
except (ValueError, dj_database_url.ParseError):
    env.MISTAKES.append(
        "DATABASE_URL: expected sqlite:///PATH or postgres://USER:PASSWORD@HOST/NAME"
    )
    _database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}

if env.MISTAKES:
    raise ImproperlyConfigured(
        "The environment has wrong values. See docs/settings.md.\n  " + "\n  ".join(env.MISTAKES)
    )

if _database["ENGINE"].endswith("sqlite3"):
    # Measured in docs/adr/0003: persistent connections and IMMEDIATE transactions are what counts.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            f"PRAGMA synchronous={_sqlite_sync};"
            "PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;"
            "PRAGMA cache_size=-8000;"
        ),
    }
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- applications --------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    # Before allauth, so that our own sign-in pages are found first.
    "thorbecke.web.core",
    "thorbecke.web.people",
    "thorbecke.web.library",
    "thorbecke.web.participation",
    "thorbecke.web.instruments.consultation",
    "thorbecke.web.instruments.budget",
    "thorbecke.web.instruments.conversation",
    "thorbecke.web.instruments.delegation",
    "thorbecke.web.instruments.lottery",
    "thorbecke.web.experiments",
    "thorbecke.web.ateliers",
    "thorbecke.web.designs",
    "thorbecke.web.learning",
    "thorbecke.web.programme",
    "thorbecke.web.lab",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "thorbecke.web.core.middleware.security_headers",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thorbecke.web.core.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thorbecke.web.people.factor.sleeping_roles",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "thorbecke.web.urls"
WSGI_APPLICATION = "thorbecke.web.wsgi.application"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thorbecke.web.core.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "thorbecke.web.core.templatetags.kit",
            ],
        },
    }
]
FORM_RENDERER = "thorbecke.web.core.forms.KitRenderer"

# --- persons and sessions ------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "thorbecke.web.people.adapter.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
SECOND_FACTOR = _second_factor == "staff" and not DEMO
MFA_ADAPTER = "thorbecke.web.people.adapter.SecondStep"
MFA_FORMS = {"activate_totp": "thorbecke.web.people.factor_forms.AppForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Thorbecke"
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute off
# A browser allows passkeys without TLS on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(BASE_URL).scheme != "https"
# A login through OpenID Connect makes, finds and joins no account: see people.adapter.
SOCIALACCOUNT_ADAPTER = "thorbecke.web.people.adapter.NoAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid"],  # not a name or an address: nothing here needs them
        "APPS": [
            {
                "provider_id": "gemeente",
                "name": OIDC_NAME,
                "client_id": _oidc_client,
                "secret": _oidc_secret,
                "settings": {"server_url": OIDC_URL},
            }
        ]
        if OIDC_URL
        else [],
    }
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- security ------------------------------------------------------------------------------------

SECRET_KEY = secret.load(_secret_key, VAR_DIR)
_parts = urlsplit(BASE_URL)
_https = _parts.scheme == "https"
# The machine itself always has access: the health check asks there.
ALLOWED_HOSTS = list(
    dict.fromkeys(
        [*(_hosts or [_parts.hostname or "localhost"]), "localhost", "127.0.0.1", "[::1]"]
    )
)
CSRF_TRUSTED_ORIGINS = [f"{_parts.scheme}://{_parts.netloc}"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _proxy else None
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "thorbecke.web.core.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [WEB_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- files, mail, cache, tasks, logs ---------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

if _mail_url:
    _mail = urlsplit(_mail_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Counters that all processes must see, such as rate limits.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    },
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if _task_backend == "database"
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": LOG_LEVEL},
}
