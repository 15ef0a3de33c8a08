"""Settings of Payung. Every variable is listed in .env.example."""

import os
from pathlib import Path

from config import env


BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(env.env("PAYUNG_HOME", str(BASE_DIR / "var"))).resolve()

DEBUG = env.env_bool("PAYUNG_DEBUG", default=False)
DEMO = env.env_bool("PAYUNG_DEMO", default=False)
SECRET_KEY = env.secret_key(HOME)
ALLOWED_HOSTS = env.env_list("PAYUNG_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.env_list("PAYUNG_TRUSTED_ORIGINS")
HTTPS = env.env_bool("PAYUNG_HTTPS", default=False)
PROXIES = int(env.env("PAYUNG_PROXIES", "0"))  # of our own before us; each adds one address to X-Forwarded-For

INSTALLED_APPS = [
    "config",
    "common",
    "municipalities",
    "agreements",
    "enrollment",
    "contributions",
    "claims",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "config.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before whatever answers by itself, so that refusals carry them too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "municipalities.limits.BodyLimit",
    "municipalities.access.FormMethods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.NotStored",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Last: the tenant context must hold the view and the rendering of its template.
    "municipalities.access.TenantMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["municipalities.templatetags.opened_as"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.navigation.page",
            ],
        },
    },
]

# Web, worker and beat sign in as payung_app, always. `owner` migrates; `admin` sets up and tests.
DATABASES = env.databases(
    os.environ.get("DATABASE_URL"),
    app_url=os.environ.get("PAYUNG_APP_URL"),
    owner_url=os.environ.get("PAYUNG_OWNER_URL"),
)
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
DATABASE_ROUTERS = ["municipalities.routers.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

REDIS_URL = env.env("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHE_URL = env.env("CACHE_URL", env.cache_url(REDIS_URL))
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = env.celery_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ACKS_ON_FAILURE_OR_TIMEOUT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_VISIBILITY_TIMEOUT = 600
CELERY_TASK_DEFAULT_QUEUE = "light"
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BEAT_SCHEDULE = {
    "forget_people": {"task": "reports.tasks.forget_people", "schedule": 3600},
    "sweep": {"task": "municipalities.tasks.sweep", "schedule": 60},
    "post": {"task": "municipalities.tasks.post", "schedule": 60},
    "seal_audit": {"task": "municipalities.tasks.seal_audit", "schedule": 60},
    "drop_submissions": {"task": "municipalities.tasks.drop_submissions", "schedule": 3600},
    "tidy_scans": {"task": "municipalities.tasks.tidy_scans", "schedule": 3600},
    "ask_for_counts": {"task": "reports.tasks.ask_for_counts", "schedule": 60},
    "remind": {"task": "reports.tasks.remind_of_agreements", "schedule": 3600},
    "remind_of_bills": {"task": "contributions.tasks.remind", "schedule": 3600},
    "open_months": {"task": "contributions.tasks.open_months", "schedule": 3600},
    "check_calculated": {"task": "contributions.tasks.check_calculated", "schedule": 3600},
    "remind_of_claims": {"task": "claims.tasks.remind", "schedule": 3600},
    "verify_audit_daily": {"task": "municipalities.tasks.verify_audit_daily", "schedule": 3600},
}
# A job without a sign of life for so long is taken over by another worker.
JOB_SILENCE_SECONDS = int(env.env("PAYUNG_JOB_SILENCE", "120"))

# Mail leaves through this server (EMAIL_HOST and the rest); without one it waits, in the demo it is shown instead.
globals().update(env.mail_server(env.env("PAYUNG_SMTP_URL", "")))
CONTACT = env.env("PAYUNG_CONTACT", "")  # of the platform's people, as pages tell it: an address, a number
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.env("PAYUNG_MAIL_FROM", "Payung <payung@localhost>")

AUTH_USER_MODEL = "municipalities.User"
AUTHENTICATION_BACKENDS = ["municipalities.accounts.passwords.PasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 2 * 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
# The doors are django-allauth's, narrowed: nobody signs up, and attempts.py, not allauth, slows down who guesses.
ACCOUNT_ADAPTER = "municipalities.accounts.allauth_doors.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "municipalities.accounts.passwords.ResetToken"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60  # how old a sign-in may be for what moves money or personal data
ACCOUNT_SESSION_REMEMBER = False  # office computers are shared: the cookie ends with the browser
MFA_ADAPTER = "municipalities.accounts.allauth_doors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Payung"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are off by half a minute; a code is still taken once only
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 14 * 86400
# Whether those who approve, pay or see several cities need a second factor (municipalities/accounts/second_factor.py).
SECOND_FACTOR = env.env_bool("PAYUNG_SECOND_FACTOR", default=True)
# How long a session is known: a form that comes too late still has its sender. accounts/idle.py ends it sooner.
SESSION_COOKIE_AGE = 36 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [
    ("id", "Bahasa Indonesia")
]  # another one only with its whole catalogue: half a page in English helps nobody
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.env("PAYUNG_STATIC", str(HOME / "static"))).resolve()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.CollectedOrSource"},
}
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# Uploaded rosters and printed papers; never served by path, only through views that ask the wall.
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
ROSTER_MAX_BYTES = 25 * 1024 * 1024
# What else a roster may hold and cost: the fields of enrollment/reader/limits.py.
ROSTER_LIMITS = {"file": ROSTER_MAX_BYTES, "rows": 200_000, "columns": 200}
# Scans of papers: the fields of municipalities/scans/limits.py.
SCAN_LIMITS = {"file": 10 * 1024 * 1024, "pages": 50, "pixels": 50_000_000}
# Looks at every upload before it is opened, as "clamdscan --no-summary": 0 is clean, 1 is malware. None without it.
ROSTER_SCANNER = env.env("PAYUNG_SCANNER", "").split()
ROSTER_SCANNER_SECONDS = 60  # for one file; then it stays shut

# Keys of the QR on cards: "id:hex,id:hex", the first one signs. Without them one is derived from the secret key.
CARD_KEYS = env.env_list("PAYUNG_CARD_KEYS")
# Keys of the seals of the audit trail, written likewise; and where the newest seals are noted.
AUDIT_KEYS = env.env_list("PAYUNG_AUDIT_KEYS")
AUDIT_HEADS = Path(env.env("PAYUNG_AUDIT_HEADS", "") or HOME / "audit").resolve()
PUBLIC_URL = env.env("PAYUNG_PUBLIC_URL", "http://127.0.0.1:8000")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "config.logs.MaskDigits"}, "origin": {"()": "config.logs.NameRequest"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s%(request)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["mask", "origin"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.env("PAYUNG_LOG_LEVEL", "WARNING")},
}
