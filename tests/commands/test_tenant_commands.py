import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from enrollment.models import Enrollment
from municipalities.context import as_owner


def answer(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_run_contributions_gives_the_month_per_program_and_unit(enrolled):
    found = answer("run_contributions", "--municipality", "17.71", "--month", "2026-10")
    assert (found["workers"], found["jkk"], found["jkm"], found["jht"], found["total"]) == (1, 3_600, 4_500, 0, 8_100)
    assert [unit["unit"] for unit in found["units"]] == ["SDN 1"]


def test_the_service_user_cannot_approve_a_month(enrolled):
    answer("run_contributions", "--municipality", "17.71", "--month", "2026-10")
    with pytest.raises(CommandError, match="orang lain"):
        call_command("run_contributions", "--municipality", "17.71", "--month", "2026-10", "--approve")


def test_another_person_approves_the_month(enrolled):
    answer("run_contributions", "--municipality", "17.71", "--month", "2026-10")
    found = answer(
        *("run_contributions", "--municipality", "17.71", "--month", "2026-10"), *("--approve", "--as", "approver")
    )
    assert found["status"] == "APPROVED"


CORRECT = ("run_contributions", "--municipality", "17.71", "--correct-since", "2026-10")


def test_run_contributions_corrects_approved_months_and_another_person_locks_them(approved):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        Enrollment.objects.update(wage=2_500_000)
        cursor.execute("SET LOCAL ROLE payung_app")
    found = [answer(*CORRECT) for _twice in range(2)][-1]
    assert (found["kind"], found["since"], found["workers"], found["total"]) == ("CORRECTION", "2026-10", 1, 5_400)
    assert answer(*CORRECT, "--approve", "--as", "approver")["status"] == "APPROVED"


def test_a_correction_that_nobody_calculated_is_not_approved(approved):
    with pytest.raises(CommandError, match="Hitung dulu"):
        call_command(*CORRECT, "--approve", "--as", "approver")


def test_a_stranger_cannot_run_our_month(enrolled):
    with pytest.raises(CommandError, match="may not"):
        call_command("run_contributions", "--municipality", "17.71", "--month", "2026-10", "--as", "stranger")


def test_an_unknown_municipality_is_said_so(enrolled):
    with pytest.raises(CommandError, match=r"99\.99"):
        call_command("run_contributions", "--municipality", "99.99", "--month", "2026-10")
