"""One settings file, driven by the environment. Without any variable: SQLite, folder broker, folder mail."""

from __future__ import annotations

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTIE = env.bool("PRODUCTIE", default=False)
VAR = Path(env.str("OPSTAP_VAR", default=str(BASE_DIR / "var")))
#: Practice mode: demo accounts, demo mailbox, a clock that a beheerder may move. Never together with PRODUCTIE.
#: `manage.py demo` leaves a mark in its folder, so that every other command there lives by the same clock.
OEFENMODUS = env.bool("OPSTAP_DEMO", default=(VAR / "demo").exists())
#: The one password of the demo accounts: works in practice mode, from this machine only.
DEMO_WACHTWOORD = "samen-de-trap-op"
DEBUG = env.bool("DEBUG", default=False)


def _geheime_sleutel() -> str:
    """The key from the environment; embedded: made once and kept in VAR, readable by the owner only."""
    if sleutel := env.str("SECRET_KEY", default=""):
        return sleutel
    if PRODUCTIE:
        raise ImproperlyConfigured("Zet SECRET_KEY: in productie maakt Opstap geen sleutel voor u.")
    bestand = VAR / "geheime-sleutel"
    if not bestand.exists():
        VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        bestand.touch(mode=0o600)
        bestand.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return bestand.read_text(encoding="ascii")


SECRET_KEY = _geheime_sleutel()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTIE else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
#: Where links in mail point to; no trailing slash.
BASIS_URL = env.str("BASIS_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    # first, so that partners/admin.py can take their pages out of the admin
    "django.contrib.auth",
    "allauth",
    "allauth.account",
    "opstap.apps.OpstapConfig",
    "opstap.logboek",
    "opstap.partners",
    "opstap.regelingen",
    "opstap.trajecten",
    "opstap.post",
    "opstap.termijnen",
    "aanmelding",
    "woningen",
    "evaluatie",
    "evaluatie.monitor",
    "evaluatie.register",
    "crispy_forms",
    "crispy_bootstrap5",
    "bootstrap",
    "django_fsm",
    "csp",
    "django.contrib.admin",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # outermost, so that every answer gets their headers: files, redirects and errors of what stands below
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "opstap.partners.middleware.AlleenVoorU",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "opstap.partners.middleware.Inloggen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "opstap.partners.middleware.NietToegestaan",
]

ROOT_URLCONF = "opstap.urls"
WSGI_APPLICATION = "opstap.wsgi.application"
ASGI_APPLICATION = "opstap.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opstap.partners.context.kader",
            ],
            "builtins": ["opstap.templatetags.opstap"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# Which services react to which Feit: the only place where lower rooms learn of higher ones (design.md section 1).
BEDRADING = "opstap.bedrading"

# Database: PostgreSQL in production, an SQLite file embedded. IMMEDIATE makes a waiting writer wait instead of fail.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'opstap.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
IS_SQLITE = "sqlite" in DATABASES["default"]["ENGINE"]
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # secure_delete: what is wiped is overwritten, so that a copy of the file does not hold it either
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON;",
    }
else:
    # A process that stands still inside a transaction must not hold up the others: it loses its connection.
    # And nobody waits long for a database at the other end of a broken network.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        options="-c lock_timeout=20s -c idle_in_transaction_session_timeout=60s",
        connect_timeout=5,
        keepalives_idle=30,
        keepalives_interval=10,
        keepalives_count=3,
        tcp_user_timeout=30_000,
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: local, by invitation of a beheerder; sessions in the database so they can be ended.
AUTH_USER_MODEL = "partners.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "opstap.partners.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "change_password": "opstap.partners.forms.WachtwoordWijzigenForm",
    "reset_password_from_key": "opstap.partners.forms.NieuwWachtwoordForm",
}
#: Codes one visitor may try, over all links together (aanmelding/views/link.py).
ACCOUNT_RATE_LIMITS = {"vraag_code": "30/h/ip"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "vandaag"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "opstap.partners.wachtwoorden.NietUwNaam"},
    {"NAME": "opstap.partners.wachtwoorden.LangGenoeg", "OPTIONS": {"min_length": 12}},
    {"NAME": "opstap.partners.wachtwoorden.NietBekend"},
]
# Shared by every process: how often somebody tried to log in. Its table is made by `voorbereiden`.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "opstap_cache"}}
#: So many proxies of our own stand before the web process: the visitor is who the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLAUTH_TRUSTED_PROXY_COUNT", default=1 if PRODUCTIE else 0)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

