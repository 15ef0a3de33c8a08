"""What the branch is to be told of an accident within hours: asked for, shown while it is due, written down once."""

from datetime import date

import pytest
from django.urls import reverse

from claims import accident_reports, documents
from claims.forms import DeathForm
from reports import accident_reports as forms_of_the_branch
from reports import claim_papers, pdf
from tests.factories.claims import AT, DIED, ClaimOnItsWay, make_worker_of


HAPPENED = date(2026, 11, 1)
STAGE_1, STAGE_2 = "ACCIDENT_REPORT_1", "ACCIDENT_REPORT_2"


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-03 03:00Z", tick=False)


@pytest.fixture
def accident(world):
    return ClaimOnItsWay(world, cause="WORK_ACCIDENT", accident_date=HAPPENED)


def record(way, stage, day, **more):
    with way.operator():
        accident_reports.record(claim=way.claim, stage=stage, report_date=day, by=way.world.operator, at=AT, **more)


def paper(way, kind):
    return way.claim.documents.get(kind=kind)


def text_of(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_an_accident_asks_for_its_day_and_a_natural_death_does_not():
    told = {"death_date": "02-11-2026", "told_by": "Istri"}
    assert "accident_date" in DeathForm(told | {"cause": "WORK_ACCIDENT"}, today=DIED).errors
    assert DeathForm(told | {"cause": "NATURAL"}, today=DIED).is_valid()


def test_what_is_asked_of_an_accident_is_not_folded_away(world, operator_client):
    page = text_of(operator_client, reverse("register_death", args=[make_worker_of(world).public_id]))
    assert "<details" not in page[page.index('<form class="form"') : page.index("<aside")]
    assert "dilaporkan ke cabang dalam 2 x 24 jam" in page
    assert "perjalanan pergi atau pulang kerja juga kecelakaan kerja (UU 40/2004 Pasal 1 angka 14)" in page


def test_reports_that_are_due_stand_in_the_step_and_lead_the_home_page(operator_client, accident):
    page = text_of(operator_client, accident.claim.get_absolute_url())
    act = page[page.index('id="langkah"') : page.index('id="manfaat"')]
    assert "paling lambat Selasa, 3 November 2026 (hari terakhir)" in act
    home = text_of(operator_client, reverse("home"))
    assert f"{accident.claim.label}: laporan kecelakaan tahap I ke cabang" in home
    assert f"{accident.claim.label}: laporan kematian (tahap II) ke cabang" in home


def test_a_report_by_phone_stops_the_clock_and_its_paper_may_follow(operator_client, accident):
    record(accident, STAGE_1, HAPPENED)
    with accident.operator():
        assert accident.claim.accident_report_date == HAPPENED
        assert paper(accident, STAGE_1).status == "MISSING"
    assert "tahap I ke cabang" not in text_of(operator_client, reverse("home"))


@pytest.mark.parametrize("before", [False, True])
def test_a_report_whose_paper_lies_in_the_file_settles_the_checklist_too(accident, before):
    with accident.operator():
        if before:
            given = {"received_date": DIED, "by": accident.world.operator, "at": AT}
            documents.receive(document=paper(accident, STAGE_2), **given)
    record(accident, STAGE_2, DIED, in_file=True)
    with accident.operator():
        assert paper(accident, STAGE_2).status == "ACCEPTED"


def test_a_paper_that_came_without_its_report_says_when_the_branch_knew(accident):
    with accident.operator():
        given = {"received_date": HAPPENED, "by": accident.world.operator, "at": AT}
        documents.receive(document=paper(accident, STAGE_1), **given)
        accident.claim.refresh_from_db()
        assert accident.claim.accident_report_date == HAPPENED


def test_a_report_lies_between_what_happened_and_today_and_is_of_an_accident(world, accident):
    for stage, day in ((STAGE_1, date(2026, 10, 31)), (STAGE_2, HAPPENED), (STAGE_2, date(2026, 11, 21))):
        with pytest.raises(accident_reports.NotReportable, match="antara kejadiannya dan hari ini"):
            record(accident, stage, day)
    with pytest.raises(accident_reports.NotReportable, match="hanya untuk kecelakaan"):
        record(ClaimOnItsWay(world), STAGE_2, DIED)


def test_the_page_takes_the_report_and_the_checklist_leads_to_it(operator_client, accident):
    page = reverse("claim_accident_report", args=[accident.claim.public_id])
    assert f"{page}?tahap={STAGE_1}" in text_of(operator_client, accident.claim.get_absolute_url())
    sent = {"stage": STAGE_1, "report_date": "02-11-2026", "in_file": "on"}
    assert operator_client.post(page, sent).status_code == 302
    with accident.operator():
        assert paper(accident, STAGE_1).status == "ACCEPTED"


def test_the_form_for_the_branch_is_filled_from_what_is_known_with_lines_for_the_rest(accident):
    with accident.operator():
        report = forms_of_the_branch.report_of(accident.claim, claim_papers.deceased_of(accident.claim), AT)
    page = " ".join(pdf.html_of("papers/accident_report.html", {"report": report}).split())
    for said in ("Laporan Kecelakaan Kerja Tahap I<", "Tahap II: Meninggal Dunia", "Minggu, 1 November 2026",
                 "paling lambat Rabu, 4 November 2026", "Budi Hartono", "Saksi 2", "write-line"):  # fmt: skip
        assert said in page
    assert pdf.pages_of([("papers/accident_report.html", {"report": report})]) == 2
    with pytest.raises(forms_of_the_branch.NoAccident), accident.operator():
        forms_of_the_branch.report_of(ClaimOnItsWay(accident.world).claim, None, AT)
