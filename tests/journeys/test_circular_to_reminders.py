"""Serang, 2021: the mayor's circular, the one that replaced it, and letters to the offices that did not follow."""

import re
from datetime import date

import pytest
from django.urls import reverse

from agreements import citations
from agreements.models import Circular, CircularReminder
from enrollment.models import PopulationFigure
from municipalities.models import PaperFormat, Unit
from municipalities.roles import Role
from reports.models import Kind, Paper
from tests.factories.enrollment import make_enrollment
from tests.reports.reading import pages_of, squeezed, text_of


OFFICES = ("Dinas Lingkungan Hidup", "Dinas Kesehatan", "Dinas Perhubungan", "Kecamatan Serang")
POINTS = """Setiap perangkat daerah mendata dan mendaftarkan tenaga non-ASN yang bekerja padanya, yaitu:
- tenaga honorer, tenaga harian lepas, dan tenaga kerja sukarela;
- tenaga non-ASN kecamatan dan kelurahan;
- marbot, guru ngaji, ketua RT, dan ketua RW.
Iuran dianggarkan pada perangkat daerah masing-masing."""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def city(world):
    """Serang's offices; the environment office enrolled its people before the second circular."""
    city = world.bengkulu
    with world.acting(world.admin, Role.ADMIN):
        for number, name in enumerate(OFFICES):
            kind = Unit.Kind.KECAMATAN if name.startswith("Kecamatan") else Unit.Kind.OPD
            Unit.objects.create(municipality=city, code=f"S{number}", name=name, kind=kind, parent=city.root)
        PaperFormat.objects.create(
            municipality=city, number_pattern="560/{nomor}-SE/{tahun}", start_date=date(2021, 1, 1)
        )
    with world.acting(world.operator):
        citations.stock(city)
        dlh = unit(city, "Dinas Lingkungan Hidup")
        make_enrollment(city, unit=dlh, category=city.non_asn, start_date=date(2021, 3, 1))
        PopulationFigure.objects.create(
            municipality=city, unit=dlh, category=city.non_asn, figure=1, as_of=date(2021, 5, 1), source="S",
            is_reference=True,
        )  # fmt: skip
        city.ids = {name: unit(city, name).public_id for name in OFFICES}
        city.bases = {basis.code: f"basis_{basis.public_id}" for basis in city.legal_bases.all()}
    return city


def unit(city, name):
    return city.units.get(name=name)


def key_of(page):
    return re.search(r'name="idempotency_key" value="([^"]+)"', page.content.decode())[1]


def typed(city, page, **given):
    """The form as somebody fills it in."""
    return {
        "idempotency_key": key_of(page), "title": "Pendaftaran tenaga non-ASN dalam program jaminan sosial",
        "date": "2021-02-08", "number": "560/03-SE/2021", "signer_title": "Wali Kota Serang",
        "addressees": "Kepala perangkat daerah se-Kota Serang\nCamat se-Kota Serang",
        "units": [*city.ids.values()], "categories": [city.non_asn.public_id],
        "purpose": "Agar setiap tenaga non-ASN terlindungi.",
        city.bases["UU 24/2011"]: "1", city.bases["UU 40/2004"]: "2",
        "points": POINTS, "closing": "Demikian untuk dilaksanakan.", "copies": "Kepala Kantor Cabang Serang",
    } | given  # fmt: skip


def test_a_circular_is_written_issued_replaced_and_its_offices_are_reminded(
    world, city, operator_client, approver_client, officer_client
):
    # The operator types the first one; what cannot be printed is refused, and nothing is lost.
    page = operator_client.get(reverse("circular_new"))
    refused = operator_client.post(
        reverse("circular_new"), typed(city, page, purpose="Agar <b>semua</b>", date="2021-02-30")
    )
    said = refused.content.decode()
    assert refused.status_code == 422
    assert "Ada “&lt;b&gt;” di dalamnya" in said
    assert "30 Februari 2021 tidak ada" in said
    assert "marbot, guru ngaji" in said
    draft = operator_client.post(reverse("circular_new"), typed(city, page), follow=True)
    assert "Senin, 8 Februari 2021" in draft.content.decode()
    with world.acting(world.operator):
        first = Circular.objects.get()

    # The branch sees nothing of it; the approver cannot issue what was not handed in.
    assert officer_client.get(first.get_absolute_url()).status_code == 404
    approver_client.post(reverse("circular_issue", args=[first.public_id]))
    operator_client.post(reverse("circular_submit", args=[first.public_id]))
    assert "menunggu" not in officer_client.get(reverse("circular_list")).content.decode()
    approver_client.post(reverse("circular_issue", args=[first.public_id]))
    with world.acting(world.operator):
        first.refresh_from_db()
        assert (first.status, first.number) == ("ISSUED", "560/03-SE/2021")
    assert officer_client.get(first.get_absolute_url()).status_code == 200

    # After Inpres 2/2021 it is renewed: the new one begins with its text and takes the city's next number.
    renewed = operator_client.get(f"{reverse('circular_new')}?ganti={first.public_id}")
    assert "marbot, guru ngaji" in renewed.content.decode()
    given = {"number": "", "date": "2021-05-24", "supersedes": first.public_id, city.bases["Inpres 2/2021"]: "3"}
    operator_client.post(reverse("circular_new"), typed(city, renewed, **given))
    with world.acting(world.operator):
        second = Circular.objects.get(supersedes=first)
    operator_client.post(reverse("circular_submit", args=[second.public_id]))
    approver_client.post(reverse("circular_issue", args=[second.public_id]))
    with world.acting(world.operator):
        first.refresh_from_db()
        second.refresh_from_db()
    assert (first.status, first.ended_date) == ("SUPERSEDED", date(2021, 5, 24))
    assert second.number == "560/1-SE/2021"
    paper = operator_client.post(reverse("circular_paper", args=[second.public_id]), follow=True)
    printed = squeezed(text_of(b"".join(paper.streaming_content)))
    assert squeezed("Surat Edaran Nomor 560/03-SE/2021 dicabut") in printed
    assert squeezed("Instruksi Presiden Nomor 2 Tahun 2021") in printed

    # One of four followed; the other three get a letter each, one file, numbered on.
    page = operator_client.get(second.get_absolute_url()).content.decode()
    assert squeezed("1 dari 4 unit") in squeezed(page)
    remind = reverse("circular_remind", args=[second.public_id])
    late = [city.ids[name] for name in sorted(OFFICES) if name != "Dinas Lingkungan Hidup"]
    answer = operator_client.post(
        remind, {"date": "2021-06-28", "due_date": "2021-07-12", "signer_title": "Sekretaris Daerah", "units": late}
    )
    assert answer.status_code == 302
    with world.acting(world.operator):
        letters = list(CircularReminder.objects.order_by("sequence").values_list("number", "unit_name"))
        bundle = Paper.objects.get(kind=Kind.CIRCULAR_REMINDER, object_id=second.public_id)
    assert [number for number, _unit in letters] == ["560/2-SE/2021", "560/3-SE/2021", "560/4-SE/2021"]
    file = operator_client.get(reverse("paper_download", args=[bundle.public_id]))
    pages = pages_of(b"".join(file.streaming_content))
    assert [squeezed(name) in squeezed(page) for page, (_n, name) in zip(pages, letters, strict=True)] == [True] * 3
    assert "560/2-SE/2021" in operator_client.get(second.get_absolute_url()).content.decode()
    assert operator_client.post(
        remind, {"date": "2021-06-28", "due_date": "2021-07-12", "signer_title": "Sekretaris Daerah", "units": late}
    ).status_code == 422  # fmt: skip
