"""What a city has answered to the rules of which the law is not sure, by month; and what is known of each rule."""

from dataclasses import dataclass
from functools import cache

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import first_day
from municipalities.models import RULE_LABELS, Funding, RuleChoice
from regulations import choices
from regulations.choices import Rule


def of_cities(municipalities, *, known_at=None):
    """
    A function of (municipality id, month) that gives the Answers in force: one question to the database for all.

    :param municipalities: their ids
    :param known_at: as it was known then: a month that is approved keeps the answers it was approved with
    """
    rows = RuleChoice.objects.filter(municipality__in=municipalities).order_by("start_date")
    found = [*(rows.filter(recorded_at__lte=known_at) if known_at else rows)]

    @cache
    def answers(municipality_id, month):
        return choices.answers_on(month, in_force(found, municipality_id, first_day(month)))

    return answers


def of_month(municipality_id, month, *, known_at=None):
    """The Answers of one city for a month."""
    return of_cities([municipality_id], known_at=known_at)(municipality_id, month)


def in_force(rows, municipality_id, month):
    """
    {rule: answer} of a city for a month, of rows with the earliest start in front.

    An answer that another one ended since held until that one was recorded, so its own end counts alone; and once
    there was a later one, it does not come back when that one ends.
    """
    begun = [row for row in rows if row.municipality_id == municipality_id and row.start_date <= month]
    last = {row.rule: row for row in begun}
    return {rule: row.value for rule, row in last.items() if row.own_end_date is None or row.own_end_date >= month}


EXPLAINED = {
    Rule.MONTH_OF_JOINING: gettext_lazy(
        "Siapa yang mulai sampai tanggal ini ditagih untuk bulan itu; siapa yang mulai sesudahnya baru ditagih bulan"
        " berikutnya."
    ),
    Rule.MONTH_OF_LEAVING: gettext_lazy(
        "Siapa yang berakhir pada tanggal ini atau sesudahnya masih ditagih untuk bulan itu. Yang berakhir pada hari"
        " terakhir bulan selalu ditagih."
    ),
    Rule.PAST_MONTHS_OF_BPU: gettext_lazy(
        "Apakah koreksi menagih bulan-bulan lampau bagi peserta BPU yang baru terdaftar sesudah bulannya disetujui."
    ),
    Rule.DISCOUNT_EXCLUSION: gettext_lazy(
        "Dana APBN dan APBD dikecualikan menurut PP 50/2025. Apakah DBHCHT, APBDes, Baznas, CSR, atau sponsor ikut"
        " dikecualikan, tanyakan kepada kantor cabang."
    ),
    Rule.EMPLOYER_RELIEF: gettext_lazy(
        "Apakah keringanan sementara bagi pemberi kerja (tarif, jatuh tempo, dan denda) berlaku bagi kota."
    ),
    Rule.AGE_WARNING_PU: gettext_lazy("Usia mulai diberi peringatan; tidak pernah menolak. 0: tanpa peringatan."),
    Rule.AGE_WARNING_BPU: gettext_lazy("Usia mulai diberi peringatan; tidak pernah menolak. 0: tanpa peringatan."),
    Rule.LATE_CHARGE: gettext_lazy("Apakah denda dihitung atas tagihan kota yang terlambat dibayar."),
    Rule.PAID_WITHIN: gettext_lazy(
        "Berapa bulan terakhir yang dilihat: cakupan menghitung seseorang terlindungi bila iuran salah satu bulan itu"
        " lunas. 1: bulan yang terakhir jatuh tempo harus lunas, seperti hitungan per akhir bulan."
    ),
}
SURE_LABELS = {
    "sure": gettext_lazy("pasti"),
    "likely": gettext_lazy("agak pasti"),
    "unsure": gettext_lazy("belum pasti"),
}
TAGS = {"sure": "done", "likely": "open", "unsure": "warning"}  # the looks of a status


def said(rule, text):
    """An answer in words."""
    value = choices.read(rule, text)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if rule == Rule.MONTH_OF_JOINING:
        if value == choices.EVERY_DAY_OF_JOINING:
            return _("ditagih, tanggal berapa pun mulainya")
        return _("ditagih bila mulai sampai tanggal %(day)s") % {"day": value}
    if rule == Rule.MONTH_OF_LEAVING:
        if value == choices.EVERY_DAY_OF_LEAVING:
            return _("ditagih, tanggal berapa pun berakhirnya")
        if value == choices.WHOLE_MONTH_ALONE:
            return _("ditagih hanya bila berlaku sampai hari terakhir bulan itu")
        return _("ditagih bila berakhir mulai tanggal %(day)s") % {"day": value}
    if rule == Rule.DISCOUNT_EXCLUSION:
        labels = [str(Funding(source).label) for source in Funding.values if source in value]
        return ", ".join(labels) or _("semua dana mendapat potongan")
    if rule == Rule.PAID_WITHIN:
        if value == 1:
            return _("iuran bulan yang terakhir jatuh tempo lunas")
        return _("iuran salah satu dari %(number)s bulan terakhir lunas") % {"number": value}
    return _("%(age)s tahun") % {"age": value} if value else _("tanpa peringatan")


@dataclass(frozen=True)
class Shown:
    """A rule on the page: what it asks, what holds without an answer and why, and the city's answers."""

    rule: str
    title: str
    text: str
    default: str
    source: str
    sure: str
    sure_label: str
    rows: list  # the newest in front


def shown(municipality, *, day):
    """[Shown] of every rule."""
    rows = {rule: [] for rule in Rule}
    for row in RuleChoice.objects.filter(municipality=municipality).order_by(F("start_date").desc()):
        rows[row.rule].append(row)
    return [of_rule(rule, found, day) for rule, found in rows.items()]


def of_rule(rule, rows, day):
    default = choices.default_on(rule, first_day(day))
    none = choices.Default("", "", "unsure")
    return Shown(
        rule=rule.value,
        title=str(RULE_LABELS[rule]),
        text=str(EXPLAINED[rule]),
        default=said(rule, default.text) if default else _("bulan ini tidak ada potongan"),
        source=(default or none).source,
        sure=TAGS[(default or none).sure],
        sure_label=str(SURE_LABELS[(default or none).sure]),
        rows=rows,
    )


def answered(municipality, day):
    """How many rules the city has an answer of its own to on a day."""
    return RuleChoice.objects.filter(municipality=municipality).in_force_on(day).count()
