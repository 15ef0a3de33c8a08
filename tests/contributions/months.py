"""The month these tests are about, and when it is worked on."""

from datetime import UTC, date, datetime


MONTH = date(2026, 10, 1)
BEFORE = date(2026, 9, 1)
NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LATER = datetime(2026, 11, 20, 3, tzinfo=UTC)  # when something is put right
