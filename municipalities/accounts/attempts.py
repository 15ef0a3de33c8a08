"""
Tries at a password or a code: after a few, each one waits longer, per account and per address.

A try is counted before it is looked at, so that a hundred at once are no more than a hundred one by one; who was right
gets it back. Nothing is locked for good, and nobody reads how many tries are left.
"""

import hashlib
import logging
import time
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from redis.exceptions import RedisError


FORGOTTEN_SECONDS = 3600  # after the last failure
LONGEST_SECONDS = 900

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """How many tries are free; from then on 5, 10, 20 ... seconds."""

    name: str
    free: int

    def seconds_after(self, tries):
        return 0 if tries < self.free else min(5 * 2 ** min(tries - self.free, 20), LONGEST_SECONDS)


# An office often shares one address, so it gets more.
ACCOUNT = Limit("account", free=5)
ADDRESS = Limit("address", free=20)


class Attempt:
    """One try: begin() says how long it has to wait, right() takes it back."""

    def __init__(self, what, *, account, address):
        """
        :param what: what is guessed: "password", "code", "reset"
        :param account: the user's key, or what was typed where nobody is called so
        """
        self.what = what
        self.limits = ((ACCOUNT, account), (ADDRESS, address))

    def begin(self):
        """The seconds it has to wait; 0: it may be looked at, and is counted. The same for unknown accounts."""
        account, address = self.limits
        try:
            if wait := self._take(*address):
                return wait
            wait = self._take(*account)
            if wait:
                self._give_back(*address)
        except RedisError as error:
            log.error("%s without its limits, the cache does not answer: %s", self.what, error)
            return 0
        return wait

    def right(self):
        """Forget the tries of the account; of the address only this one, or an own account would buy endless tries."""
        account, address = self.limits
        try:
            cache.delete_many([self._key(kind, *account) for kind in ("count", "wait")])
            self._give_back(*address)
        except RedisError as error:
            log.error("tries were not forgotten, the cache does not answer: %s", error)

    def _take(self, limit, value):
        """Of those that come at once only one gets the next place; who has to wait does not count."""
        counter, wait = self._key("count", limit, value), self._key("wait", limit, value)
        cache.add(counter, 0, FORGOTTEN_SECONDS)
        seconds = limit.seconds_after(cache.incr(counter))
        cache.touch(counter, FORGOTTEN_SECONDS)
        now = time.time()
        if not seconds or cache.add(wait, now + seconds, seconds):
            return 0
        cache.decr(counter)
        return max(round(cache.get(wait, now) - now) + 1, 1)

    def _give_back(self, limit, value):
        try:
            left = cache.decr(self._key("count", limit, value))
        except ValueError:
            return  # forgotten meanwhile
        if left + 1 == limit.free:  # the wait was of this try
            cache.delete(self._key("wait", limit, value))

    def _key(self, kind, limit, value):
        # A hash: what people type into the field of the name may be a NIK or a password.
        digest = hashlib.sha256(str(value).strip().casefold().encode()).hexdigest()
        return f"attempts:{self.what}:{kind}:{limit.name}:{digest}"


def sentence_of_wait(seconds):
    """When it may be tried again, by the clock: "Terlalu banyak percobaan. Coba lagi pukul 10.42 WIB." """
    again = timezone.localtime(timezone.now() + timedelta(seconds=seconds + 59))
    return _("Terlalu banyak percobaan. Coba lagi pukul %(time)s.") % {"time": date_format(again, "H.i T")}
