"""Settings of the site. What differs between installations comes from the environment (config/environment.py)."""

from __future__ import annotations

from datetime import date

from config import environment
from shanyraq.foundation.keyfiles import site_key, site_keys_before

ENV = environment.read()
ROOT = environment.ROOT
DATA = ENV.data

DEBUG = ENV.debug
SECRET_KEY = site_key(DATA / "keys")
SECRET_KEY_FALLBACKS = site_keys_before(DATA / "keys")  # so that sessions and open forms outlive another key
ALLOWED_HOSTS = list(ENV.hosts)
MODE = ENV.mode
PACK = ENV.pack
PORT = ENV.port
WALLS = (
    ENV.walls
)  # whether PostgreSQL itself keeps each colleague to the rows that she may see: docs/adr/0019
WITNESS = ENV.witness  # a file that somebody else keeps, to which the checkpoints of the record are added
KEY_AGENT = ENV.key_agent  # the socket of a process that holds the root key: docs/adr/0025
ROOT_KEY = ENV.root_key  # the folder in which it lies then, for commands of the machine's administrator
SCANNER = ENV.scanner  # who looks through files that are sent
UNSCANNED = ENV.unscanned  # what becomes of them where nobody answers there
DEMO_DAY = date(2021, 5, 20)  # the day that it always is in a demonstration

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth.account",  # what the two below stand on; its own pages are not used
    "allauth.mfa",
    "allauth.usersessions",
    "shanyraq.foundation",
    "shanyraq.ui",
    "shanyraq.audit",
    "shanyraq.access",
    "shanyraq.vault",
    "shanyraq.people",
    "shanyraq.cases",
    "shanyraq.panels",
    "shanyraq.rights",
    "shanyraq.oversight",
    "shanyraq.papers",
    "shanyraq.desk",
    "shanyraq.demo",
]

MIDDLEWARE = [
    "shanyraq.foundation.middleware.KnownToLogs",
    "django.middleware.security.SecurityMiddleware",
    "shanyraq.ui.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # inside the headers: styles and pictures carry them too
    "shanyraq.access.ended.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "shanyraq.ui.middleware.DesignedFaults",
    "shanyraq.access.middleware.Gate",
    "shanyraq.panels.middleware.Lent",
    "shanyraq.oversight.looking.LookAs",
    "shanyraq.oversight.middleware.Brakes",
    "shanyraq.foundation.middleware.SentOnce",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "shanyraq.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shanyraq.ui.context.chrome",
            ],
        },
    }
]

# Where walls stand each statement says who asks, and the database keeps none open between two.
DATABASES = {"default": environment.database(ENV) | {"DISABLE_SERVER_SIDE_CURSORS": WALLS}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["login"]},
    },
    {"NAME": "shanyraq.access.passwords.NotGuessable"},
]
LOGIN_URL = "access:log_in"

# The second step at the door: see docs/adr/0015. Passwords and pages are ours, keys and codes are allauth's.
SECOND_STEP_REQUIRED = MODE == "production"
MFA_ADAPTER = "shanyraq.access.adapters.SecondSteps"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = "Shanyraq"
MFA_TRUST_ENABLED = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
ACCOUNT_ADAPTER = "shanyraq.access.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# What workers must share stands in the database; nothing is kept in a cache.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_HTTPONLY = "Lax", True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page needs our files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_ENGINE = "shanyraq.access.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "shanyraq.ui.faults.csrf_failure"
# Other sites learn nothing; ours has to: without it a browser sends forms as from nowhere, and none could be trusted.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if MODE == "production":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = 63_072_000, True, True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["shanyraq.foundation.uploads.BoundedMemory"]

# Lines that name nobody (shanyraq/foundation/logs.py); in a developer's window, the usual ones with the whole fault.
DEFAULT_EXCEPTION_REPORTER_FILTER = "shanyraq.foundation.logs.NothingOfAnybody"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "logging.Formatter" if DEBUG else "shanyraq.foundation.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own ways out are closed: it would send mail, and write addresses with what was searched for.
    # A refused or missing page is no fault of the program, and its address would put a person's id into the log.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