# Dutch, Amsterdam; timestamps are stored in UTC.
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTIE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTIE

# Mail: a folder embedded (readable in the app), SMTP in production.
POSTVAK = VAR / "post"
EMAIL_BACKEND = "opstap.post.postvak.MapBackend"
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("AFZENDER", default="Opstap <opstap@voorbeeld.invalid>")

# The bell (reliability.md section 4). Celery is only a bell: every duty stands in the database.
BROKER_URL = env.str("BROKER_URL", default="")
CELERY = {
    "broker_url": BROKER_URL or "filesystem://",
    "broker_transport_options": {
        "visibility_timeout": 900,
        "socket_timeout": 5,
        "max_retries": 0,  # of one publish; a worker and a beat try for ever (see below)
        "socket_connect_timeout": 2,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
    }
    if BROKER_URL
    else {
        "data_folder_in": str(VAR / "broker" / "rij"),
        "data_folder_out": str(VAR / "broker" / "rij"),
        "control_folder": str(VAR / "broker" / "beheer"),
        "processed_folder": str(VAR / "broker" / "klaar"),
        "store_processed": False,
        "polling_interval": 0.1,
    },
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "worker_cancel_long_running_tasks_on_connection_loss": True,
    "worker_send_task_events": False,
    "task_ignore_result": True,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_time_limit": 300,
    "task_soft_time_limit": 240,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,  # an outage of a weekend too
    "timezone": "UTC",
    "enable_utc": True,
    "beat_schedule": {
        "tik": {
            "task": "termijnen.tik",
            "schedule": env.float("OPSTAP_TIK_SECONDEN", default=15.0),
            "options": {"expires": 60},
        }
    },
}

# Security headers: no inline code anywhere, nothing from elsewhere, nothing cached or framed.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "opstap.views.csrf_mislukt"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A file is read in memory and never written to disk; one that is larger does not arrive (woningen/inlezen).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024 + 64 * 1024
if PRODUCTIE:
    SECURE_SSL_REDIRECT = env.bool("ALTIJD_HTTPS", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^gezondheid(/web)?$"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-opstap", "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"regel": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    # what broke is logged by opstap.fouten, with a number and without what somebody typed
    "filters": {
        "niet_dubbel": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda regel: getattr(regel, "status_code", 0) < 500,
        },
        # the address of a calendar, or of a question, is a secret, also the one that does not work now
        "geen_geheim_adres": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda regel: (
                not getattr(getattr(regel, "request", None), "path", "").startswith(("/agenda/", "/vraag/"))
            ),
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "regel"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"opstap": {"level": "INFO"}, "django.request": {"filters": ["niet_dubbel", "geen_geheim_adres"]}},
}


def _weiger_onveilige_productie() -> None:
    """Law of design.md section 5: a production start that is not safe does not start."""
    fouten = {
        "DEBUG mag niet aan staan.": DEBUG,
        "SECRET_KEY is te kort (minstens 50 tekens).": len(SECRET_KEY) < 50,
        "Gebruik PostgreSQL: zet DATABASE_URL.": IS_SQLITE,
        "Gebruik Redis: zet BROKER_URL.": not BROKER_URL,
        "Noem de hostnamen in ALLOWED_HOSTS, zonder *.": not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS,
        "De oefenmodus (OPSTAP_DEMO) mag niet aan staan.": OEFENMODUS,
        "Zet EMAIL_URL: in productie gaat post via SMTP.": "smtp" not in EMAIL_BACKEND,
    }
    if gevonden := [zin for zin, fout in fouten.items() if fout]:
        raise ImproperlyConfigured("Opstap start niet in productie: " + " ".join(gevonden))


if PRODUCTIE:
    _weiger_onveilige_productie()
