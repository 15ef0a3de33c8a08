"""What people fill in on the way of a claim. A form reads and cleans; the verbs decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims import words
from claims.accident_reports import STAGE_LABELS
from claims.models import CAUSE_LABELS, HEIR_LABELS, LEVEL_LABELS, ScholarshipEnd
from municipalities.forms.base import Form
from municipalities.forms.days import DayField, MomentField
from municipalities.forms.scans import ScanUploadField
from regulations.words import Cause


class DeathForm(Form):
    """`seen` is the seal of what stood there when the form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    death_date = DayField(label=_("Tanggal meninggal"))
    cause = forms.ChoiceField(label=_("Sebab"), choices=list(CAUSE_LABELS.items()))
    place = forms.CharField(label=_("Tempat meninggal"), max_length=200, required=False)
    told_by = forms.CharField(
        label=_("Kabar dari"), max_length=200, help_text=_("Nama dan hubungannya, misalnya istri atau lurah.")
    )
    number_issued_date = DayField(
        label=_("Nomor peserta (KPJ) terbit pada"),
        required=False,
        help_text=_("Tertera pada kartu; kosongkan bila belum tahu."),
    )
    cause_in_inquiry = forms.BooleanField(
        label=_("Sebabnya masih diselidiki"), required=False,
        help_text=_("Pilih dulu sebab yang paling mungkin; manfaat untuk sebab lain ikut ditampilkan."),
    )  # fmt: skip
    accident_date = DayField(
        label=_("Tanggal kecelakaan atau diagnosis"), required=False,
        help_text=_("Wajib untuk kecelakaan kerja; untuk penyakit, hari diagnosisnya."),
    )  # fmt: skip
    accident_report_date = DayField(
        label=_("Kecelakaan dilaporkan ke cabang (tahap I)"), required=False,
        help_text=_("Boleh lewat telepon, WhatsApp, atau surel."),
    )  # fmt: skip
    death_report_date = DayField(label=_("Kematian dilaporkan ke cabang (tahap II)"), required=False)
    traffic_accident = forms.BooleanField(label=_("Kecelakaan lalu lintas"), required=False)
    treatment_paid = forms.BooleanField(label=_("Ada biaya angkutan atau perawatan yang dibayar"), required=False)

    def __init__(self, *args, today, **kwargs):
        """:param today: of the city; by the law of that day the causes are told apart"""
        super().__init__(*args, **kwargs)
        self.fields["cause"].help_text = words.on_the_way(today)

    def clean(self):
        given = super().clean()
        asked = given.get("cause") == Cause.WORK_ACCIDENT and "accident_date" not in self.errors
        if asked and not given.get("accident_date"):
            said = _("Tulis hari kecelakaannya; bila sama dengan hari meninggal, tulis hari itu.")
            self.add_error("accident_date", said)
        return given

    @property
    def about_work(self):
        """What is asked only where work was the cause."""
        return [self[name] for name in ABOUT_WORK]


ABOUT_WORK = ("accident_date", "accident_report_date", "death_report_date", "traffic_accident", "treatment_paid")


class AccidentReportForm(Form):
    stage = forms.ChoiceField(label=_("Laporan"), choices=list(STAGE_LABELS.items()))
    report_date = DayField(
        label=_("Dilaporkan ke cabang pada"), help_text=_("Boleh lewat telepon, WhatsApp, atau surel.")
    )
    in_file = forms.BooleanField(
        label=_("Formulir laporannya sudah ada di berkas dan sudah benar"), required=False,
        help_text=_("Biarkan kosong bila formulirnya menyusul."),
    )  # fmt: skip


def grade_field():
    """The class a pupil is in now."""
    return forms.IntegerField(
        label=_("Kelas sekarang"), min_value=1, max_value=12, required=False,
        help_text=_("Misalnya 5 untuk kelas 5 SD, 11 untuk kelas 11 SMA, 2 untuk TK B atau tahun kuliah kedua."),
    )  # fmt: skip


