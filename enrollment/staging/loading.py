"""A file comes in: copied, checked, compared, filed."""

from django.db import connection

from enrollment.staging.checks import CHECKS
from enrollment.staging.filing import STAGE, counts
from enrollment.staging.given import parameters
from enrollment.staging.names import LOOKUPS
from enrollment.staging.repairs import NIK_REPAIR, repair
from enrollment.staging.table import COLUMNS, NAMES
from municipalities import progress
from municipalities.planning import without_nested_loops


def stage(roster, copy_file, *, wage_required):
    """
    Load the reader's COPY file and file every row with its outcome; rows staged before are replaced.

    COPY goes to a temporary table: PostgreSQL refuses it on tables with row security.
    """
    given = parameters(roster, wage_required=wage_required)
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute("DROP TABLE IF EXISTS roster_in, roster_units, roster_categories, roster_repairs")
        cursor.execute(f"CREATE TEMP TABLE roster_in ({COLUMNS}) ON COMMIT DROP")
        progress.step("COPY", total=roster.reading.get("rows", 0))
        with open(copy_file, encoding="utf-8") as rows:
            cursor.copy_expert(f"COPY roster_in ({NAMES}) FROM STDIN", Counted(rows))
        cursor.execute("ANALYZE roster_in")
        progress.step("CHECK", total=len(CHECKS))
        cursor.execute(LOOKUPS, given)
        repair(cursor, given, accepted=NIK_REPAIR in roster.accepted)
        for number, check in enumerate(CHECKS, 1):
            cursor.execute(check, given)
            progress.count(number)
            progress.look()
        progress.step("COMPARE")
        delete_rows(cursor, given)
        cursor.execute(STAGE, given)
        progress.step("COUNT")
        return counts(cursor, given)


class Counted:
    """The reader's file, one line a row, that tells how many rows COPY has had of it."""

    def __init__(self, file):
        self.file, self.rows = file, 0

    def read(self, size):
        text = self.file.read(size)
        self.rows += text.count("\n")
        progress.count(self.rows)
        return text


def delete_rows(cursor, given):
    cursor.execute(
        "DELETE FROM enrollment_rosterrow WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s", given
    )
