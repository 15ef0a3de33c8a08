"""The servers of the tests, for a process of its own that shall have its own database on them."""

import os
from urllib.parse import quote, urlsplit

from django.conf import settings


def database_url(name):
    """The administrator's login, on a socket or a port, to the database of this name."""
    admin = settings.DATABASES["admin"]
    login = f"{quote(admin['USER'], safe='')}:{quote(admin['PASSWORD'], safe='')}"
    return f"postgresql://{login}@/{name}?host={quote(admin['HOST'], safe='')}&port={admin['PORT'] or 5432}"


def redis_url(number):
    """Another database of the same Redis: a socket names it as ?db=0, a port as /0."""
    address = urlsplit(settings.REDIS_URL)
    if address.scheme == "unix":
        return f"unix://{address.path}?db={number}"
    return address._replace(path=f"/{number}").geturl()


def environment(*, database, queue, cache, home):
    return os.environ | {
        "DATABASE_URL": database_url(database),
        "REDIS_URL": redis_url(queue),
        "CACHE_URL": redis_url(cache),
        "PAYUNG_HOME": str(home),
    }
