"""
A month of a small city by three people in three browsers: calculated, looked at, approved by another person, billed,
paid by hand and from a bank file, and then one wage of it put right.

Every sum on the way was worked out by hand: JKK 0.24 % and JKM 0.30 % of each wage, each rounded half up; a cadre pays
10,000 and 6,800.

    Siti Aminah     SDN 1    1,500,000     3,600 +  4,500 =  8,100      2,000,000 as it turns out:  4,800 +  6,000
    Budi Hartono    SDN 1    1,500,625     3,602 +  4,502 =  8,104      3,601.50 and 4,501.875 before rounding
    Ijah            SDN 1    cadre        10,000 +  6,800 = 16,800
    Ani Lestari     Dinas    2,000,000     4,800 +  6,000 = 10,800
    Rudi Salim      Dinas    3,000,000     7,200 +  9,000 = 16,200      joins with the month
    Dewi Kartika    Dinas    unknown       then 2,500,000: 6,000 + 7,500 = 13,500
"""

import pytest
from django.contrib.auth.hashers import make_password

from common.months import add_months, last_full_month, month_name
from config.monthly import bill_month
from municipalities.context import as_owner
from municipalities.models import BillDivision, Scope, User
from tests.browser.conftest import DATABASE
from tests.browser.somebody import Hurried
from tests.enrollment.kills import inside
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import LONG_AGO, make_city
from tests.reports.reading import squeezed, text_of


pytestmark = pytest.mark.browser
PEOPLE = {"OPERATOR": "Tata Usaha", "APPROVER": "Kepala Badan", "TREASURER": "Bendahara Dinas"}
ROWS = (
    "Tanggal;Uraian;Debet;No. Bukti",
    "{day};Iuran BPJS tagihan nomor 5;16.204,00;TRX-1",
    "{day};Sewa;250.000;TRX-2",
)
# What each page must say, by the step of the story at which it was read.
WORDS = {
    "calculated": (
        *(
            "Rp60.004",
            "enam puluh ribu empat rupiah",
            "JKK Rp29.202",
            "JKM Rp30.802",
            "Tidak ditagih",
            "{before} Rp43.804",
        ),
        *("Masuk 1 +Rp16.200", "Keluar 0 Rp0", "Upah berubah 0 Rp0", "{month} Rp60.004"),
        *("Dinas Pendidikan 2 Rp12.000 Rp15.000 Rp27.000", "SDN 1 3 Rp17.202 Rp15.802 Rp33.004"),
    ),
    "not billed": ("Dewi Kartika", "JKK, JKM: upah belum diisi"),
    "joined": ("Rudi Salim", "+Rp16.200"),
    "since the review": ("Bertambah 1 +Rp13.500", "Menunggu operator kepegawaian menghitung ulang"),
    "calculated again": ("Masuk 2 +Rp29.700", "{month} Rp73.504", "Tidak ada data yang berubah sejak dihitung"),
    "approved": ("Disetujui oleh Kepala Badan", "Rp73.504", "tujuh puluh tiga ribu lima ratus empat rupiah"),
    "billed": (
        *("Nomor 4 penerima upah, NPP JJ000001/000, Dinas Pendidikan Rp40.500 Rp40.500",),
        *("Nomor 5 penerima upah, NPP JJ000001/000, SDN 1 Rp16.204 Rp16.204",),
        *("Nomor 6 bukan penerima upah, NPP JJ000001/000, SDN 1 Rp16.800 Rp16.800",),
    ),
    "paid by hand": (
        *("tanda terima nomor 4. Tagihan nomor 4 lunas", "Rp40.500 Rp0"),
        "Nomor 5, penerima upah, SDN 1: Rp16.204",  # among those to be paid
    ),
    "of the bank": (
        "Rp16.204",
        "Nomor tagihannya cocok",
        "Rp250.000",
        "Belum cocok",
        "Tagihan 6 (SDN 1), sisa Rp16.800",
    ),
    "matched": ("tanda terima nomor 5. Tagihan nomor 5 lunas", "1 dari 2 baris tercatat"),
    "arrears": (
        "Rp16.800",
        "enam belas ribu delapan ratus rupiah",
        "1 tagihan menunggak",
        "Nomor 6 {month} Bukan penerima upah, NPP JJ000001/000, SDN 1 15",
    ),
    "put right": (
        *("+Rp5.400", "Kota ditagih sebanyak ini terlalu sedikit", "Upah dibetulkan 1 +Rp5.400"),
        *("{before} 1 Rp2.700 Rp0 +Rp2.700", "{month} 1 Rp2.700 Rp0 +Rp2.700"),
    ),
    "put right for whom": ("Siti Aminah", "{before} Rp8.100 Rp10.800 +Rp2.700", "{month} Rp8.100 Rp10.800 +Rp2.700"),
    "correction approved": ("Disetujui oleh Kepala Badan", "+Rp5.400"),
    "difference billed": ("Nomor 7 penerima upah, NPP JJ000001/000, SDN 1 Rp5.400 Rp5.400",),
}


