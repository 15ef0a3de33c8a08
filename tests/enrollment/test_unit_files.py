"""Units from a file: read under guard, tried out, and saved as a whole or not at all."""

import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from enrollment import reading, unit_files
from municipalities.models import Unit, UnitName
from municipalities.roles import Role
from tests.enrollment.test_bad_files import HALF, XXE, cell_at, encrypted, with_parts, zipped
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


HEAD = "Kode;Nama;Jenis;Di bawah\n"


@pytest.fixture
def admin_client(world, visit):
    return visit(world.admin)


@pytest.fixture
def send(admin_client):
    """Upload a file; the answer with its page."""

    def _send(content, name="unit.csv"):
        content = content.encode() if isinstance(content, str) else content
        file = SimpleUploadedFile(name, content)
        return admin_client.post(reverse("unit_import_new"), {"file": file}, follow=True)

    return _send


def save(client, response):
    return client.post(f"{response.redirect_chain[-1][0]}simpan/", follow=True)


def text(response):
    return " ".join(response.content.decode().split())


def units_of(world):
    with world.acting(world.admin, Role.ADMIN):
        return {unit.code: (unit.name, unit.parent and unit.parent.code) for unit in Unit.objects.exclude(kind="CITY")}


def test_nothing_is_saved_before_it_is_confirmed(world, admin_client, send):
    before = units_of(world)
    response = send(HEAD + "200;Dinas Kesehatan;OPD;\n201;Puskesmas Satu;puskesmas;200\n")
    assert "<strong>2</strong> unit baru" in text(response)
    assert units_of(world) == before
    save(admin_client, response)
    assert units_of(world) == before | {
        "200": ("Dinas Kesehatan", "000"),
        "201": ("Puskesmas Satu", "200"),
    }


def test_a_child_may_stand_before_its_parent(world, admin_client, send):
    save(admin_client, send(HEAD + "201;Puskesmas Satu;puskesmas;Dinas Kesehatan\n200;Dinas Kesehatan;OPD;\n"))
    assert units_of(world)["201"] == ("Puskesmas Satu", "200")


