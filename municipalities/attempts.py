"""Failed sign-ins: after a few, each one waits longer, per account and per address. Nothing is locked for good."""

import hashlib
import logging
import time
from dataclasses import dataclass

from django.core.cache import cache
from redis.exceptions import RedisError


FORGOTTEN_SECONDS = 3600  # after the last failure
LONGEST_SECONDS = 900

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """How many failures are free; from then on 5, 10, 20 ... seconds."""

    name: str
    free: int

    def seconds_after(self, failures):
        return 0 if failures < self.free else min(5 * 2 ** (failures - self.free), LONGEST_SECONDS)


# An office often shares one address, so it gets more.
ACCOUNT = Limit("account", free=5)
ADDRESS = Limit("address", free=20)


def seconds_to_wait(*, username, address):
    """How long this account or this address still has to wait; 0: it may try now. The same for unknown accounts."""
    keys = [_key("wait", limit, value) for limit, value in _limits(username, address)]
    try:
        return max((round(until - time.time()) + 1 for until in cache.get_many(keys).values()), default=0)
    except RedisError as error:
        log.error("sign-in without its limits, the cache does not answer: %s", error)
        return 0


def failed(*, username, address):
    """Count a failure and set the wait it brings."""
    try:
        for limit, value in _limits(username, address):
            counter = _key("count", limit, value)
            cache.add(counter, 0, FORGOTTEN_SECONDS)
            failures = cache.incr(counter)
            cache.touch(counter, FORGOTTEN_SECONDS)
            if seconds := limit.seconds_after(failures):
                cache.set(_key("wait", limit, value), time.time() + seconds, seconds)
    except RedisError as error:
        log.error("a failed sign-in was not counted, the cache does not answer: %s", error)


def succeeded(*, username):
    """Forget the failures of the account; those of the address stay, or one own account would buy endless tries."""
    try:
        cache.delete_many([_key(what, ACCOUNT, username) for what in ("count", "wait")])
    except RedisError as error:
        log.error("failed sign-ins were not forgotten, the cache does not answer: %s", error)


def _limits(username, address):
    return ((ACCOUNT, username), (ADDRESS, address))


def _key(what, limit, value):
    # A hash: what people type into the field of the name may be a NIK or a password.
    digest = hashlib.sha256(value.strip().casefold().encode()).hexdigest()
    return f"sign-in:{what}:{limit.name}:{digest}"
