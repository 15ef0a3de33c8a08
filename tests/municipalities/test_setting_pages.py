"""The settings of a city on their pages: what is set and missing, entered ahead, and by whom."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from municipalities.city import city_setup
from municipalities.models import Category, Holiday, Letterhead, MinimumWage, Office, Official, Unit, UnitName
from municipalities.roles import Role
from municipalities.views.settings import KINDS
from tests.safety.attack import administrator


@pytest.fixture
def admin_client(world, visit):
    return visit(world.admin)


@pytest.fixture
def seen(world):
    """What a question of the administrator finds."""

    def _seen(question):
        with world.acting(world.admin, Role.ADMIN):
            return question()

    return _seen


def day(city, ahead=0):
    return (city.today() + timedelta(days=ahead)).isoformat()


def text(response):
    return " ".join(response.content.decode().split())


def test_a_fresh_city_is_told_what_is_missing(admin_client):
    page = text(admin_client.get(reverse("settings")))
    for words in ("Belum ada pejabat penanda tangan", "Belum ada kop surat", "Belum ada hari libur"):
        assert words in page


def test_an_operator_reads_and_changes_nothing(world, operator_client):
    page = text(operator_client.get(reverse("setting_list", args=["upah-minimum"])))
    assert "Masukkan upah minimum baru" not in page
    assert operator_client.get(reverse("setting_new", args=["upah-minimum"])).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_list_and_its_form(admin_client, kind):
    assert admin_client.get(reverse("setting_list", args=[kind]), follow=True).status_code == 200
    assert admin_client.get(reverse("setting_new", args=[kind])).status_code == 200


def test_a_kind_that_does_not_exist_is_not_found(admin_client):
    assert admin_client.get(reverse("setting_list", args=["apa-saja"])).status_code == 404


def test_next_years_minimum_wage_is_entered_ahead(world, admin_client, seen):
    city = world.bengkulu
    for start, amount in ((0, 2_900_000), (40, 3_100_000)):
        given = {
            "kind": "UMK",
            "amount": amount,
            "source": "SK Gubernur",
            "start_date": day(city, start),
            "reason": "SK",
        }
        admin_client.post(reverse("setting_new", args=["upah-minimum"]), given)
    page = text(admin_client.get(reverse("setting_list", args=["upah-minimum"])))
    assert "Akan datang" in page
    assert "Rp3.100.000" in page
    now = seen(lambda: MinimumWage.objects.in_force_on(city.today()).get())
    assert (now.amount, now.end_date) == (2_900_000, city.today() + timedelta(days=39))


def test_a_form_without_a_reason_is_shown_again(world, admin_client):
    given = {"kind": "UMK", "amount": 2_900_000, "source": "SK", "start_date": day(world.bengkulu)}
    response = admin_client.post(reverse("setting_new", args=["upah-minimum"]), given)
    assert (response.status_code, "Galat:" in text(response)) == (422, True)


def test_more_fields_than_the_form_has_change_nothing_else(world, admin_client, seen):
    given = {
        "kind": "UMK", "amount": 2_900_000, "source": "SK", "start_date": day(world.bengkulu), "reason": "SK",
        "municipality": world.kupang.pk, "end_date": "2020-01-01", "public_id": str(world.kupang.public_id),
    }  # fmt: skip
    admin_client.post(reverse("setting_new", args=["upah-minimum"]), given)
    made = seen(MinimumWage.objects.get)
    assert (made.municipality_id, made.end_date) == (world.bengkulu.pk, None)
    assert made.public_id != world.kupang.public_id


def picture(size=(300, 340), kind="PNG", **more):
    out = io.BytesIO()
    Image.new("RGB", size, "#7a1f2e").save(out, kind, **more)
    return out.getvalue()


def post_letterhead(client, city, content, name="lambang.png"):
    given = {
        "government": "Pemerintah Kota Bengkulu", "postal_code": "38119", "start_date": day(city), "reason": "baru",
        "picture": SimpleUploadedFile(name, content),
    }  # fmt: skip
    return client.post(reverse("setting_new", args=["kop-surat"]), given)


def test_an_emblem_is_drawn_anew_and_carries_nothing_along(world, admin_client, seen):
    exif = Image.Exif()
    exif[0x010E] = "rahasia"
    response = post_letterhead(admin_client, world.bengkulu, picture(kind="JPEG", exif=exif) + b"<script>", "a.png")
    assert response.status_code == 302
    kept = bytes(seen(Letterhead.objects.get).emblem)
    assert kept.startswith(b"\x89PNG")
    assert b"rahasia" not in kept
    assert b"<script>" not in kept
    head = seen(Letterhead.objects.get)
    shown = admin_client.get(reverse("emblem", args=[head.public_id]))
    assert (shown["Content-Type"], shown.content) == ("image/png", kept)


def test_a_picture_is_turned_upright_whatever_else_its_camera_said(world, admin_client, seen):
    """A number where a letter has to be: Pillow fails over it when it writes what the camera said anew."""
    exif = Image.Exif()
    exif[0x0112], exif[0x8825] = 6, {1: "N"}
    sent = picture((200, 120), kind="JPEG", exif=exif)
    letter = b"\x00\x01\x00\x02\x00\x00\x00\x02N"
    assert letter in sent
    sent = sent.replace(letter, b"\x00\x00" + letter[2:])
    assert post_letterhead(admin_client, world.bengkulu, sent).status_code == 302
    with Image.open(io.BytesIO(bytes(seen(Letterhead.objects.get).emblem))) as kept:
        assert kept.size == (120, 200)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG atau JPEG", id="svg"),
        pytest.param(picture()[:200], "PNG atau JPEG", id="cut off"),
        pytest.param(picture((20, 20)), "terlalu kecil", id="small"),
        pytest.param(picture((4100, 4100)), "terlalu besar", id="too many points"),
        pytest.param(b"GIF89a" + b"0" * 50, "PNG atau JPEG", id="gif"),
        pytest.param(b"0" * (2 * 1024 * 1024 + 1), "2 MB", id="too many bytes"),
    ],
)
def test_what_is_no_emblem_is_refused_in_words(world, admin_client, content, words):
    response = post_letterhead(admin_client, world.bengkulu, content)
    assert response.status_code == 422
    assert words in text(response)


def test_an_office_and_who_holds_it(world, admin_client, seen):
    given = {"name": "Wali Kota Bengkulu", "duty": "HEAD", "reason": "pengaturan awal"}
    admin_client.post(reverse("office_new"), given)
    office = seen(Office.objects.get)
    person = {
        "office": office.public_id, "name": "Dr. Ani", "nip": "19700101 199503 1 901",
        "start_date": day(world.bengkulu),
        "reason": "dilantik",
    }  # fmt: skip
    admin_client.post(reverse("setting_new", args=["pejabat"]), person)
    assert seen(Official.objects.get).nip == "197001011995031901"
    assert "Dr. Ani" in text(admin_client.get(reverse("office_list")))


def test_a_second_office_for_the_same_duty_is_refused(world, admin_client):
    for name in ("Wali Kota", "Bupati"):
        last = admin_client.post(reverse("office_new"), {"name": name, "duty": "HEAD", "reason": "x"})
    assert (last.status_code, "sudah menandatangani" in text(last)) == (422, True)


def test_a_category_changes_for_what_comes(world, admin_client, seen):
    given = {
        "name": "Kader posyandu", "segment": "BPU", "programs": "JKK_JKM_JHT", "funding_source": "APBD",
        "sector": "OTHER", "band": "BY_INCOME", "reason": "Perwal",
    }  # fmt: skip
    admin_client.post(reverse("category_edit", args=[world.bengkulu.cadre.public_id]), given)
    assert seen(lambda: Category.objects.get(code="KADER").programs) == "JKK_JKM_JHT"


def test_the_joint_decree_of_a_year_is_taken_over_once(world, admin_client, seen):
    year = world.bengkulu.today().year + 1
    admin_client.post(reverse("holiday_take_over", args=[year]))
    days = seen(Holiday.objects.count)
    admin_client.post(reverse("holiday_take_over", args=[year]))
    assert days == seen(Holiday.objects.count) > 10


def test_a_unit_keeps_its_old_name_and_is_found_by_it(world, admin_client, seen):
    school = world.bengkulu.school
    admin_client.post(reverse("unit_rename", args=[school.public_id]), {"name": "SDN 1 Merdeka", "reason": "Perwal"})
    assert seen(lambda: UnitName.objects.get().name) == "SDN 1"
    page = text(admin_client.get(reverse("unit_list"), {"cari": "SDN 1"}))
    assert "SDN 1 Merdeka" in page
    assert "sampai" in text(admin_client.get(reverse("unit_detail", args=[school.public_id])))


def test_a_unit_does_not_move_below_itself(world, admin_client):
    office, school = world.bengkulu.office, world.bengkulu.school
    response = admin_client.post(
        reverse("unit_move", args=[office.public_id]), {"parent": school.public_id, "reason": "x"}
    )
    assert response.status_code == 422


def test_a_unit_of_another_city_cannot_be_named(world, admin_client, seen):
    given = {"code": "X1", "name": "Baru", "kind": "OPD", "parent": world.kupang.office.public_id, "reason": "x"}
    assert admin_client.post(reverse("unit_new"), given).status_code == 422
    assert not seen(lambda: Unit.objects.filter(code="X1").exists())


def test_the_tree_says_nothing_of_workers(admin_client):
    page = text(admin_client.get(reverse("unit_list")))
    assert "unit di bawahnya" in page
    assert "pekerja" not in page.split("<main")[1].split("</main>")[0].casefold()


def test_the_zone_is_set_by_the_administrator_and_by_nobody_else(world, admin_client, operator_client):
    given = {"zone": "Asia/Jayapura", "reason": "salah saat pemasangan"}
    assert operator_client.post(reverse("time_zone_change"), given).status_code == 403
    admin_client.post(reverse("time_zone_change"), given)
    world.bengkulu.refresh_from_db()
    world.kupang.refresh_from_db()
    assert (world.bengkulu.timezone, world.kupang.timezone) == ("Asia/Jayapura", "Asia/Makassar")


@pytest.mark.parametrize("person", ["operator", "stranger", "admin"])
def test_the_database_sets_no_zone_for_others(world, person):
    """Not for whoever is no administrator, and for an administrator not another city's."""
    user, city = getattr(world, person), world.kupang if person == "admin" else world.bengkulu
    with world.acting(user, Role.ADMIN, world.bengkulu, world.kupang), connection.cursor() as cursor:
        cursor.execute("SELECT sec.set_zone(%s, 'Asia/Jayapura')", [city.pk])
        assert cursor.fetchone() == (None,)


def queries_of(ask):
    with CaptureQueriesContext(connection) as asked:
        ask()
    return [each["sql"] for each in asked]


def test_the_summary_asks_for_no_picture(world, seen):
    with administrator():
        Letterhead.objects.create(
            municipality=world.bengkulu, government="Pemkot", address="Jalan 1", start_date=world.bengkulu.today()
        )
    asked = queries_of(lambda: seen(lambda: city_setup.items(world.bengkulu)))
    assert [sql for sql in asked if '"emblem"' in sql] == []


def test_who_signs_is_one_question(world, seen):
    city = world.bengkulu
    with administrator():
        office = Office.objects.create(municipality=city, name="Wali Kota", duty="HEAD")
        for number in range(3):
            start = city.today() + timedelta(days=number)
            Official.objects.create(
                municipality=city, office=office, name=f"Pejabat {number}", start_date=start, end_date=start
            )
    asked = queries_of(lambda: seen(lambda: city_setup.of_officials(city, city.today())))
    assert len([sql for sql in asked if "municipalities_official" in sql]) == 1
