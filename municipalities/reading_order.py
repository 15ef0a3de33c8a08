"""Names in the order in which people count them: school 2 before school 10, capitals or not."""

import re

from django.db.models import CharField, Func


DIGITS = 5  # places of a number by which it is compared
# The name in this column as it is compared: each number at so many digits, and in lower case.
SQL = (
    r"regexp_replace(regexp_replace(lower({}), '([0-9]+)', '00000\1', 'g'),"
    r" '[0-9]*([0-9][0-9][0-9][0-9][0-9])', '\1', 'g')"
)


class ReadingOrder(Func):  # type: ignore[misc]  # Django has no types here
    """To order by: ReadingOrder("unit__name")."""

    template = SQL.format("%(expressions)s")
    output_field = CharField()


def reading_key(name: str) -> str:
    """The same for names that are at hand already."""
    return re.sub(r"[0-9]+", lambda number: number[0].zfill(DIGITS)[-DIGITS:], name.lower())
