"""Papers whose years are over: the file goes, the paper stays and says so, and it can be printed again."""

import pytest
from django.urls import reverse

from municipalities.models import AuditEvent
from reports import keeping
from reports.models import Kind
from tests.reports.nights import AT, card_sheet, keeps_papers, run, slip, switched_on


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_years_of_papers_alone_are_enough_to_remove_papers(world):
    paper = card_sheet(world)
    keeps_papers(world, 10)
    switched_on(world)
    assert run(world) == 0
    assert not keeping.path_of(paper).exists()
    with world.acting(world.admin, "ADMIN"):
        event = AuditEvent.objects.get(action="retention.forgotten")
    assert (event.detail["count"], event.detail["papers"]) == (0, 1)


@pytest.fixture
def removed(world):
    """A sheet of cards whose years are over."""
    paper = card_sheet(world)
    keeps_papers(world, 10)
    switched_on(world)
    run(world)
    return paper


def test_a_paper_that_was_removed_says_when_and_is_no_alarm(world, removed, operator_client, caplog):
    answer = operator_client.get(reverse("paper_download", args=[removed.public_id]))
    assert (answer.status_code, [record for record in caplog.records if record.levelname == "ERROR"]) == (410, [])
    assert "dihapus menurut masa simpan pada 25-11-2026" in answer.content.decode()
    listed = operator_client.get(reverse("paper_list")).content.decode()
    assert ("dihapus menurut masa simpan" in listed, str(removed.public_id) in listed) == (True, False)


def test_what_was_removed_is_printed_again_as_another_paper_and_stays_its_years(world, removed):
    with world.acting(world.operator):
        again = keeping.keep(
            municipality=world.bengkulu, kind=Kind.CARDS, title="Kartu", content=slip("Budi"), of=world.bengkulu,
            by=world.operator, at=AT,
        )  # fmt: skip
    run(world)
    assert (again.printing, again.pk == removed.pk, keeping.path_of(again).exists()) == (2, False, True)
