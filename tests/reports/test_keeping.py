"""Papers are kept as they were printed and served again only while they still are."""

import io
from datetime import UTC, date, datetime

import pikepdf
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from municipalities.models import AuditEvent
from municipalities.roles import Permission, Role, may
from reports import keeping
from reports.models import SEEN_WITH, Kind, Paper
from tests.safety.attack import DENIED, administrator, effect


AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def a_pdf(pages=1):
    document, out = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        document.add_blank_page()
    document.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keep(world):
    """keep(kind, title=..., content=..., unit=..., city=...): kept by the city's service user or its operator."""

    def kept(
        kind=Kind.BILL, *, city=None, by=None, role=Role.OPERATOR, content=None, title="Tagihan Oktober", **given
    ):
        city, by = city or world.bengkulu, by or world.operator
        with world.acting(by, role, city):
            return keeping.keep(
                municipality=city, kind=kind, title=title, content=content or a_pdf(), of=city, by=by, at=AT, **given
            )

    return kept


def opened(paper):
    with keeping.open_kept(paper) as file:
        return file.read()


def test_a_paper_is_served_again_as_it_was(keep):
    assert opened(keep(content=a_pdf(3))) == a_pdf(3)


def test_a_paper_knows_its_pages_and_its_size(keep):
    paper = keep(content=a_pdf(3), month=date(2026, 10, 1))
    assert (paper.pages, paper.bytes) == (3, len(a_pdf(3)))


def test_the_same_content_of_the_same_thing_stands_once(keep, world):
    assert keep() == keep()
    with world.acting(world.operator):
        assert world.bengkulu.papers.count() == 1


def test_another_content_of_the_same_thing_is_another_paper(keep):
    assert keep(content=a_pdf(1)) != keep(content=a_pdf(2))


def test_the_name_on_the_disk_tells_nothing(keep):
    assert "agihan" not in keep().file.name


def test_no_half_written_file_stays(keep, tmp_path):
    keep()
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".pdf"]


def test_something_that_is_no_paper_is_not_kept(keep):
    with pytest.raises(ValueError, match="PDF or an xlsx"):
        keep(content=b"GIF89a")


def test_a_paper_that_was_altered_is_not_served(keep):
    paper = keep()
    with keeping.path_of(paper).open("ab") as file:
        file.write(b"%")
    with pytest.raises(keeping.PaperNotIntact, match="tidak lagi sama"):
        opened(paper)


def test_a_paper_that_is_gone_is_said_to_be_gone(keep):
    paper = keep()
    keeping.path_of(paper).unlink()
    with pytest.raises(keeping.PaperNotIntact, match="tidak ada lagi"):
        opened(paper)


def test_keeping_is_written_down(keep):
    paper = keep()
    with administrator():
        event = AuditEvent.objects.get(action="paper.kept")
    assert (event.object_id, event.detail["sha256"]) == (str(paper.pk), paper.sha256)


@pytest.mark.parametrize("statement", ["UPDATE reports_paper SET title = 'x'", "DELETE FROM reports_paper"])
def test_a_paper_is_never_changed_or_removed(keep, world, statement):
    keep()
    with world.acting(world.operator):
        assert effect(statement) == DENIED


def test_not_even_the_administrator_changes_a_paper(keep):
    keep()
    with administrator() as cursor, pytest.raises(Exception, match="append-only"), transaction.atomic():
        cursor.execute("UPDATE reports_paper SET title = 'x'")
    assert connection.needs_rollback is False


def test_every_kind_says_who_may_see_it():
    assert set(SEEN_WITH) == set(Kind)


def test_a_clerk_sees_the_papers_of_the_own_unit_alone(keep, world):
    of_the_school = keep(Kind.CARDS, title="Kartu", unit=world.bengkulu.school)
    keep(Kind.CARDS, title="Kartu", unit=world.bengkulu.office)
    keep(Kind.CARDS, title="Kartu")
    with world.acting(world.clerk, Role.CLERK):
        assert list(Paper.objects.all()) == [of_the_school]


