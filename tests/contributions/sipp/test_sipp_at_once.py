"""Two people, or two clicks, at one moment: one file, one set of numbers."""

import pytest

from contributions.models import SippFile, SippLine
from contributions.sipp import answered, files, replies
from enrollment.models import Enrollment
from municipalities import jobs
from municipalities.context import as_owner, tenant_context
from tests.at_once import at_once
from tests.conftest import World
from tests.contributions.months import NOW
from tests.factories.enrollment import make_enrollment


CLICKS = 6


@pytest.fixture
def here(own_database):
    with as_owner():
        world = World()
        world.somebody = make_enrollment(world.bengkulu)
        world.number = world.bengkulu.registrations.get()
    return world


def clicks(world, act, harmless):
    """What each of several clicks came to."""

    def press():
        with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
            try:
                act()
            except harmless:
                return "refused"
        return "done"

    return sorted(at_once([press] * CLICKS))


def make(world):
    return files.make(
        municipality=world.bengkulu, form="NEW_PU", segment="PU", registration=world.number, by=world.operator, at=NOW
    )


def test_one_file_is_made_of_many_clicks(here):
    assert clicks(here, lambda: make(here), files.NobodyToSend) == ["done"] + ["refused"] * (CLICKS - 1)
    with as_owner():
        assert (SippFile.objects.count(), SippLine.objects.count()) == (1, 1)


def test_a_reply_is_written_down_once(here, tmp_path):
    path = tmp_path / "jawaban.csv"
    path.write_text(f"NIK;KPJ\n{here.somebody.worker.nik};00345678901\n")
    with as_owner():
        given = {"file": make(here), "path": path, "file_name": path.name}
        who = {"by": here.operator, "at": NOW}
        reply = replies.receive(**given, **who, role="OPERATOR")
        replies.check(reply=reply, found=replies.read(reply, at=NOW), **who)
        jobs.close(job=replies.latest(reply), status="DONE", at=NOW)

    def write_down():
        again = replies.in_cities([here.bengkulu]).get(pk=reply.pk)
        answered.confirm(reply=again, by=here.operator, at=NOW)

    assert clicks(here, write_down, replies.ReplyMoved) == ["done"] + ["refused"] * (CLICKS - 1)
    with as_owner():
        assert Enrollment.objects.get().kpj == "00345678901"
