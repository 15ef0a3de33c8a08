"""How often one address may ask something that needs no sign-in."""

import hashlib
import logging

from django.core.cache import cache
from redis.exceptions import RedisError


log = logging.getLogger(__name__)


def too_many(what, address, *, most, seconds):
    """Count this request; whether the address has asked more often than `most` times within so many seconds."""
    return asked_times(what, address, seconds=seconds) > most


def asked_times(what, address, *, seconds):
    """Count this request; how often the address has asked within so many seconds, 0 where nobody can tell."""
    digest = hashlib.sha256(address.encode()).hexdigest()
    key = f"throttle:{what}:{digest}"
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key)
    except ValueError:  # the time was over between the two: the first of the next one
        return 0
    except RedisError as error:
        log.error("%s without its limit, the cache does not answer: %s", what, error)
        return 0
