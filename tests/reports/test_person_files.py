"""A person's file holds everything about the person, from every table that points there, and nobody else."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from claims import deaths, heirs
from enrollment.models import CardBatch, Worker
from municipalities import audit
from municipalities.models import AuditEvent
from reports import person_files
from tests.factories.enrollment import make_correction, make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.safety.rows import row_in, table_models


NIK, HEIR_NIK = "1771014108859001", "1771024108859777"
OTHER = "1771024108859888"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def siti(world):
    """Siti with a row in every table that can point at her, and Budi beside her with a claim too."""
    with administrator():
        for nik, name in ((NIK, "Siti Aminah"), (OTHER, "Budi Santoso")):
            worker = make_worker(world.bengkulu, name, nik=nik)
            enrollment = make_enrollment(world.bengkulu, worker)
            claim = deaths.register(
                worker=worker, death_date=date(2026, 6, 1), cause="NATURAL", told_by="Keluarga", by=world.operator,
                at=timezone.now(),
            )  # fmt: skip
            heir_nik = {"nik": HEIR_NIK} if nik == NIK else {}
            heirs.add(
                claim=claim, name=f"Waris {name}", relation="WIDOW", by=world.operator, at=timezone.now(), **heir_nik
            )
            if nik == NIK:
                siti = worker
                for model in table_models().values():
                    fill(world.bengkulu, model, worker=worker, enrollment=enrollment, claim=claim)
    return siti


def fill(city, model, **known):
    """A row of the table that points at one of these, where it can and none does."""
    keys = [f for f in model._meta.local_fields if getattr(f, "within_tenant", False)]
    given = {f.name: row for f in keys for row in known.values() if isinstance(row, f.remote_field.model)}
    if given and not model._base_manager.filter(**given).exists():
        row_in(city, model, **given)


def opened(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def export(world, **whom):
    with world.acting(world.operator):
        return person_files.export(
            municipality=world.bengkulu, by=world.operator, at=timezone.now(), asked_by="Siti", **whom
        )


def tables_that_reach(table):
    """From the database's own catalogue: every table with a key that leads to this one, however many steps away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE reaching AS (SELECT %s::regclass AS id UNION SELECT c.conrelid FROM pg_constraint c"
            " JOIN reaching r ON c.confrelid = r.id WHERE c.contype = 'f')"
            " SELECT id::regclass::text FROM reaching",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


def test_the_file_holds_every_table_that_points_at_the_person(world, siti):
    data = json.loads(opened(export(world, nik=NIK).content)["data.json"])
    wanted = tables_that_reach("enrollment_worker")
    assert {"enrollment_enrollment", "claims_claim", "contributions_contributionline"} <= wanted
    with administrator():
        there = {name for name in wanted if table_models()[name]._base_manager.filter(municipality=world.bengkulu)}
    assert there - set(data) == set()


def test_the_file_holds_nobody_else(world, siti):
    parts = opened(export(world, nik=NIK).content)
    text = (parts["data.json"] + parts["jejak.json"]).decode()
    assert NIK in text
    assert [found for found in (OTHER, "Budi Santoso", "Waris Budi") if found in text] == []


def test_a_person_of_another_city_is_not_found(world, siti):
    with administrator():
        make_worker(world.kupang, "Yohanes", nik="5371024108859001")
    with pytest.raises(person_files.NobodyFound):
        export(world, nik="5371024108859001")


def test_the_same_nik_in_another_city_does_not_come_along(world, siti):
    with administrator():
        make_enrollment(world.kupang, make_worker(world.kupang, "Siti di Kupang", nik=NIK))
    assert b"Siti di Kupang" not in opened(export(world, nik=NIK).content)["data.json"]


def test_the_trail_says_who_saw_the_person_and_when(world, siti, operator_client):
    person = Worker.objects
    with administrator():
        worker = person.get(nik=NIK)
    operator_client.get(worker.get_absolute_url())
    operator_client.get(reverse("worker_list"))
    trail = json.loads(opened(export(world, nik=NIK).content)["jejak.json"])
    acts = [event["perbuatan"] for event in trail]
    assert {"worker.viewed", "workers.listed", "claim.reported"} <= set(acts)
    assert {event["siapa"] for event in trail if event["perbuatan"] == "worker.viewed"} == {str(world.operator)}


def test_a_list_without_the_person_is_not_in_the_trail(world, siti):
    with world.acting(world.operator):
        audit.record_people_seen(
            "workers.listed", people={world.bengkulu: [10**9]}, by=world.operator, at=timezone.now()
        )
    trail = json.loads(opened(export(world, nik=NIK).content)["jejak.json"])
    assert "workers.listed" not in [event["perbuatan"] for event in trail]


def test_an_heir_who_is_no_worker_has_a_file_too(world, siti):
    data = json.loads(opened(export(world, nik=HEIR_NIK).content)["data.json"])
    assert [row["Nama"] for row in data["claims_heir"]] == ["Waris Siti Aminah"]
    assert "enrollment_worker" not in data


