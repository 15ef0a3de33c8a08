"""Berita acara unggah: what a saved roster has brought about, on paper."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from reports import roster_papers
from reports.models import Paper
from reports.papers import roster_minutes
from tests.enrollment.test_decisions import LAST
from tests.enrollment.test_roster_pages import BUDI, SHORT, SITI, files, post, the, upload
from tests.factories.enrollment import make_enrollment, make_worker
from tests.reports.letters import says
from tests.safety.attack import administrator


__all__ = ["files"]  # a fixture


@pytest.fixture
def saved(world, operator_client, work):
    """Two new people, a row refused, and Dewi, who has left."""
    with administrator():
        dewi = make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Dewi Lestari"))
    upload(operator_client, SITI, BUDI, SHORT)
    work()
    post(operator_client, "roster_decide", the(world), people=[dewi.public_id], **LAST)
    post(operator_client, "roster_commit", the(world))
    work()
    return the(world)


def ask(client, roster):
    return client.post(reverse("roster_minutes", args=[roster.public_id]))


def printed(client, roster):
    return b"".join(client.get(ask(client, roster).url).streaming_content)


def test_the_minutes_count_by_unit_and_name_who_is_new_and_who_has_left(operator_client, saved):
    paper = printed(operator_client, saved)
    assert says(paper, "2 pekerja baru", "1 ditolak", "1 kepesertaan diakhiri", "SDN 1", saved.sha256[:32])
    assert says(paper, "Siti Aminah", "Dewi Lestari", "sampai 31-10-2026, mengundurkan diri")


def test_no_nik_is_printed_in_full(operator_client, saved):
    paper = printed(operator_client, saved)
    assert says(paper, "1771 •••• •••• 9001")
    assert not says(paper, SITI[0])


def test_the_counts_are_those_of_the_rows(world, saved):
    with world.acting(world.operator):
        minutes = roster_papers.minutes_of(roster_papers.of(world.bengkulu).get())
    line = roster_minutes.UnitLine(unit="SDN 1", new=2, ended=1, refused=1)
    assert (list(minutes.units), minutes.rows, minutes.others) == ([line], 3, 0)


def test_the_same_minutes_are_kept_once(world, operator_client, saved):
    assert ask(operator_client, saved).url == ask(operator_client, saved).url
    with world.acting(world.operator):
        (paper,) = Paper.objects.all()
    assert (paper.kind, paper.title) == ("ROSTER_MINUTES", f"Berita acara unggah roster {saved.number}")


def test_a_clerk_prints_those_of_the_own_unit(world, clerk_client, work):
    upload(clerk_client, SITI, unit="101")
    work()
    roster = the(world, world.clerk, "CLERK")
    post(clerk_client, "roster_commit", roster)
    work()
    assert says(printed(clerk_client, roster), "1 pekerja baru")


def test_what_is_not_saved_has_none(world, operator_client, work):
    upload(operator_client, SITI)
    work()
    roster = the(world)
    with world.acting(world.operator), pytest.raises(roster_papers.NotSaved):
        roster_papers.print_minutes(roster=roster, by=world.operator, at=datetime.now(UTC))
    assert ask(operator_client, roster).url == roster.get_absolute_url()


def test_a_stranger_gets_none(stranger_client, saved):
    assert ask(stranger_client, saved).status_code == 404
