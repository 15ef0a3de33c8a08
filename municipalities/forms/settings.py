"""What an administrator of a city fills in: the dated settings, each with its start and its reason."""

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _

from common.months import first_day
from common.refusals import Refused
from municipalities.city import emblems, letter_numbers, rule_choices, time_zones
from municipalities.forms.base import Form, ModelForm, UploadField
from municipalities.forms.days import DayField
from municipalities.models import (
    RULE_LABELS,
    BillDivision,
    Category,
    Funding,
    Letterhead,
    MinimumWage,
    Office,
    Official,
    PaperFormat,
    Registration,
    ReminderPlan,
    RetentionPeriod,
    RuleChoice,
    RunOpening,
    WageBasis,
)
from municipalities.models.routines import usual_days
from municipalities.roles import CITY_ROLES, ROLE_LABELS, Role
from regulations import choices
from regulations.choices import Rule


def reason_field():
    return forms.CharField(
        label=_("Alasan perubahan"), max_length=300,
        help_text=_("Masuk ke jejak audit, misalnya nomor surat keputusan.")
    )  # fmt: skip


class ReasonForm(Form):
    """An act that only needs its reason."""

    reason = reason_field()


class EndForm(ReasonForm):
    """The last day on which something holds."""

    end_date = DayField(label=_("Hari terakhir berlaku"))

    field_order = ("end_date", "reason")


class DatedForm(ModelForm):
    """
    A row of a DatedModel; `entered` is what the fields say, without the reason.

    `related` are choices among rows of the city: a ModelForm would ask for them before there is a city.
    """

    related = ()

    start_date = DayField(label=_("Berlaku mulai"), help_text=_("Boleh tanggal yang akan datang."))
    reason = reason_field()

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        if self.field_order is None:
            rest = (name for name in self._meta.fields if name != "start_date")
            self.order_fields((*self.related, *rest, "start_date", "reason"))

    @property
    def entered(self):
        return {name: self.cleaned_data[name] for name in (*self.related, *self._meta.fields)}

    def _post_clean(self):
        super()._post_clean()
        for name in self.related:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])


class LetterheadForm(DatedForm):
    picture = UploadField(
        label=_("Lambang baru"), required=False, kinds=(".png", ".jpg", ".jpeg"), most=emblems.UPLOAD_BYTES,
        help_text=_("Tanpa berkas baru, lambang yang ada tetap dipakai."),
    )  # fmt: skip
    without_emblem = forms.BooleanField(label=_("Cetak tanpa lambang"), required=False)

    field_order = (
        *("government", "address", "postal_code", "phone", "email", "website"),
        *("picture", "without_emblem", "start_date", "reason"),
    )

    class Meta:
        model = Letterhead
        fields = ("government", "address", "postal_code", "phone", "email", "website", "start_date")
        help_texts = {"government": _("Seperti di kop surat, misalnya Pemerintah Kota Bengkulu.")}

    def clean_postal_code(self):
        code = self.cleaned_data["postal_code"]
        if code and not (len(code) == 5 and code.isascii() and code.isdigit()):
            raise forms.ValidationError(_("Kode pos terdiri atas 5 angka."))
        return code

    def clean_picture(self):
        picture = self.cleaned_data["picture"]
        if not picture:
            return None
        if picture.size > emblems.UPLOAD_BYTES:
            raise forms.ValidationError(_("Lambang lebih dari 2 MB. Perkecil gambarnya lalu unggah lagi."))
        try:
            return emblems.redrawn(picture.read())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def entered(self):
        return super().entered | {"emblem": self.emblem}

    @property
    def emblem(self):
        if self.cleaned_data["without_emblem"]:
            return None
        if self.cleaned_data["picture"]:
            return self.cleaned_data["picture"]
        standing = self.instance if self.instance.pk else self.municipality.letterheads.order_by("start_date").last()
        return bytes(standing.emblem) if standing and standing.emblem else None

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            self.instance.emblem = self.emblem