class City:
    """Kota Padang, whose month before is approved, billed and paid; a bill for each unit."""

    def __init__(self, password):
        self.place = make_city(code="13.71", name="Kota Padang", branch="Cabang Padang")
        BillDivision.objects.create(municipality=self.place, per=BillDivision.Per.UNIT, start_date=LONG_AGO)
        self.today = self.place.today()
        self.months = last_full_month(self.today), add_months(last_full_month(self.today), -1)
        self.people = [self.person(role, name, make_password(password)) for role, name in PEOPLE.items()]
        self.person("SYSTEM", "", "!", username="system-13.71", is_service=True)
        self.enroll("Siti Aminah", 1_500_000, self.place.school)
        self.enroll("Budi Hartono", 1_500_625, self.place.school)
        self.enroll("Ijah", None, self.place.school, category=self.place.cadre)
        self.enroll("Ani Lestari", 2_000_000, self.place.office)
        self.enroll("Rudi Salim", 3_000_000, self.place.office, start_date=self.months[0])
        self.enroll("Dewi Kartika", None, self.place.office)

    def person(self, role, name, password, username="", **fields):
        fields |= {"username": username or f"{role.lower()}.padang", "first_name": name, "password": password}
        Scope.objects.create(
            user=User.objects.create(**fields), role=role, municipality=self.place, start_date=LONG_AGO
        )
        return {"role": role, "username": fields["username"]}

    def enroll(self, name, wage, unit, **fields):
        worker = make_worker(self.place, name)
        fields = {"start_date": add_months(self.months[1], -6), "kpj": f"1371{worker.pk:07d}"} | fields
        make_enrollment(self.place, worker, unit=unit, wage=wage, **fields)


@pytest.fixture(scope="module")
def city(demo, django_db_blocker):
    """It stands beside those of the demo."""
    with django_db_blocker.unblock(), inside(DATABASE):
        with as_owner():
            made = City(demo.password_of(""))
        bill_month({"users": made.people}, made.place, made.months[1])
        return made