def test_a_known_code_with_another_name_is_a_renaming_with_its_history(world, admin_client, send):
    save(admin_client, send(HEAD + "101;SDN 1 Merdeka;sekolah negeri;100\n"))
    assert units_of(world)["101"][0] == "SDN 1 Merdeka"
    with world.acting(world.admin, Role.ADMIN):
        assert UnitName.objects.get().name == "SDN 1"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param("300;;OPD;", "Nama kosong", id="no name"),
        pytest.param(";Dinas Satu;OPD;", "Kode kosong", id="no code"),
        pytest.param(
            "300;Dinas Satu;kerajaan;",
            "Kolom Jenis: kerajaan tidak dikenal. Tulis salah satu dari: OPD",
            id="unknown kind",
        ),
        pytest.param(
            "300;Dinas Satu;OPD;999",
            "Kolom Di bawah: unit 999 tidak ada. Tulis kode atau nama lengkap",
            id="unknown parent",
        ),
        pytest.param("300;SDN 1;OPD;", "Nama unit itu sudah dipakai", id="name taken"),
        pytest.param("300;Dinas Satu;OPD;300", "Kolom Di bawah: unit 300 tidak ada", id="below itself"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_saved(world, admin_client, send, row, words):
    before = units_of(world)
    response = send(f"{HEAD}{row}\n400;Dinas Benar;OPD;\n")
    assert words in text(response)
    assert "Simpan semua" not in text(response)
    save(admin_client, response)
    assert units_of(world) == before


def test_the_same_code_twice_is_named(send):
    assert "Kode ini sudah ada di baris lain" in text(send(HEAD + "300;Satu;OPD;\n300;Dua;OPD;\n"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("u.csv", b"", "kosong", id="empty"),
        pytest.param("u.csv", b"a;b\n1;2\n", "perlu kolom Kode dan Nama", id="other columns"),
        pytest.param("u.xlsx", b"PK\x03\x04 broken", "", id="broken workbook"),
        pytest.param("u.xlsx", b"\x00" * 400, "", id="no table at all"),
        pytest.param("u.xlsx", cell_at("XFD1048576"), "", id="far cell"),
        pytest.param("u.xlsx", with_parts(xl__worksheets__sheet1__xml=XXE + HALF), "", id="entity of a file"),
        pytest.param("u.xlsx", encrypted(), "kata sandi", id="password"),
        pytest.param("u.xlsm", zipped(xl__vbaProject__bin=b"x" * 100), "", id="no workbook in the archive"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(world, send, name, content, words):
    before = units_of(world)
    response = send(content, name)
    assert response.status_code == 422
    assert words in text(response)
    assert units_of(world) == before


def test_a_workbook_is_read_too_and_a_formula_is_only_its_text(world, admin_client, send):
    book, out = Workbook(), io.BytesIO()
    for row in (["Kode", "Nama", "Jenis", "Di bawah"], [500, "Dinas Angka", "OPD", None]):
        book.active.append(row)
    book.save(out)
    save(admin_client, send(out.getvalue(), "unit.xlsx"))
    assert units_of(world)["500"] == ("Dinas Angka", "000")


def test_what_is_downloaded_can_be_sent_back_unchanged(world, admin_client, send):
    content = b"".join(admin_client.get(reverse("unit_export")).streaming_content)
    assert "<strong>2</strong> tetap" in text(send(content, "unit.xlsx"))


def test_another_citys_import_is_not_found(world, send, visit):
    with administrator():
        stranger = make_user("admin.kupang", Role.ADMIN, world.kupang)
    response = send(HEAD + "200;Dinas Kesehatan;OPD;\n")
    with world.acting(world.admin, Role.ADMIN):
        kept = world.bengkulu.unitimports.get()
    address = reverse("unit_import", args=[kept.public_id])
    assert response.redirect_chain[-1][0] == address
    assert visit(stranger).get(address).status_code == 404
    assert visit(stranger).post(f"{address}simpan/").status_code == 404


def test_a_file_of_1500_units_is_looked_at_and_saved_in_few_statements(world, admin_client, send):
    """The number of statements does not grow with the rows."""
    rows = "".join(f"S{number};Sekolah {number};sekolah negeri;D{number % 30}\n" for number in range(1_470))
    above = "".join(f"D{number};Dinas {number};OPD;\n" for number in range(30))
    with CaptureQueriesContext(connection) as looking:
        response = send(HEAD + rows + above)
    assert "<strong>1500</strong> unit baru" in text(response).replace(".", "")
    with CaptureQueriesContext(connection) as saving:
        save(admin_client, response)
    assert units_of(world)["S1469"] == ("Sekolah 1469", "D29")
    assert (len(looking) < 80, len(saving) < 80) == (True, True)


def test_a_row_sees_what_the_rows_before_it_did(world, admin_client, send):
    response = send(HEAD + "101;SDN 9;sekolah negeri;100\n102;SDN 1;sekolah negeri;100\n")
    save(admin_client, response)
    assert [units_of(world)[code][0] for code in ("101", "102")] == ["SDN 9", "SDN 1"]


def test_looking_at_a_file_writes_nothing(world, admin_client, send):
    response = send(HEAD + "200;Dinas Kesehatan;OPD;\n101;SDN 1 Merdeka;sekolah negeri;100\n")
    with CaptureQueriesContext(connection) as asked:
        admin_client.get(response.redirect_chain[-1][0])
    written = [query["sql"] for query in asked if "municipalities_unit" in query["sql"]]
    assert [sql for sql in written if not sql.startswith("SELECT") or "FOR UPDATE" in sql] == []


def test_where_the_reader_stopped_is_logged_without_the_file(tmp_path, caplog):
    path = tmp_path / "unit.csv"
    path.write_text(HEAD + "200;Dinas Rahasia;OPD;\n")
    found = reading.cells(path, work_dir=tmp_path, limits=replace(unit_files.LIMITS, rows=-3))  # a fault of our own
    assert set(found) == {"file_problem"}
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("The reader stopped: inside.py")
    assert "Rahasia" not in said
