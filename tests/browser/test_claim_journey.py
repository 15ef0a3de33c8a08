"""
Four deaths of Kota Kupang and one of Kota Metro, from the notice to the printed receipt, by city, branch and mayor's
office: as many people, each in a browser of his own.

    Kupang    four RT heads in JKM     20 + 12 + 10 million each     42,000,000 x 4 = 168,000,000
    Metro     RT head and contract worker of the hospital, one JKM and the balance of JHT that the branch told
              42,000,000 + 35,600,000 = 77,600,000
"""

from datetime import date, timedelta

import pytest

from municipalities.context import as_owner
from municipalities.models import Municipality
from tests.browser.conftest import DATABASE
from tests.browser.somebody import Hurried
from tests.enrollment.kills import inside
from tests.factories.enrollment import make_enrollment, make_worker
from tests.reports.reading import squeezed, text_of


pytestmark = pytest.mark.browser
SINCE = date(2022, 1, 1)
NAMES = ("Yosef Bria", "Markus Lani", "Petrus Taka", "Simon Wila")
METRO = "Supardi Kusno"


def somebody_of(code, name, *categories):
    """Enrolled in each of these kinds of work since 2022, with a number."""
    city = Municipality.objects.get(code=code)
    worker = make_worker(city, name, sex="L", birth_date=date(1970, 5, 1))
    unit = city.units.order_by("pk").last()
    for category in categories:
        make_enrollment(
            city, worker, unit=unit, category=city.categories.get(code=category), start_date=SINCE,
            kpj=f"{code.replace('.', '')}{worker.pk:07d}",
        )  # fmt: skip
    return str(worker.public_id), city.today()


@pytest.fixture(scope="module")
def dead(demo, django_db_blocker):
    """{name: (address of the worker, the day it is there)}."""
    with django_db_blocker.unblock(), inside(DATABASE), as_owner():
        found = {name: somebody_of("53.71", name, "PTT") for name in NAMES}
        return found | {METRO: somebody_of("18.72", METRO, "RT_RW", "KONTRAK_RSUD")}


class Office:
    """The people of one city and its branch, and the claims they take to the end together."""

    def __init__(self, come, city, found):
        self.found = found
        roles = ("operator", "approver", "officer", "head", "treasurer", "mayor")
        self.people = {role: Hurried(come().sign_in(f"{role}.{city}"), found) for role in roles}

    def take(self, name, worker, today, *, heir, balance=""):
        """From the notice to the receipt; returns the claim's page as it ends, and the receipt."""
        operator = self.people["operator"]
        operator.open(f"/pekerja/{worker}/")
        operator.press("Catat kabar duka")
        operator.fill("Tanggal meninggal", f"{today - timedelta(days=1):%d-%m-%Y}")
        operator.fill("Kabar dari", "Istri almarhum")
        operator.fill("Nomor peserta (KPJ) terbit pada", f"{SINCE:%d-%m-%Y}")
        operator.press("Catat dan buka klaim")
        if balance:
            operator.page.click("summary:has-text('Saldo JHT menurut cabang')")
            operator.fill("Saldo JHT menurut cabang", balance)
            operator.fill("Disebut dalam", "Surat cabang nomor 7")
            operator.press("Catat saldo")
        self.add_heir(operator, heir)
        self.hand_in(operator)
        operator.look()
        operator.press("Nyatakan lengkap")
        operator.press("Ajukan ke penyetuju")
        address = operator.page.url.split("#")[0].removeprefix(operator.visitor.demo.site)
        for role, step in (("approver", "Setujui"), ("officer", "Verifikasi"), ("head", "Kabulkan")):
            self.people[role].open(address)
            self.people[role].press(step)
        self.pay(address, heir)
        return self.print_receipt(address, heir)

    def add_heir(self, operator, heir):
        operator.press("Tambah ahli waris")
        operator.fill("Nama", heir)
        operator.choose("Hubungan", "istri")
        operator.fill("Bank", "Bank Contoh")
        operator.fill("Nomor rekening", "0123456001")
        operator.fill("Rekening atas nama", heir)
        operator.press("Simpan")

    def hand_in(self, operator):
        """What the family brought, all at once."""
        operator.page.click("summary:has-text('Catat beberapa berkas sekaligus')")
        for box in operator.page.locator("input[name='berkas-papers']").all():
            box.check()
        operator.press("Yang dipilih sudah dilihat dan benar")

    def pay(self, address, heir):
        treasurer = self.people["treasurer"]
        treasurer.open(address)
        treasurer.press(f"Catat pembayaran kepada {heir}")
        treasurer.fill("Nomor bukti pembayaran", "TRF-1")
        treasurer.press("Simpan")

    def print_receipt(self, address, heir):
        """The mayor's office needs the claim and one button."""
        mayor = self.people["mayor"]
        mayor.open(address)
        mayor.unfold()
        return " ".join(mayor.main().split()), squeezed(text_of(mayor.download(f"Tanda terima {heir}")))


@pytest.fixture(scope="module")
def found():
    return Hurried.nothing_found()


@pytest.fixture(scope="module")
def kupang(come, dead, found):
    """{name: (the claim's page, its receipt)} of the four, and the minutes of the hand-over."""
    office = Office(come, "kupang", found)
    told = {name: office.take(name, *dead[name], heir=f"Maria {name.split()[1]}") for name in NAMES}
    operator, mayor = office.people["operator"], office.people["mayor"]
    operator.open("/klaim/penyerahan/")
    today = dead[NAMES[0]][1]
    operator.fill("Waktu penyerahan", f"{today:%d-%m-%Y} 09.00")
    operator.fill("Tempat", "Balai kota")
    for name in NAMES:
        operator.page.get_by_label(f"almarhum {name}").or_(operator.page.get_by_label(name)).first.check()
    operator.look()
    operator.press("Catat penyerahan")
    mayor.open(operator.page.url.removeprefix(operator.visitor.demo.site))
    return told, squeezed(text_of(mayor.download("Berita acara penyerahan")))


@pytest.fixture(scope="module")
def metro(come, dead, found):
    return Office(come, "metro", found).take(METRO, *dead[METRO], heir="Sumarni", balance="35600000")


@pytest.mark.parametrize("name", NAMES)
def test_each_family_of_kupang_receives_forty_two_million(kupang, name):
    page, receipt = kupang[0][name]
    for said in ("Rp20.000.000", "Rp12.000.000", "Rp10.000.000", "Rp42.000.000", "empat puluh dua juta rupiah"):
        assert said in page
    assert "Santunan sudah diterima semua ahli waris" in page
    assert "EmpatpuluhduajutaRupiah".casefold() in receipt.casefold()


def test_the_minutes_of_kupang_add_up(kupang):
    said = kupang[1].casefold()
    assert "rp168.000.000" in said
    assert "seratusenampuluhdelapanjutarupiah" in said


def test_two_enrollments_of_metro_bring_one_jkm_and_the_balance_that_the_branch_told(metro):
    page, receipt = metro
    assert "Terdaftar di 2 tempat; manfaat dihitung satu kali." in page
    assert "Rp77.600.000" in page
    assert "Rp35.600.000" in receipt
    assert "tujuhpuluhtujuhjutaenamratusriburupiah" in receipt.casefold()


def test_no_page_on_the_way_has_a_fault_that_axe_knows(kupang, metro, found):
    assert found["faults"] == []
    assert found["wider"] == {0}