class Story:
    """Three people, and what each page said: {step: text}."""

    def __init__(self, come, city):
        self.found, self.said = Hurried.nothing_found(), {}
        self.month, self.before = map(month_name, city.months)
        self.booked, self.day = month_name(city.today), f"{city.today:%d-%m-%Y}"
        self.operator = Hurried(come().sign_in("operator.padang"), self.found)
        self.approver = Hurried(come().sign_in("approver.padang"), self.found)
        self.treasurer = Hurried(come(360).sign_in("treasurer.padang"), self.found)

    def keep(self, step, somebody):
        somebody.look()
        self.said[step] = " ".join(somebody.main().split())

    def calculate(self):
        operator = self.operator
        operator.open("/iuran/")
        operator.press(f"Buka iuran {self.month}")
        operator.press("Hitung")
        operator.wait_for("Rp60.004")
        self.keep("calculated", operator)
        operator.press("Masuk")
        self.keep("joined", operator)
        operator.press(f"Iuran {self.month}")
        operator.press("Tidak ditagih")
        self.keep("not billed", operator)

    def put_wage_right(self, who, month, wage):
        """On the page of the person, which is open."""
        operator = self.operator
        operator.press(who)
        operator.press("Kepesertaan")
        operator.press("Betulkan upah")
        operator.choose("Mulai bulan", month)
        operator.fill("Upah sebulan yang benar", wage)
        operator.fill("Alasan", "SK 12/2026")
        operator.press("Betulkan upah")

    def approve(self):
        """What came between is seen first: nothing can be approved until the operator has calculated again."""
        self.approver.open("/")
        self.approver.press(f"Setujui iuran {self.month}")
        self.approver.wait_for("Berubah sejak dihitung")
        self.keep("since the review", self.approver)
        assert not self.approver.page.get_by_role("button", name="Setujui iuran bulan ini").count()
        self.operator.open("/iuran/")
        self.operator.press(self.month)
        self.operator.press("Hitung ulang")
        self.operator.wait_for("Rp73.504")
        self.approver.page.reload()
        self.approver.wait_for("Tidak ada data yang berubah")
        self.keep("calculated again", self.approver)
        self.approver.fill("Jumlah iuran", "73.504")
        self.approver.press("Setujui iuran bulan ini")
        self.keep("approved", self.approver)

    def bill_and_pay(self):
        treasurer = self.treasurer
        treasurer.open("/")
        treasurer.press(f"Buat tagihan {self.month}")
        treasurer.press("Terbitkan tagihan")
        self.keep("billed", treasurer)
        treasurer.choose("Tagihan", "Nomor 4")
        treasurer.fill("Tanggal bayar", self.day)
        treasurer.fill("Jumlah yang dibayar", "Rp40.500")
        treasurer.fill("Nomor bukti", "SP2D-1")
        treasurer.press("Catat pembayaran")
        self.keep("paid by hand", treasurer)
        self.receipt = squeezed(text_of(treasurer.download("Cetak tanda terima")))

    def match(self):
        treasurer = self.treasurer
        treasurer.open("/iuran/bank/")
        content = "\n".join(ROWS).format(day=self.day).encode()
        file = {"name": "mutasi.csv", "mimeType": "text/csv", "buffer": content}
        treasurer.page.set_input_files("input[type=file]", file)
        treasurer.press("Unggah berkas bank")
        treasurer.wait_for("Belum cocok")
        self.keep("of the bank", treasurer)
        treasurer.press("Catat untuk tagihan 5")
        self.keep("matched", treasurer)
        treasurer.open("/iuran/tunggakan/")
        self.keep("arrears", treasurer)

    def correct(self):
        operator, approver, treasurer = self.operator, self.approver, self.treasurer
        operator.open("/pekerja/")
        self.put_wage_right("Siti Aminah", self.before, "2.000.000")
        operator.open("/iuran/")
        operator.page.click("summary:has-text('Betulkan bulan yang sudah disetujui')")
        operator.choose("Hitung lagi sejak", self.before)
        operator.press("Hitung koreksi")
        operator.wait_for("Apa yang dibetulkan")
        self.keep("put right", operator)
        operator.press("Upah dibetulkan")
        self.keep("put right for whom", operator)
        approver.open("/")
        approver.press(f"Setujui koreksi iuran {self.booked}")
        approver.wait_for("Tidak ada data yang berubah")
        approver.fill("Selisih", "5.400")
        approver.press("Setujui koreksi ini")
        self.keep("correction approved", approver)
        treasurer.open("/")
        treasurer.press(f"Tagih koreksi iuran {self.booked}")
        treasurer.press("Terbitkan tagihan")
        self.keep("difference billed", treasurer)


@pytest.fixture(scope="module")
def story(come, city):
    told = Story(come, city)
    told.calculate()
    told.put_wage_right("Dewi Kartika", told.month, "2.500.000")
    told.approve()
    told.bill_and_pay()
    told.match()
    told.correct()
    return told


@pytest.mark.parametrize("step", WORDS)
def test_each_page_says_what_was_worked_out_by_hand(story, step):
    wanted = [said.format(month=story.month, before=story.before) for said in WORDS[step]]
    assert [said for said in wanted if said not in story.said[step]] == []


def test_the_receipt_says_what_was_paid_in_figures_and_words(story):
    assert "JumlahyangdibayarRp40.500Terbilang:Empatpuluhribulimaratusrupiah" in story.receipt


def test_no_page_on_the_way_has_a_fault_that_axe_knows(story):
    assert story.found["faults"] == []


def test_no_page_on_the_way_is_wider_than_the_window(story):
    assert story.found["wider"] == {0}