class AccountForm(Form):
    bank = forms.CharField(label=_("Bank"), max_length=60)
    account_number = forms.CharField(
        label=_("Nomor rekening"), max_length=40, help_text=_("Ketik lengkap; di halaman lain hanya tampak ujungnya.")
    )
    account_name = forms.CharField(label=_("Rekening atas nama"), max_length=120)


class HeirForm(AccountForm):
    """An heir; the account may follow later."""

    name = forms.CharField(label=_("Nama"), max_length=120)
    relation = forms.ChoiceField(label=_("Hubungan"), choices=list(HEIR_LABELS.items()))
    nik = forms.CharField(label=_("NIK"), max_length=20, required=False, help_text=_("Kosongkan bila belum punya."))
    birth_date = DayField(
        label=_("Tanggal lahir"), required=False, help_text=_("Wajib untuk anak, cucu, dan saudara.")
    )
    guardian_name = forms.CharField(
        label=_("Nama wali"), max_length=120, required=False, help_text=_("Untuk ahli waris yang masih anak.")
    )
    guardian_relation = forms.CharField(label=_("Hubungan wali"), max_length=60, required=False)
    attorney_name = forms.CharField(
        label=_("Penerima kuasa"), max_length=120, required=False,
        help_text=_("Bila orang lain menerima atas namanya dengan surat kuasa."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Nomor HP"), max_length=20, required=False, widget=forms.TextInput({"type": "tel"})
    )
    address = forms.CharField(
        label=_("Alamat"), max_length=200, required=False, help_text=_("Tercetak pada formulir dan surat.")
    )
    weight = forms.IntegerField(
        label=_("Bagian"), min_value=1, max_value=1_000_000, initial=1,
        help_text=_(
            "Perbandingan dengan ahli waris lain: 1 dan 1 sama besar; 50, 25, dan 25 juga boleh."
            " Persennya dihitung, jumlahnya selalu 100 %."
        ),
    )  # fmt: skip

    level = forms.ChoiceField(
        label=_("Beasiswa"), choices=[("", _("tidak mengajukan")), *LEVEL_LABELS.items()], required=False,
        help_text=_("Untuk anak peserta: jenjang sekolahnya, bila beasiswa juga diajukan."),
    )  # fmt: skip
    grade = grade_field()

    field_order = [
        *("name", "relation", "nik", "birth_date", "guardian_name", "guardian_relation", "level", "grade"),
        *("phone", "address", "attorney_name", "weight"),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in AccountForm.base_fields:
            self.fields[name].required = False


class ChildForm(Form):
    name = forms.CharField(label=_("Nama anak"), max_length=120)
    birth_date = DayField(label=_("Tanggal lahir"))
    level = forms.ChoiceField(label=_("Jenjang sekolah"), choices=list(LEVEL_LABELS.items()))
    grade = grade_field()
    works = forms.BooleanField(label=_("Sudah bekerja"), required=False)
    married = forms.BooleanField(label=_("Sudah menikah"), required=False)
    inherits = forms.BooleanField(
        label=_("Anak ini juga ahli waris"), required=False, initial=True,
        help_text=_("Anak peserta biasanya ahli waris. Bila bukan, misalnya anak tiri, alasannya ditulis di klaim."),
    )  # fmt: skip
    nik = forms.CharField(label=_("NIK anak"), max_length=20, required=False, help_text=_("Untuk ahli waris."))
    guardian_name = forms.CharField(
        label=_("Nama wali"), max_length=120, required=False, help_text=_("Untuk ahli waris yang masih anak.")
    )
    guardian_relation = forms.CharField(label=_("Hubungan wali"), max_length=60, required=False)


class LeftOutForm(Form):
    person = forms.ChoiceField(label=_("Siapa"), choices=())
    reason = forms.CharField(
        label=_("Mengapa bukan ahli waris"), max_length=200, required=False,
        help_text=_("Misalnya anak tiri, atau menurut penetapan pengadilan. Kosong berarti belum jelas lagi."),
    )  # fmt: skip

    def __init__(self, *args, kin, **kwargs):
        """:param kin: the left_out.Kin among whom to choose"""
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(each.row, f"{each.name}, {each.relation_label}") for each in kin]


class BalanceForm(Form):
    amount = forms.IntegerField(label=_("Saldo JHT menurut cabang (rupiah)"), min_value=0, max_value=10**12)
    source = forms.CharField(label=_("Disebut dalam"), max_length=200, help_text=_("Surat atau pesan dari cabang."))


class PaperForm(Form):
    ACTIONS = ("take_in", "receive", "accept", "return", "not_needed")

    action = forms.ChoiceField(choices=[(action, action) for action in ACTIONS])
    received_date = DayField(label=_("Diterima pada"), required=False)
    note = forms.CharField(label=_("Alasan"), max_length=300, required=False)


class SeveralPapersForm(Form):
    """Papers of one claim to tick; `label` is over their list, `of` before the names of the fields."""

    papers = forms.ModelMultipleChoiceField(
        queryset=None, widget=forms.CheckboxSelectMultiple, to_field_name="public_id"
    )

    def __init__(self, data=None, *, papers, **given):
        """:param papers: those to choose from"""
        super().__init__(data, prefix=self.of, **given)
        self.fields["papers"].label = self.label
        self.fields["papers"].queryset = papers
        self.fields["papers"].label_from_instance = self.called

    @staticmethod
    def called(paper):
        return paper.get_kind_display()


class PapersForm(SeveralPapersForm):
    """Several papers that came together, looked at on the spot or later."""

    of, label = "berkas", _("Berkas yang diterima")

    action = forms.ChoiceField(choices=[("receive", "receive"), ("take_in", "take_in")])
    received_date = DayField(label=_("Diterima pada"))


class PapersCheckedForm(SeveralPapersForm):
    """Several papers that were handed in and have been looked at."""

    of, label = "periksa", _("Berkas yang sudah dilihat dan benar")

    @staticmethod
    def called(paper):
        return words.with_scans(paper)


class ScanForm(Form):
    file = ScanUploadField()


class StepForm(Form):
    """One step of the claim: which way, and why."""

    decision = forms.CharField(max_length=20)
    seen = forms.IntegerField(required=False)
    note = forms.CharField(label=_("Catatan"), max_length=2000, required=False)
    source = forms.CharField(label=_("Pasal"), max_length=200, required=False)


class WithdrawForm(Form):
    """Why a death was no death of this person; sent with the step "withdraw"."""

    note = forms.CharField(label=_("Apa yang salah"), max_length=2000)


class PayoutForm(Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    payment_date = DayField(label=_("Tanggal dibayar"))
    reference = forms.CharField(label=_("Nomor bukti pembayaran"), max_length=100)


class ScholarshipYearForm(Form):
    level = forms.ChoiceField(label=_("Jenjang sekolah tahun ini"), choices=())
    payment_date = DayField(label=_("Tanggal dibayar"))
    reference = forms.CharField(label=_("Nomor bukti pembayaran"), max_length=100)

    def __init__(self, *args, levels, **kwargs):
        """:param levels: at which a year is left"""
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level.value, LEVEL_LABELS[level.value]) for level in levels]


class ScholarshipEndForm(Form):
    reason = forms.ChoiceField(label=_("Alasan"), choices=ScholarshipEnd.Reason.choices)
    ended_date = DayField(label=_("Sejak"))


class CeremonyForm(Form):
    held_at = MomentField(label=_("Waktu penyerahan"), help_text=_("Misalnya 17-08-2026 09.30."))
    venue = forms.CharField(label=_("Tempat"), max_length=200)
    payouts = forms.ModelMultipleChoiceField(
        label=_("Yang diserahkan"), queryset=None, widget=forms.CheckboxSelectMultiple, to_field_name="public_id"
    )

    def __init__(self, data=None, *, payouts):
        super().__init__(data)
        self.fields["payouts"].queryset = payouts
        self.fields["payouts"].label_from_instance = words.named