class PaperFormatForm(DatedForm):
    class Meta:
        model = PaperFormat
        fields = ("size", "typeface", "letter_code", "number_pattern", "start_date")
        help_texts = {
            "letter_code": _("Dipakai di {kode}, misalnya B.Kepeg."),
            "number_pattern": _("Boleh memuat {nomor}, {bulan}, {bulan_romawi}, {tahun}, dan {kode}."),
        }

    def clean_number_pattern(self):
        try:
            return letter_numbers.check(self.cleaned_data["number_pattern"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class MinimumWageForm(DatedForm):
    class Meta:
        model = MinimumWage
        fields = ("kind", "amount", "source", "start_date")
        labels = {"amount": _("Upah minimum sebulan (rupiah)"), "source": _("Dasar hukum")}
        help_texts = {"amount": "", "source": _("Misalnya Keputusan Gubernur dan nomornya.")}


class WageBasisForm(DatedForm):
    class Meta:
        model = WageBasis
        fields = ("basis", "amount", "start_date")
        labels = {"basis": _("Iuran dihitung dari"), "amount": _("Jumlah tetap (rupiah)")}
        help_texts = {
            "basis": _("Upah harian dikalikan menurut PP 44/2015 Pasal 19; roster berisi upah sehari."),
            "amount": _("Hanya bila iuran dihitung dari jumlah tetap."),
        }

    def clean(self):
        cleaned = super().clean()
        fixed = cleaned.get("basis") == WageBasis.Basis.FIXED
        if fixed and not (cleaned.get("amount") or 0) > 0 and "amount" not in self.errors:
            self.add_error("amount", _("Isi jumlah tetapnya."))
        if not fixed:
            cleaned["amount"] = None
        return cleaned


class RunOpeningForm(DatedForm):
    day = forms.IntegerField(
        label=_("Tanggal pembukaan"), min_value=1, max_value=28, help_text=_("1 sampai 28, menurut waktu kota.")
    )

    class Meta:
        model = RunOpening
        fields = ("day", "start_date")


class BillDivisionForm(DatedForm):
    class Meta:
        model = BillDivision
        fields = ("per", "start_date")
        labels = {"per": _("Tagihan dibuat")}
        help_texts = {"per": _("Dalam tiap nomor pendaftaran. OPD: unit di bawahnya ikut satu tagihan.")}


class RegistrationForm(DatedForm):
    related = ("unit",)

    unit = forms.ModelChoiceField(
        None, label=_("Untuk unit"), to_field_name="public_id", required=False, empty_label=_("Seluruh kota"),
        help_text=_("Unit tanpa NPP sendiri ikut unit di atasnya."),
    )  # fmt: skip
    npp = forms.RegexField(
        r"^[A-Z0-9]{8}$", label=_("NPP"), help_text=_("8 huruf atau angka, seperti di sertifikat kepesertaan."),
        error_messages={"invalid": _("NPP terdiri atas 8 huruf atau angka.")},
    )  # fmt: skip
    division = forms.RegexField(
        r"^[0-9]{3}$", label=_("Divisi"), initial="000", error_messages={"invalid": _("Divisi terdiri atas 3 angka.")}
    )

    class Meta:
        model = Registration
        fields = ("npp", "division", "risk_class", "start_date")
        labels = {"risk_class": _("Tingkat risiko JKK")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_units = self.municipality.units.open_on(self.municipality.today())
        self.fields["unit"].queryset = open_units.exclude(kind="CITY")

    def clean_npp(self):
        return self.cleaned_data["npp"].upper()


class OfficialForm(DatedForm):
    related = ("office",)

    office = forms.ModelChoiceField(None, label=_("Jabatan"), to_field_name="public_id", empty_label=None)
    nip = forms.CharField(label=_("NIP"), required=False, max_length=24, help_text=_("18 angka; boleh dengan spasi."))

    class Meta:
        model = Official
        fields = ("name", "nip", "rank", "acting", "authority", "start_date")
        labels = {"acting": _("Pelaksana")}
        help_texts = {
            "name": _("Seperti di bawah tanda tangan, dengan gelar."),
            "acting": _("Hanya bila bukan pejabat definitif."),
            "authority": _("Nomor keputusan pengangkatan atau surat perintah."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = self.municipality.offices.all()
        self.fields["office"].disabled = bool(self.instance.pk)

    def clean_nip(self):
        nip = "".join(self.cleaned_data["nip"].split())
        if nip and not (len(nip) == 18 and nip.isascii() and nip.isdigit()):
            raise forms.ValidationError(_("NIP terdiri atas 18 angka."))
        return nip


class OfficeForm(ModelForm):
    reason = reason_field()

    class Meta:
        model = Office
        fields = ("name", "duty")
        labels = {"name": _("Nama jabatan"), "duty": _("Menandatangani sebagai")}
        help_texts = {"name": _("Seperti di atas tanda tangan, misalnya Kepala Badan Kepegawaian.")}


class RuleChoiceForm(DatedForm):
    """The answer to one rule, which `rule` names before there is anything to fill in."""

    rule = forms.ChoiceField(label=_("Ketentuan"))

    field_order = ("rule", "value", "source", "decided_by", "start_date", "reason")

    class Meta:
        model = RuleChoice
        fields = ("rule", "value", "source", "decided_by", "start_date")
        help_texts = {
            "source": _("Nomor surat, perjanjian, atau berita acara yang menyebut jawabannya."),
            "decided_by": _("Jabatan atau kantor, misalnya Kepala Kantor Cabang Bengkulu."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = self.data.get("rule") or self.initial.get("rule") or self.instance.rule
        rule = Rule(asked) if asked in Rule.__members__ else Rule.MONTH_OF_JOINING
        self.fields["rule"].choices = [(rule.value, RULE_LABELS[rule])]
        self.fields["value"] = answer_field(rule)
        self.fields["start_date"].help_text = _("Hari pertama sebuah bulan. Bulan yang sudah disetujui tidak berubah.")
        default = choices.default_on(rule, first_day(self.municipality.today()))
        self.initial.setdefault("value", default.text if default else "")
        if rule == Rule.DISCOUNT_EXCLUSION and isinstance(self.initial.get("value"), str):
            self.initial["value"] = self.initial["value"].split(",")
        self.order_fields(self.field_order)

    def clean_value(self):
        value = self.cleaned_data["value"]
        return ",".join(value) or "NONE" if isinstance(value, list) else str(value)

    def clean_start_date(self):
        day = self.cleaned_data["start_date"]
        if day.day != 1:
            raise forms.ValidationError(_("Pilih tanggal 1: jawabannya berlaku mulai sebuah bulan."))
        return day


def answer_field(rule):
    """The field for an answer to this rule."""
    words = {"label": _("Jawaban kota"), "help_text": rule_choices.EXPLAINED[rule]}
    if rule == Rule.DISCOUNT_EXCLUSION:
        return forms.MultipleChoiceField(
            choices=Funding.choices, required=False, widget=forms.CheckboxSelectMultiple, **words
        )
    if rule in choices.YES_OR_NO:
        return forms.ChoiceField(choices=[("YES", _("Ya")), ("NO", _("Tidak"))], **words)
    least, most = choices.LIMITS[rule]
    return forms.IntegerField(min_value=least, max_value=most, **words)


class ReminderPlanForm(DatedForm):
    days_before = SimpleArrayField(
        forms.IntegerField(min_value=0, max_value=365, error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("bukan bilangan dari 0 sampai 365. Tulis seperti 90, 60, 30, 7.")
        )),
        label=_("Berapa hari sebelumnya"), max_length=8, initial=usual_days,
        help_text=_("Angka dipisahkan koma, misalnya 90, 60, 30, 7."),
        error_messages={"item_invalid": _("Angka ke-%(nth)s"), "required": _("Belum ada. Tulis seperti 90, 60, 30.")},
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=_("Siapa yang menerima surel"), widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, ROLE_LABELS[role]) for role in CITY_ROLES if role != Role.CLERK],
    )  # fmt: skip

    class Meta:
        model = ReminderPlan
        fields = ("occasion", "days_before", "roles", "start_date")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["occasion"].disabled = True

    def clean_days_before(self):
        return sorted(set(self.cleaned_data["days_before"]), reverse=True)


class RetentionPeriodForm(DatedForm):
    years = forms.IntegerField(
        label=_("Berapa tahun"), min_value=1, max_value=100, help_text=_("Dihitung sejak hal itu berakhir."),
    )  # fmt: skip

    class Meta:
        model = RetentionPeriod
        fields = ("subject", "years", "start_date")
        labels = {"subject": _("Yang disimpan")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["subject"].disabled = True


class CategoryForm(ModelForm):
    """`code` only where a kind is new: rosters and papers name it."""

    code = forms.RegexField(
        r"^[A-Za-z0-9_]{2,30}$", label=_("Kode"), help_text=_("Huruf, angka, dan garis bawah; dipakai di roster."),
        error_messages={"invalid": _("Kode terdiri atas 2 sampai 30 huruf, angka, atau garis bawah.")},
    )  # fmt: skip
    reason = reason_field()

    field_order = ("code", "name", "segment", "programs", "funding_source", "sector", "band", "reason")

    class Meta:
        model = Category
        fields = ("name", "segment", "programs", "funding_source", "sector", "band")
        help_texts = {"band": _("Hanya untuk BPU: dari penghasilan mana iuran dihitung.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]


class HolidayForm(Form):
    day = DayField(label=_("Tanggal"))
    name = forms.CharField(label=_("Nama hari libur"), max_length=100)
    is_joint_leave = forms.BooleanField(label=_("Cuti bersama"), required=False)
    source = forms.CharField(label=_("Dasar"), max_length=200, help_text=_("Misalnya keputusan wali kota."))
    reason = reason_field()


class ZoneForm(Form):
    zone = forms.ChoiceField(label=_("Zona waktu"), choices=[*time_zones.ZONES.items()])
    reason = reason_field()
