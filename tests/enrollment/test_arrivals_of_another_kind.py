"""Whom a roster names as another kind of worker in the same unit: the kind changes with it, or they work as both."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from enrollment import worker_traces
from enrollment.models import Enrollment, EnrollmentEvent, RosterDecision
from municipalities.roles import Role
from reports import roster_papers
from tests.enrollment.test_arrivals import BEFORE, DAY, decide, decided, files, known, page
from tests.enrollment.test_decisions import save, undo
from tests.enrollment.test_roster_pages import BUDI, SITI, the, upload
from tests.safety.attack import administrator


__all__ = ["decide", "files", "save", "undo"]  # fixtures


@pytest.fixture
def cadre(world, operator_client, work):
    """Siti, a cadre at SDN 1, and a checked file in which she is a teacher there, beside Budi, whom nobody knows."""
    with administrator():
        siti = known(world, SITI, category=world.bengkulu.cadre, kpj="12345678901", wage=1_400_000)
    upload(operator_client, SITI, BUDI, start_date="2026-11-01")
    work()
    return siti


@pytest.fixture
def stands(world):
    def _stands(enrollment):
        with world.acting(world.system, Role.SYSTEM):
            mine = Enrollment.objects.filter(worker_id=enrollment.worker_id, is_void=False).order_by("pk")
            return list(mine.values_list("category__code", "start_date", "end_date", "end_reason"))

    return _stands


def test_it_is_offered_in_words_of_its_own(world, cadre, operator_client):
    shown = page(operator_client, world)
    arrivals = shown.context["arrivals"]
    assert arrivals["said"] == "1 orang baru di berkas ini masih terdaftar di unit itu sebagai jenis lain."
    assert (str(arrivals["title"]), str(arrivals["all"])) == (
        "Ganti jenis, atau bekerja sebagai keduanya?", "Ganti jenis 1 orang sekaligus"
    )  # fmt: skip
    assert [len(each["ways"]) for each in shown.context["changes"]] == [1, 0]


@pytest.mark.parametrize("ticked", [True, False])
def test_the_kind_changes_when_the_roster_is_saved(world, cadre, decide, save, stands, ticked):
    text = (decide((2, cadre)) if ticked else decide(semua="1")).content.decode()
    assert "1 orang dicatat ganti jenis." in text
    assert "hari terakhirnya 31-10-2026" in text
    save()
    assert stands(cadre) == [("KADER", date(2026, 1, 1), BEFORE, "STATUS_CHANGED"), ("GTT", DAY, None, "")]
    with world.acting(world.operator):
        new = Enrollment.objects.get(worker_id=cadre.worker_id, end_date=None)
        event = EnrollmentEvent.objects.get(enrollment=new)
    assert (new.kpj, new.wage, event.kind) == ("12345678901", 1_500_000, "CATEGORY_CHANGED")


def test_without_a_decision_she_works_as_both(cadre, save, stands):
    save()
    assert [row[0] for row in stands(cadre)] == ["KADER", "GTT"]


def test_the_undo_gives_the_old_kind_back(cadre, decide, save, undo, stands):
    before = stands(cadre)
    decide((2, cadre))
    save()
    undo()
    assert stands(cadre) == before


def test_the_page_of_the_person_and_the_minutes_say_so(world, cadre, decide, save):
    decide((2, cadre))
    save()
    with world.acting(world.operator):
        told = [each["text"] for each in worker_traces.events(cadre.worker, Role.OPERATOR)]
        minutes = roster_papers.minutes_of(the(world))
    assert told == ["Ganti jenis pekerja lewat roster 1, baris 2"]
    assert [(person.name, person.what) for person in minutes.people] == [
        ("Siti Aminah", "sampai 31-10-2026, ganti jenis pekerja"), ("Siti Aminah", "ganti jenis"), ("Budi", "baru"),
    ]  # fmt: skip


def test_who_changes_the_kind_wants_no_look_any_more(world, cadre, decide, operator_client):
    assert page(operator_client, world).context["to_check"] == 1
    decide((2, cadre))
    assert page(operator_client, world).context["to_check"] == 0


def test_from_another_unit_and_another_kind_at_once_is_a_move(
    world, other_school, operator_client, work, decide, save
):
    with administrator():
        siti = known(world, SITI, unit=other_school, category=world.bengkulu.cadre)
    upload(operator_client, SITI)
    work()
    assert page(operator_client, world).context["arrivals"]["all"] == ""
    decide((2, siti))
    save()
    with world.acting(world.operator):
        assert Enrollment.objects.get(pk=siti.pk).end_reason == "MOVED"


def test_a_change_of_kind_without_a_unit_goes_on_in_a_row(world, cadre, decide):
    decide((2, cadre))
    assert decided(world) == 1
    with (
        pytest.raises(IntegrityError, match="who_moves_has_a_unit_or_a_row_to_go_to"),
        administrator(), transaction.atomic(),
    ):  # fmt: skip
        RosterDecision.objects.update(reason="RESIGNED")