def test_a_guest_without_a_nik_is_found_by_name_and_nothing_else_of_the_row_is_told(world):
    with administrator():
        row_in(world.bengkulu, CardBatch, title="Penyerahan", hosts=["Wali kota"], guests=["Rahmat Hidayat"])
    data = json.loads(opened(export(world, name="Rahmat Hidayat").content)["data.json"])
    assert list(data) == ["enrollment_cardbatch"]
    assert "Wali kota" not in str(data)


@pytest.fixture
def guests(world):
    """Two hand-overs with a guest of this name, one of whom is a namesake."""
    with administrator():
        return [
            row_in(world.bengkulu, CardBatch, title=title, guests=["Rahmat Hidayat"], number=number, note=title)
            for number, title in enumerate(("Penyerahan di GOR", "Penyerahan di balai"), start=8)
        ]


def test_of_several_with_a_name_somebody_has_to_say_which_are_the_persons(world, guests):
    with pytest.raises(person_files.SeveralPlaces) as refusal:
        export(world, name="Rahmat Hidayat")
    keys = [key for key, _label in refusal.value.detail["places"]]
    assert sorted(keys) == sorted(f"enrollment.cardbatch:{batch.pk}" for batch in guests)
    found = export(world, name="Rahmat Hidayat", places=keys[:1])
    assert found.tables == {"enrollment_cardbatch": 1}


def test_a_worker_of_the_same_name_is_a_namesake_with_a_nik(world, guests, siti):
    with administrator():
        make_worker(world.bengkulu, "Tamu Lama", nik="1771014108859333")
        row_in(world.bengkulu, CardBatch, title="Penyerahan di aula", guests=["Tamu Lama"], number=10)
    assert export(world, name="Tamu Lama").tables == {"enrollment_cardbatch": 1}


def test_the_page_offers_the_places_and_takes_the_choice(operator_client, guests):
    given = {"name": "Rahmat Hidayat", "asked_by": "Rahmat"}
    answer = operator_client.post(reverse("person_file"), given)
    offered = answer.context["form"].fields["places"].choices
    assert (answer.status_code, len(offered)) == (422, 2)
    assert f'value="{offered[0][0]}"' in answer.content.decode()
    answer = operator_client.post(reverse("person_file"), given | {"places": [offered[0][0]]})
    assert len(json.loads(opened(answer.content)["data.json"])["enrollment_cardbatch"]) == 1


def test_a_place_without_the_name_cannot_be_chosen(operator_client, guests, world, siti):
    place = f"enrollment.worker:{siti.pk}"
    answer = operator_client.post(
        reverse("person_file"), {"name": "Rahmat Hidayat", "asked_by": "x", "places": [place]}
    )
    assert answer.status_code == 422


def test_the_letter_is_kept_as_a_paper_and_the_export_is_in_the_trail_without_the_nik(world, siti):
    found = export(world, nik=NIK)
    assert found.paper.kind == "PERSON_FILE"
    assert opened(found.content)["surat.pdf"].startswith(b"%PDF")
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="person.exported")
        assert (event.detail["tables"], NIK in str(event.__dict__)) == (len(found.tables), False)


def test_the_page_answers_with_the_file_and_keeps_the_nik_out_of_the_address(operator_client, world, siti):
    given = {"nik": NIK, "asked_by": "Siti"}
    answer = operator_client.post(reverse("person_file"), given)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/zip",
        "no-store",
    )
    assert answer["Content-Disposition"] == 'attachment; filename="data-pribadi.zip"'
    assert NIK.encode() in opened(answer.content)["data.json"]


@pytest.mark.parametrize("given", [{}, {"nik": "9" * 16, "asked_by": "x"}, {"name": "Tidak Ada", "asked_by": "x"}])
def test_nobody_to_be_found_is_told_in_the_form(operator_client, given):
    answer = operator_client.post(reverse("person_file"), given)
    assert (answer.status_code, bool(answer.context["form"].errors)) == (422, True)


def test_only_an_operator_may(visit, world, clerk_client, officer_client):
    for client in (visit(world.auditor), visit(world.admin), clerk_client, officer_client):
        assert client.post(reverse("person_file"), {"nik": NIK}).status_code == 403


def test_the_command_writes_the_same_file(world, siti, tmp_path, capsys):
    out = tmp_path / "siti.zip"
    call_command("export_person", "--municipality", "17.71", "--nik", NIK, "--out", str(out), "--json")
    answer = json.loads(capsys.readouterr().out)
    assert NIK.encode() in opened(out.read_bytes())["data.json"]
    assert (answer["tables"] > 5, out.stat().st_mode & 0o077) == (True, 0)


def test_what_was_corrected_is_in_the_file(world, siti):
    with administrator():
        worker = Worker.objects.get(nik=NIK)
        make_correction(worker, by=world.operator)
    data = json.loads(opened(export(world, nik=NIK).content)["data.json"])
    assert "081234567890" in [row["Seharusnya"] for row in data["enrollment_correctionrequest"]]
