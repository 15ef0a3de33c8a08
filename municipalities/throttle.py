"""How often one address may ask something that needs no sign-in."""

import hashlib
import logging

from django.core.cache import cache
from redis.exceptions import RedisError


log = logging.getLogger(__name__)


def too_many(what, address, *, most, seconds):
    """Count this request; whether the address has asked more often than `most` times within so many seconds."""
    digest = hashlib.sha256(address.encode()).hexdigest()
    key = f"throttle:{what}:{digest}"
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key) > most
    except ValueError:  # the time was over between the two: the first of the next one
        return False
    except RedisError as error:
        log.error("%s without its limit, the cache does not answer: %s", what, error)
        return False
