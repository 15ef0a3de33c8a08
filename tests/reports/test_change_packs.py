"""Serah terima tugas: two pages for a successor, with nothing of any worker in them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from municipalities.models import AuditEvent
from reports.models import Paper
from tests.factories.agreements import make_signed
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.figures import make_figure, make_gap
from tests.reports.reading import text_of
from tests.safety.attack import administrator


PRINT = reverse("change_pack")


@pytest.fixture(autouse=True)
def on_the_day(time_machine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(datetime(2026, 11, 24, 5, tzinfo=UTC), tick=False)


@pytest.fixture
def city(world):
    """Bengkulu with an agreement, a figure, and more gaps than a page takes."""
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Siti Rahasia", nik="1771014108859001"))
        make_signed(world.bengkulu, signing_date=date(2026, 1, 1), pks_number="400/77/PKS")
        make_figure(world.bengkulu, 5)
        for number in range(30):
            make_gap(
                world.bengkulu, as_of=date(2021, 5, 1 + number), owner="Kepala bidang SD", due_date=date(2026, 11, 1)
            )
    return world.bengkulu


def read(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def printed(client):
    return read(client.post(PRINT, follow=True))


def test_a_pack_of_a_city_is_kept_and_has_two_pages(city, world, operator_client):
    said = text_of(printed(operator_client))
    with world.acting(world.operator):
        paper = Paper.objects.get()
    assert (paper.kind, paper.pages) == ("CHANGE_PACK", 2)
    for words in (
        "400/77/PKS",
        "Bengkulu Ekspress, 09-01-2023",
        "Kepala bidang SD",
        "Yang menerima",
        "lagi, di Payung",
    ):
        assert words in said


def test_no_worker_stands_in_it(city, operator_client):
    said = text_of(printed(operator_client))
    assert "Rahasia" not in said
    assert "9001" not in said


def test_a_pack_of_a_branch_is_handed_over_and_not_kept(city, world, officer_client):
    content = printed(officer_client)
    assert "Kota Bengkulu" in text_of(content)
    assert "Kota Kupang" not in text_of(content)
    with administrator():
        assert not Paper.objects.exists()
        assert [each.municipality_id for each in AuditEvent.objects.filter(action="paper.of_branch_taken")] == [
            city.pk
        ]


def test_another_city_cannot_open_the_pack_of_ours(city, world, operator_client, stranger_client):
    operator_client.post(PRINT)
    with administrator():
        paper = Paper.objects.get()
    assert stranger_client.get(reverse("paper_download", args=[paper.public_id])).status_code == 404
