"""The temporary table a file is copied into. PostgreSQL refuses COPY on tables with row security."""

from django.db import connection

from enrollment.columns import COPIED
from enrollment.models import RosterRow


FLAGS = ("refused", "skipped")
# The reader's file, column by column: declared once in enrollment/columns.py, with the types of the table it goes to.
COLUMNS = ", ".join(
    f"{name} boolean" if name in FLAGS else f"{name} {RosterRow._meta.get_field(name).db_type(connection)}"
    for name in COPIED
)
NAMES = ", ".join(COPIED)
KEPT = [name for name in COPIED if name not in FLAGS]
