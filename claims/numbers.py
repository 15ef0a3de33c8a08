"""Numbers that people see: counted per municipality, without gaps that a race would tear."""

from django.db import IntegrityError, transaction
from django.db.models import Max


TRIES = 50


def create(rows, constraint, **fields):
    """
    Create the next numbered row of a municipality; a number that somebody took a moment ago is tried again.

    :param rows: the municipality's own rows, like municipality.claims
    :param constraint: name of the unique constraint of the number
    :raises IntegrityError: for any other constraint
    """
    for attempt in range(TRIES):
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return rows.create(number=number, **fields)
        except IntegrityError as error:
            if constraint not in str(error) or attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")
