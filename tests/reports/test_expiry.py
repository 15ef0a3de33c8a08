"""If it is not renewed: whom an end of an agreement leaves without cover, when, and what money stands on it."""

import csv
import io
from datetime import UTC, date, datetime

import icalendar
import pytest
from django.urls import reverse

from municipalities.models import AuditEvent, BranchMunicipality, Category, Unit
from municipalities.roles import Role
from reports import expiry
from reports.models import Paper
from tests.factories.agreements import make_agreement, make_signed
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import make_city
from tests.reports.reading import squeezed, text_of
from tests.safety.attack import administrator


NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
TODAY = NOON.date()
LIST = reverse("expiry")


@pytest.fixture(autouse=True)
def today(time_machine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOON, tick=False)


def in_force(city, **fields):
    with administrator():
        return make_signed(city, signing_date=date(2026, 1, 2), **fields)


@pytest.fixture
def agreement(world):
    """For the teachers of the whole city; two in the school, one in the office, and one who pays alone."""
    city = world.bengkulu
    with administrator():
        for unit in (city.school, city.school, city.office):
            make_enrollment(city, unit=unit)
        make_enrollment(city, unit=city.office, funding_source="SELF")
        make_enrollment(city, unit=city.office, category=city.cadre)
        make_enrollment(city, unit=city.office, end_date=date(2026, 12, 31), end_reason="CONTRACT_ENDED")
    return in_force(city)


def page(thing):
    return reverse("expiry_of_agreement", args=[thing.public_id])


def losses(world, agreement):
    with world.acting(world.operator):
        return expiry.of_agreement(agreement, day=TODAY)


def test_the_people_of_the_first_day_without_cover_are_counted(world, agreement):
    [loss] = losses(world, agreement)
    assert (loss.ending.first_day, loss.ending.people, loss.ending.units) == (date(2027, 1, 1), 3, 2)


def test_the_contribution_is_that_of_the_law_for_whoever_loses(world, agreement):
    [loss] = losses(world, agreement)
    assert loss.programs == {"JKK": 3 * 3_600, "JKM": 3 * 4_500}
    assert loss.monthly == 24_300


def test_units_stand_in_the_order_of_the_tree(world, agreement):
    [loss] = losses(world, agreement)
    assert [(unit.unit, unit.depth, unit.people, unit.monthly) for unit in loss.units] == [
        ("Dinas Pendidikan", 1, 1, 8_100), ("SDN 1", 2, 2, 16_200),
    ]  # fmt: skip


