"""Several people who do something at one moment, each through a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from common.refusals import Refused


def at_once(acts):
    """What came of each act, in their order: its answer or the refusal. Each is payung_app, and patient with locks."""
    barrier = Barrier(len(acts), timeout=60)

    def do(act):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE payung_app; SET lock_timeout = '60s'; SET statement_timeout = '60s'")
            barrier.wait()
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))
