from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from municipalities.context import as_owner
from municipalities.service_user import service_username
from tests.factories.enrollment import make_enrollment


@pytest.fixture
def enrolled(world):
    """Our city with its service user and one person."""
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        world.system.username = service_username(world.bengkulu)
        world.system.save()
        make_enrollment(world.bengkulu, wage=1_500_000)
        cursor.execute("SET LOCAL ROLE payung_app")
    return world


@pytest.fixture
def approved(enrolled):
    """... whose month of October 2026 is approved."""
    month = ("run_contributions", "--municipality", "17.71", "--month", "2026-10")
    call_command(*month, stdout=StringIO())
    call_command(*month, "--approve", "--as", "approver", stdout=StringIO())
    return enrolled