def test_a_program_that_is_kept_is_not_lost(world, agreement):
    city = world.bengkulu
    in_force(city, scope=[(city.root, city.gtt, "JKK")], start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
    [loss] = losses(world, agreement)
    assert [(kind.programs, kind.people, kind.monthly) for kind in loss.kinds] == [(("JKM",), 3, 13_500)]


def test_a_unit_that_is_kept_is_not_lost(world, agreement):
    city, after = world.bengkulu, {"start_date": date(2027, 1, 1), "end_date": date(2027, 12, 31)}
    in_force(city, scope=[(city.school, city.gtt, "JKK"), (city.school, city.gtt, "JKM")], **after)
    [loss] = losses(world, agreement)
    assert [(unit.unit, unit.people) for unit in loss.units] == [("Dinas Pendidikan", 1)]


def test_whoever_stands_in_two_units_is_one_person(world, agreement):
    city = world.bengkulu
    with administrator():
        worker = make_worker(city)
        make_enrollment(city, worker, unit=city.school)
        make_enrollment(city, worker, unit=city.office)
    [loss] = losses(world, agreement)
    assert loss.ending.people == 4
    assert [kind.people for kind in loss.kinds] == [4]
    assert loss.monthly == 5 * 8_100


def test_two_agreements_of_a_city_are_two_ends_and_a_person_counts_once(world, agreement):
    city = world.bengkulu
    in_force(city, scope=[(city.root, city.cadre, "JKK"), (city.root, city.cadre, "JKM")], end_date=date(2027, 3, 31))
    with world.acting(world.operator):
        endings, people = expiry.endings([city], day=TODAY, ahead=366)
    assert [(each.last_day, each.people) for each in endings] == [(date(2026, 12, 31), 3), (date(2027, 3, 31), 1)]
    assert people == {city.pk: 4}


def test_nothing_is_lost_where_everything_goes_on(world, agreement):
    in_force(world.bengkulu, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
    assert losses(world, agreement) == []


@pytest.mark.parametrize(
    "phrase",
    ["3 orang", "kehilangan perlindungan pada Jumat, 1 Januari 2027", "37 hari lagi", "Rp24.300", "Rp42.000.000",
     "Rp174.000.000", "Rp94.000.000", "Guru tidak tetap"],
)  # fmt: skip
def test_the_page_says_what_is_lost(operator_client, agreement, phrase):
    assert squeezed(phrase) in squeezed(operator_client.get(page(agreement)).content.decode())


def test_the_page_of_what_goes_on_says_so(world, operator_client, agreement):
    in_force(world.bengkulu, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
    assert "Tidak ada yang kehilangan perlindungan" in operator_client.get(page(agreement)).content.decode()


def test_a_branch_sees_its_cities_and_no_other(world, officer_client, agreement):
    other = in_force(world.kupang)
    shown = officer_client.get(LIST).content.decode()
    assert agreement.pks_number in shown
    assert other.pks_number not in shown


@pytest.mark.parametrize("name", ["expiry_of_agreement", "agreement_calendar"])
def test_a_stranger_finds_nothing(stranger_client, agreement, name):
    assert stranger_client.get(reverse(name, args=[agreement.public_id])).status_code == 404


@pytest.mark.parametrize("name", ["expiry", "agreement_calendar_of_all"])
def test_the_lists_of_a_stranger_do_not_name_it(stranger_client, agreement, name):
    response = stranger_client.get(reverse(name), {"berkas": "csv"})
    assert agreement.pks_number not in response.content.decode()


def test_the_file_has_each_kind_in_each_unit_and_is_written_down(world, operator_client, agreement):
    text = operator_client.get(page(agreement), {"berkas": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    named = ("Unit", "Jenis pekerja", "Program", "Orang", "Iuran sebulan (Rp)")
    assert [tuple(row[name] for name in named) for row in rows] == [
        ("Dinas Pendidikan", "Guru tidak tetap", "JKK, JKM", "1", "8100"),
        ("SDN 1", "Guru tidak tetap", "JKK, JKM", "2", "16200"),
    ]
    with world.acting(world.auditor, Role.AUDITOR):
        assert AuditEvent.objects.get(action="expiry.exported").detail == {"rows": 2}


def test_the_file_of_the_branch_is_written_down_in_each_city(world, officer_client, agreement):
    officer_client.get(LIST, {"berkas": "csv"})
    with world.acting(world.auditor, Role.AUDITOR):
        assert AuditEvent.objects.get(action="expiry.exported").detail == {"rows": 2}


@pytest.mark.parametrize("of_agreement", [True, False])
def test_the_paper_is_one_page_and_kept(world, operator_client, agreement, of_agreement):
    address = reverse("expiry_paper")
    if of_agreement:
        address = reverse("expiry_of_agreement_paper", args=[agreement.public_id])
    response = operator_client.post(address, follow=True)
    text = squeezed(text_of(b"".join(response.streaming_content)))
    with world.acting(world.operator):
        paper = Paper.objects.get(kind="EXPIRY")
    assert paper.pages == 1
    for phrase in ("3 orang", "Jumat, 1 Januari 2027", "Rp24.300 sebulan", "42.000.000", "JKK: PP 44/2015 Pasal 16"):
        assert squeezed(phrase) in text


def calendar_of(client, agreement):
    response = client.get(reverse("agreement_calendar", args=[agreement.public_id]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def test_the_calendar_has_the_last_day_without_an_hour(operator_client, agreement):
    [event] = calendar_of(operator_client, agreement).walk("VEVENT")
    assert event["dtstart"].dt == date(2026, 12, 31)
    assert event["dtend"].dt == date(2027, 1, 1)
    assert str(event["status"]) == "CONFIRMED"
    assert "mulai 1 Januari 2027 3 orang di 2 unit tanpa perlindungan" in event["description"]


def test_the_alarms_ring_at_seven_on_the_days_of_the_mails(operator_client, agreement):
    [event] = calendar_of(operator_client, agreement).walk("VEVENT")
    midnight = datetime(2026, 12, 31)  # noqa: DTZ001 a day of a calendar has no zone
    rings = [midnight + alarm["trigger"].dt for alarm in event.walk("VALARM")]
    assert [(ring.date().isoformat(), ring.hour) for ring in rings] == [
        ("2026-10-02", 7), ("2026-11-01", 7), ("2026-12-01", 7), ("2026-12-24", 7), ("2026-12-31", 7),
    ]  # fmt: skip


def test_an_end_keeps_its_identifier_from_file_to_file(operator_client, officer_client, agreement):
    found = {
        str(calendar_of(client, agreement).walk("VEVENT")[0]["uid"]) for client in (operator_client, officer_client)
    }
    assert found == {f"{agreement.public_id}@perjanjian.payung"}


def test_the_calendar_of_all_has_the_signed_ones(world, operator_client, agreement):
    with world.acting(world.operator):
        make_agreement(world.bengkulu, title="Konsep yang belum diajukan")
    content = operator_client.get(reverse("agreement_calendar_of_all")).content
    [event] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(event["uid"]).startswith(str(agreement.public_id))


def test_where_nobody_is_enrolled_the_calendar_counts_nobody(world, operator_client):
    [event] = calendar_of(operator_client, in_force(world.bengkulu)).walk("VEVENT")
    assert "tidak tercakup lagi mulai 1 Januari 2027; belum ada yang terdaftar" in event["description"]
    assert "0 orang" not in event["description"]


def test_what_goes_on_rings_no_alarm(world, operator_client, agreement):
    in_force(world.bengkulu, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
    assert calendar_of(operator_client, agreement).walk("VALARM") == []


def test_every_line_of_a_calendar_fits_and_ends_as_the_standard_asks(operator_client, agreement):
    content = operator_client.get(reverse("agreement_calendar_of_all")).content
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_many_agreements_and_kinds_fit_on_the_one_page(world, operator_client, agreement):
    city = world.bengkulu
    with administrator():
        kinds = [
            Category.objects.create(
                municipality=city, code=f"K{n}", name=f"Tenaga layanan kebersihan {n}", segment="BPU"
            )
            for n in range(12)
        ]
        for kind in kinds:
            make_enrollment(city, unit=city.office, category=kind)
    for n in range(6):
        scope = [(city.root, kind, program) for kind in kinds[2 * n : 2 * n + 2] for program in ("JKK", "JKM")]
        in_force(city, scope=scope, end_date=date(2027, 1, 31))
    operator_client.post(reverse("expiry_paper"))
    with world.acting(world.operator):
        assert Paper.objects.get(kind="EXPIRY").pages == 1


def tasks_of(client):
    page = client.get(reverse("home")).context
    return [(task["title"], task["detail"], task["url"]) for task in page["tasks"]]


@pytest.mark.parametrize("who", ["operator", "mayor"])
def test_the_renewal_is_a_task_of_the_city_and_of_the_mayors_office(request, world, visit, agreement, who):
    tasks = tasks_of(visit(getattr(world, who)))
    assert (
        f"Perpanjang perjanjian {agreement.pks_number}: 3 orang tanpa perjanjian mulai 1 Januari 2027",
        "Jatuh tempo 31-12-2026. Di 2 unit.",
        page(agreement),
    ) in tasks


def test_a_branch_with_several_cities_has_one_task_for_their_ends(world, officer_client, agreement):
    with administrator():
        other = make_city(code="17.01", name="Kabupaten Bengkulu Selatan", branch="LAIN")
        BranchMunicipality.objects.filter(municipality=other).update(branch=world.bengkulu.branch)
    [(title, detail, url)] = [task for task in tasks_of(officer_client) if "Perpanjang" in task[0]]
    assert title == "Perpanjang perjanjian di 1 kota: 3 orang akan tanpa perjanjian"
    assert "Kota Bengkulu 3 orang mulai 01-01-2027" in detail
    assert url == LIST


def test_each_of_two_agreements_is_a_task_and_goes_with_its_own_renewal(world, operator_client, agreement):
    city = world.bengkulu
    cadres = [(city.root, city.cadre, "JKK"), (city.root, city.cadre, "JKM")]
    in_force(city, scope=cadres, end_date=date(2027, 1, 31))
    assert len([task for task in tasks_of(operator_client) if "Perpanjang" in task[0]]) == 2
    in_force(city, scope=cadres, start_date=date(2027, 2, 1), end_date=date(2027, 12, 31))
    [(title, _detail, _url)] = [task for task in tasks_of(operator_client) if "Perpanjang" in task[0]]
    assert agreement.pks_number in title


def test_long_names_leave_room_for_fewer_units_on_the_one_page(world, operator_client, agreement):
    city = world.bengkulu
    with administrator():
        for number in range(30):
            name = f"Sekolah Dasar Negeri {number} " + "Persiapan Kecamatan yang Sangat Jauh " * 3
            unit = Unit.objects.create(
                municipality=city, code=f"J{number}", name=name, kind="SCHOOL", parent=city.office
            )
            make_enrollment(city, unit=unit)
    operator_client.post(reverse("expiry_of_agreement_paper", args=[agreement.public_id]))
    with world.acting(world.operator):
        assert Paper.objects.get(kind="EXPIRY").pages == 1


def test_nothing_is_kept_or_told_of_a_hidden_draft(world, officer_client):
    with world.acting(world.officer, Role.OFFICER):
        draft = make_agreement(world.bengkulu, side="BRANCH")
    refused = officer_client.post(reverse("expiry_of_agreement_paper", args=[draft.public_id]))
    assert refused["Location"] == draft.get_absolute_url()
    assert officer_client.get(page(draft), {"berkas": "csv"})["Content-Type"].startswith("text/html")
    with world.acting(world.auditor, Role.AUDITOR):
        assert not Paper.objects.exists()
        assert not AuditEvent.objects.filter(action="expiry.exported").exists()