def test_a_clerk_cannot_keep_a_paper_of_the_whole_city(keep, world):
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        keep(Kind.CARDS, by=world.clerk, role=Role.CLERK)


def test_a_role_sees_the_kinds_it_may_see(keep, world):
    keep(Kind.BILL, unit=world.bengkulu.school)
    with world.acting(world.clerk, Role.CLERK):
        assert not may(Role.CLERK, Permission.VIEW_MONEY)
        assert list(keeping.kept_for([world.bengkulu], Role.CLERK)) == []


@pytest.fixture
def download(keep):
    return reverse("paper_download", args=[keep().public_id])


def got(client, address):
    """The response and its content, read to the end as a browser does."""
    response = client.get(address)
    return response, b"".join(response.streaming_content)


def test_a_paper_is_downloaded_as_it_was_kept(operator_client, download):
    assert got(operator_client, download)[1] == a_pdf()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Content-Type", "application/pdf"),
        ("Content-Disposition", 'attachment; filename="tagihan-oktober.pdf"'),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ],
)
def test_a_download_cannot_act_in_the_browser(operator_client, download, header, value):
    response, _content = got(operator_client, download)
    assert response[header] == value


def test_a_stranger_cannot_download_our_paper(stranger_client, download):
    assert stranger_client.get(download).status_code == 404


def test_an_officer_of_the_branch_downloads_it(officer_client, download):
    response, _content = got(officer_client, download)
    assert response.status_code == 200


def test_a_download_is_written_down(operator_client, download, world):
    got(operator_client, download)
    with administrator():
        assert AuditEvent.objects.get(action="paper.opened").by == world.operator


def test_an_altered_paper_is_not_downloaded(operator_client, keep):
    paper = keep()
    keeping.path_of(paper).write_bytes(b"%PDF-other")
    response = operator_client.get(reverse("paper_download", args=[paper.public_id]))
    assert (response.status_code, b"tidak persis sama" in response.content) == (500, True)


def test_the_list_shows_our_papers_and_no_others(operator_client, keep, world):
    keep(title="Tagihan kita")
    keep(title="Tagihan mereka", city=world.kupang, by=world.stranger)
    page = operator_client.get(reverse("paper_list")).content.decode()
    assert "Tagihan kita" in page
    assert "Tagihan mereka" not in page


def test_the_list_is_filtered_by_kind(operator_client, keep):
    keep(Kind.BILL, title="Tagihan Oktober")
    keep(Kind.CARDS, title="Lembar kartu")
    page = operator_client.get(reverse("paper_list"), {"jenis": "CARDS"}).content.decode()
    assert "Lembar kartu" in page
    assert "Tagihan Oktober" not in page


def test_an_empty_list_says_where_papers_come_from(operator_client):
    assert "muncul di sini setelah dibuat" in operator_client.get(reverse("paper_list")).content.decode()


def questions_of_the_list(client):
    client.get(reverse("paper_list"))  # the first page of a session also notes that it began
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("paper_list"))
    return len(asked)


def test_the_list_asks_the_same_questions_however_long_it_is(operator_client, keep):
    keep(content=a_pdf(1))
    one = questions_of_the_list(operator_client)
    for number in range(2, 8):
        keep(content=a_pdf(number))
    assert questions_of_the_list(operator_client) == one


def test_a_long_list_has_pages(operator_client, keep, monkeypatch):
    monkeypatch.setattr("reports.views.papers.A_PAGE", 2)
    for number in range(1, 4):
        keep(content=a_pdf(number), title=f"Tagihan {number}")
    page = operator_client.get(reverse("paper_list"), {"halaman": 2}).content.decode()
    assert "Tagihan 1" in page
    assert "3 sampai 3 dari 3 berkas" in page
