"""One at a time of a city: whoever comes second waits, and finds what the first one has written down."""

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused


class StillAtIt(Refused):
    """The first one takes longer than a lock is waited for."""

    code = "STILL_AT_IT"


def wait_for(municipality_id, what, *, patient=False):
    """
    Hold the turn for this kind of work in this city until the transaction is over.

    :param what: a word like "roster"; whoever names the same one waits
    :param patient: the queue waits for as long as a statement of its may take; nobody sits before it
    :raises StillAtIt: if the first one takes longer than a lock is waited for
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if patient:
                cursor.execute("SELECT set_config('lock_timeout', current_setting('statement_timeout'), true)")
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s::int)", [what, municipality_id])
    except OperationalError as error:
        raise StillAtIt(
            _("Orang lain sedang mengerjakan hal yang sama di kota ini. Tunggu sebentar, lalu coba lagi.")
        ) from error
