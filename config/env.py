"""The environment, read loudly: a missing or malformed variable says what it wants."""

import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def env(name, default=None):
    """The text of the variable; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name} (see .env.example).")
    return value


def env_bool(name, default):
    value = env(name, str(default)).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be one of true, false, 1, 0; it is {value!r}.")
    return value in TRUE


def env_list(name, default=""):
    """A list written with commas."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def database(url, *, user=None, password=None, name=None):
    """
    Django's settings of one PostgreSQL login.

    A socket folder stands in ?host=: postgresql://user@/name?host=/run/postgresql
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("A database URL starts with postgresql://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name or unquote(parts.path.lstrip("/")) or "payung",
        "USER": user or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") if password is None else password,
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
    }


def role_password(admin_password, role):
    """
    The password of a role that set-up makes, derived from the administrator's own.

    Everyone who holds DATABASE_URL derives the same, nobody can go back from it to the
    administrator's password. An administrator without a password (socket with trust)
    means roles without one.
    """
    if not admin_password:
        return ""
    return hashlib.scrypt(admin_password.encode(), salt=role.encode(), n=2**14, r=8, p=1, dklen=24).hex()


def databases(admin_url, *, app_url, owner_url):
    """The aliases `default` (payung_app), `owner` (migrations) and, where known, `admin` (set-up and tests)."""
    aliases = {}
    if admin_url:
        admin = database(admin_url)
        admin["NAME"] = admin["NAME"] if admin["NAME"] != "postgres" else "payung"
        for alias, role in (("default", "payung_app"), ("owner", "payung_owner")):
            aliases[alias] = admin | {"USER": role, "PASSWORD": role_password(admin["PASSWORD"], role)}
        aliases["admin"] = admin
    if app_url:
        aliases["default"] = database(app_url)
    if owner_url:
        aliases["owner"] = database(owner_url)
    if "default" not in aliases:
        raise ImproperlyConfigured(
            "No database: run the command through bin/manage, or set DATABASE_URL (an administrator's login) "
            "or PAYUNG_APP_URL (see .env.example)."
        )
    return aliases


def mail_server(url):
    """
    Django's settings of the mail server; without a url there is none.

    smtp+starttls://user:password@host:587, smtps://...:465 (TLS at once), smtp://...:25 (in clear: own host)
    """
    if not url:
        return {"EMAIL_HOST": ""}
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured(
            "PAYUNG_SMTP_URL starts with smtp+starttls://, smtps:// or smtp:// and names a host"
        )
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def celery_url(redis_url):
    """redis:// as it is; unix:///path?db=0 in the words kombu knows."""
    if not redis_url.startswith("unix://"):
        return redis_url
    parts = urlsplit(redis_url)
    db = parse_qs(parts.query).get("db", ["0"])[-1]
    return f"redis+socket://{quote(parts.path)}?virtual_host={db}"


def cache_url(redis_url):
    """Another database of the same Redis, for whoever runs one process for queue and cache."""
    parts = urlsplit(redis_url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db=1"
    return parts._replace(path="/1").geturl()


def secret_key(home):
    """PAYUNG_SECRET_KEY, else one made at the first start and kept under var/ for its owner alone."""
    given = os.environ.get("PAYUNG_SECRET_KEY")
    if given:
        return given
    path = Path(home) / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
