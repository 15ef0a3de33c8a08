"""The head and foot of papers: as the city's settings had them on the day of the paper."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from enrollment import corrections
from municipalities.city import emblems, periods
from municipalities.models import Letterhead, Office, Official, PaperFormat
from municipalities.roles import Role
from reports import correction_papers, headings, incident_files, keeping, pdf, person_files
from tests.factories.enrollment import make_enrollment, make_worker
from tests.reports.letters import says
from tests.reports.reading import text_of
from tests.safety.attack import administrator


@pytest.fixture
def city(world):
    """Bengkulu with a letterhead, F4 paper and a head of personnel, since 2020."""
    own = {"municipality": world.bengkulu, "start_date": date(2020, 1, 1)}
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "#7a1f2e").save(out, "PNG")
    with administrator():
        Letterhead.objects.create(
            government="Pemerintah Kota Bengkulu", address="Jalan Contoh 1", phone="(0736) 000000",
            emblem=emblems.redrawn(out.getvalue()), **own,
        )  # fmt: skip
        PaperFormat.objects.create(
            size="F4",
            typeface="BOOKMAN",
            number_pattern="{nomor}/{kode}/{bulan_romawi}/{tahun}",
            letter_code="800",
            **own,
        )
        office = Office.objects.create(municipality=world.bengkulu, name="Kepala BKPSDM", duty="PERSONNEL")
        Official.objects.create(
            office=office, name="Agus, S.STP.", nip="198001012000121901", end_date=date(2024, 12, 31), **own
        )
        Official.objects.create(
            municipality=world.bengkulu, office=office, name="Beta, S.H.", acting="PLT", start_date=date(2025, 1, 1)
        )
    return world.bengkulu


def test_a_paper_takes_the_signer_in_force_on_its_day(world, city):
    with world.acting(world.operator):
        signers = [
            headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat")
            for day in (date(2024, 12, 31), date(2025, 1, 1))
        ]
    assert [(signer.office, signer.name, signer.identity) for signer in signers] == [
        ("Kepala BKPSDM", "Agus, S.STP.", "NIP 198001012000121901"),
        ("Plt. Kepala BKPSDM", "Beta, S.H.", ""),
    ]


def test_a_city_that_has_set_nothing_prints_its_name_and_a_line(world):
    with world.acting(world.stranger, Role.OPERATOR, world.kupang):
        day = date(2026, 1, 1)
        head = headings.letterhead(world.kupang, day)
        signer = headings.signer(world.kupang, Office.Duty.PERSONNEL, day=day, office="Pejabat Kepegawaian")
    assert (head.government, head.look, signer.office, signer.name) == (
        "Pemerintah Kota Kupang", pdf.USUAL, "Pejabat Kepegawaian", "",
    )  # fmt: skip


def test_a_number_follows_the_citys_pattern_of_the_day(world, city):
    with world.acting(world.operator):
        numbers = [headings.number(city, 7, day=day) for day in (date(2019, 3, 1), date(2026, 3, 1))]
    assert numbers == ["7/03/2019", "7/800/III/2026"]


def test_a_letterhead_of_tomorrow_is_not_yet_printed(world, city):
    with world.acting(world.admin, Role.ADMIN):
        tomorrow = city.today() + timedelta(days=1)
        entry = Letterhead(municipality=city, government="Pemerintah Kota Baru", start_date=tomorrow)
        periods.begin(entry=entry, reason="ganti nama", by=world.admin, at=timezone.now())
        now, then = (headings.letterhead(city, day).government for day in (city.today(), tomorrow))
    assert (now, then) == ("Pemerintah Kota Bengkulu", "Pemerintah Kota Baru")


def test_the_sample_is_a_letter_on_the_citys_paper(world, city, visit):
    with world.acting(world.admin, Role.ADMIN):
        head = city.letterheads.get()
    response = visit(world.admin).get(reverse("letterhead_sample", args=[head.public_id]))
    content = response.content
    assert content.startswith(b"%PDF-")
    words = text_of(content)
    assert "PEMERINTAH KOTA BENGKULU" in words.upper()
    assert "Telepon (0736) 000000" in words
    size, faces = look_of(content)
    assert size == [215, 330]
    assert any("Bonum" in face for face in faces)


def correction_letter(world, city):
    with administrator():
        worker = make_worker(city, "Siti Aminah")
        make_enrollment(city, worker)
    request = corrections.ask(
        worker=worker, unit=city.school, field="name", right="Siti Zahra", asked_by="Siti", evidence="KTP",
        by=world.operator, at=timezone.now(),
    )  # fmt: skip
    corrections.accept(request=request, by=world.approver, at=timezone.now())
    paper = correction_papers.print_answer(request=request, by=world.operator, at=timezone.now())
    with keeping.open_kept(paper) as file:
        return file.read()


def incident_letter(world, city):
    return incident_files.print_notice(
        municipality=city, happened="Berkas tersalin.", remedy="Sandi diganti.", by=world.operator, at=timezone.now()
    )


def letter_with_a_copy(world, city):
    return person_files.letter(city, {}, [], asked_by="Siti", at=timezone.now())


@pytest.mark.parametrize("letter", [correction_letter, incident_letter, letter_with_a_copy])
def test_a_letter_to_a_person_has_the_citys_head_and_signer(world, city, letter):
    with administrator():
        office = Office.objects.create(municipality=city, name="Pejabat Pelindungan Data Pribadi", duty="OTHER")
        Official.objects.create(
            municipality=city,
            office=office,
            name="Gama, S.Kom.",
            nip="198001012000121902",
            start_date=date(2020, 1, 1),
        )
    with world.acting(world.operator):
        content = letter(world, city)
    assert says(content, "Jalan Contoh 1", "Telepon (0736) 000000", "Gama, S.Kom.")


@pytest.mark.parametrize("letter", [correction_letter, incident_letter, letter_with_a_copy])
def test_a_letter_to_a_person_is_on_the_citys_paper(world, city, letter):
    with world.acting(world.operator):
        content = letter(world, city)
    size, faces = look_of(content)
    assert size == [215, 330]
    assert any("Bonum" in face for face in faces)


def look_of(content):
    """Width and height of the first page in mm, and its typefaces."""
    with pikepdf.open(io.BytesIO(content)) as document:
        page = document.pages[0]
        size = [round(float(point) / 72 * 25.4) for point in page.mediabox[2:]]
        return size, {str(font["/BaseFont"]) for font in page.resources["/Font"].values()}
