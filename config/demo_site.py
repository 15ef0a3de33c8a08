"""What bin/demo serves: the site with its worker, beat and relay, and the people who can sign in."""

import hashlib
import json
import os
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands

from config.cities import platform
from config.serving import ADDRESS, Child
from municipalities.roles import ROLE_LABELS, Role


QUICK = "small,mail,light"
QUEUES = f"upload,run,pdf,{QUICK}"
CELERY = ("-m", "celery", "--app", "config.celery", "--quiet")


def worker(queues, *, processes):
    return (
        *(*CELERY, "worker", "--hostname", f"{queues.split(',')[0]}@%h", "--queues", queues),
        *("--concurrency", str(processes), "--loglevel", "warning"),
    )


def children(*, port):
    """The processes of the site, the web process first."""
    log_folder = settings.HOME / "log"
    log_folder.mkdir(exist_ok=True)
    environment = environment_of_children(port)
    commands = {
        "web": ("-m", "gunicorn", *gunicorn_options(port), "config.wsgi"),
        "worker": worker(QUEUES, processes=2),
        # One that takes nothing heavy, so that what takes seconds never waits for it.
        "quick": worker(QUICK, processes=1),
        "beat": (*CELERY, "beat", "--schedule", str(settings.HOME / "beat-schedule"), "--pidfile", ""),
    }
    if "relay" in get_commands():
        commands["relay"] = (str(settings.BASE_DIR / "manage.py"), "relay")
    return [
        Child(name, (sys.executable, "-P", *command), log_folder=log_folder, environment=environment)
        for name, command in commands.items()
    ]


def collect_static():
    """The files of the pages, hashed and compressed; again only when one of them changed."""
    mark = settings.STATIC_ROOT / ".collected"
    found = sorted(
        (name, stat.st_size, stat.st_mtime_ns)
        for finder in get_finders()
        for name, source in finder.list([])
        if (stat := os.stat(source.path(name)))
    )
    fingerprint = hashlib.sha256(repr(found).encode()).hexdigest()
    if not mark.exists() or mark.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        mark.write_text(fingerprint)


def gunicorn_options(port):
    in_memory = Path("/dev/shm")
    return (
        *("--bind", f"{ADDRESS}:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"),
        *(("--worker-tmp-dir", str(in_memory)) if os.access(in_memory, os.W_OK) else ()),
    )


def environment_of_children(port):
    """What serves signs in as payung_app and does not know the administrator's login."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PAYUNG_OWNER_URL")
    }
    return environment | {
        "PAYUNG_APP_URL": database_url(settings.DATABASES["default"]),
        "PAYUNG_DEMO": "true",
        "PAYUNG_SECOND_FACTOR": os.environ.get("PAYUNG_SECOND_FACTOR", "false"),
        "PAYUNG_HOME": str(settings.HOME),
        "PAYUNG_PUBLIC_URL": public_url(port),
        "PYTHONPATH": str(settings.BASE_DIR),
    }


def public_url(port):
    """Where the links of mails and the QR of cards lead."""
    return os.environ.get("PAYUNG_PUBLIC_URL") or f"http://{ADDRESS}:{port}"


def database_url(login):
    """The login as an address, the other way round than config.env.database."""
    person = quote(login["USER"], safe="") + (f":{quote(login['PASSWORD'], safe='')}" if login["PASSWORD"] else "")
    given = {**login.get("OPTIONS", {}), **{"host": login["HOST"], "port": login["PORT"]}}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"postgresql://{person}@/{quote(login['NAME'], safe='')}?{query}"


def accounts(cities, password):
    """Everyone who signs in, city by city, as the sign-in page of the demo offers them."""
    of_cities = [
        {
            "username": person["username"],
            "role": person["role"],
            "role_label": str(ROLE_LABELS[Role(person["role"])]),
            "city": city["municipality"]["name"],
            "place": place_of(person, city),
            "password": password,
        }
        for city in cities
        for person in city["users"]
    ]
    return [*of_cities, *platform.accounts(platform.read(), password, ROLE_LABELS)]


def place_of(person, city):
    if "branch" in person:
        return next(office["name"] for office in city["branches"] if office["code"] == person["branch"])
    name = city["municipality"]["name"]
    return f"{name}, {person['unit']}" if "unit" in person else name


def write_accounts(found):
    """For the sign-in page; the passwords of invented people, for the owner of the folder alone."""
    path = settings.HOME / "demo_accounts.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(found, ensure_ascii=False))


def one_of_each_role(found):
    first = {}
    for account in found:
        first.setdefault(account["role"], account)
    return list(first.values())
