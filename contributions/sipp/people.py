"""Who stands in a SIPP file, and who cannot yet and why: asked anew each time, of the enrollments as they are."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy

from common.months import first_day, last_day
from contributions import corrected, corrections
from contributions.models import ContributionLine, SippForm, SippLine
from contributions.sipp import fields
from enrollment.models import Enrollment, PastWage
from municipalities.city import registrations, wage_bases
from municipalities.models import Funding, Registration, Segment


NUMBER_ELSEWHERE = gettext_lazy("Nomor KPJ sudah ada di kepesertaan lain. Pakai TK lanjutan di SIPP Online.")
COLUMNS = {
    "nik": F("worker__nik"), "name": F("worker__name"), "birth_date": F("worker__birth_date"), "sex": F("worker__sex"),
    "phone": F("worker__phone"), "unit_name": F("unit__name"), "category_name": F("category__name"),
}  # fmt: skip
BILLED = ("unit_id", "registration_id", "wage")  # of a line
OWN = ("id", "worker_id", "unit_id", "wage", "start_date", "end_date", "end_reason")


@dataclass
class Part:
    """
    What one file is made of: whoever is ready, and whoever is left out with the sentence why.

    :param people: pairs of an enrollment's id and {word: value}
    :param left_out: triples of an enrollment's id, a worker's id and the sentence
    """

    form: str
    segment: str
    registration: Registration | None
    month: object = None
    people: list = field(default_factory=list)
    left_out: list = field(default_factory=list)

    @property
    def key(self):
        """A word for an address: which part of the forms of its kind this is."""
        return f"{self.form}-{self.registration.public_id if self.registration else 'tanpa'}-{self.segment}"


def parts(*, municipality, form, day, layout, month=None):
    """
    The files of this form that could be made today, by segment and registration.

    :param layout: whose required columns decide who is left out
    :param month: of WAGES, the first day of an approved month
    """
    under = Under(municipality, day)
    known = municipality.registrations.in_bulk()
    found, seen, wages = {}, taken(municipality, form, month), {}
    for row in rows_of(municipality, form, day, month):
        number = row["registration_id"] if form == SippForm.WAGES else under.registration_of(row["unit_id"], row)
        registration = known.get(number)
        place = (row["segment"], registration)
        who = (row["worker_id"], row["segment"], number)
        if who in seen or goes_on(row, form, number, under):
            continue
        if who in wages:  # two places under one registration are one wage there
            wages[who]["wage"] += row["wage"]
            wages[who]["back_pay"] = (wages[who]["back_pay"] or 0) + (row["back_pay"] or 0) or None
            continue
        if form in fields.NEW:
            seen.add(who)
        part = found.setdefault(place, Part(form, row["segment"], registration, month))
        values = put(part, row, layout)
        if form == SippForm.WAGES:
            wages[who] = values
    return sorted(found.values(), key=lambda part: (part.segment != Segment.PU, str(part.registration or "")))


def put(part, row, layout):
    values = values_of(row, part.registration)
    sentence = NUMBER_ELSEWHERE if row.get("other_kpj") else missing(layout, values)
    if sentence:
        part.left_out.append((row["id"], row["worker_id"], str(sentence)))
    else:
        part.people.append((row["id"], values))
    return values


def missing(layout, values):
    """The sentence of what a required column lacks, or nothing."""
    lacking = [column for column in layout.columns if column.required and fields.written(column, values) == ""]
    said = dict.fromkeys(str(fields.FIELDS[column.field].missing) for column in lacking)
    return " ".join(said)


def values_of(row, registration):
    values = {name: row[name] for name in ("nik", "name", "birth_date", "sex", "phone", "wage", "start_date")}
    values |= {
        "kpj": row["number"],
        "back_pay": row.get("back_pay"),
        "unit": row["unit_name"],
        "category": row["category_name"],
    }
    values |= {"end_date": row["end_date"], "end_reason": row["end_reason"]}
    values["contract_end"] = row["end_date"] if row["end_reason"] == "CONTRACT_ENDED" else None
    values |= {"npp": registration.npp, "division": registration.division} if registration else {}
    return values


class Under:
    """
    By which registration somebody stood: in the tree and under the numbers of the month in which they left, else of
    today (docs/adr/0029).
    """

    def __init__(self, municipality, day):
        self.municipality, self.day, self.of_day = municipality, day, {}

    def registration_of(self, unit_id, row):
        day = min(last_day(row["end_date"]), self.day) if row["end_date"] else self.day
        if day not in self.of_day:
            self.of_day[day] = registrations.nearest(municipality=self.municipality, month=day)
        return self.of_day[day][unit_id].registration_id


def taken(municipality, form, month):
    """{(worker, segment, registration)} of whoever stands in a file that was not refused or withdrawn."""
    standing = SippLine.objects.filter(municipality=municipality, form=form, month=month, status__in=SippLine.STANDING)
    names = ("enrollment__worker_id", "file__segment", "file__registration_id")
    if form == SippForm.LEAVERS:
        return set()  # of an end, which is the enrollment's own (rows_of_leavers)
    return {*standing.values_list(*names)}


def rows_of(municipality, form, day, month):
    """One dict per enrollment that could stand in the file."""
    if form == SippForm.WAGES:
        return rows_of_wages(municipality, month)
    return rows_of_leavers(municipality, day) if form == SippForm.LEAVERS else rows_of_new(municipality, form, day)


def enrolled(municipality):
    """Whose contributions the city or an employer pays: who pays alone is no worker of its registrations."""
    here = Enrollment.objects.filter(municipality=municipality, is_void=False)
    return here.exclude(funding_source=Funding.SELF).order_by("unit__name", "worker__name_search", "id")


def rows_of_new(municipality, form, day):
    segment = Segment.PU if form == SippForm.NEW_PU else Segment.BPU
    other = Enrollment.objects.filter(
        municipality=OuterRef("municipality"), worker=OuterRef("worker"), is_void=False
    ).exclude(kpj="")
    found = enrolled(municipality).in_force_on(day).filter(segment=segment, kpj="")
    counting = wage_bases.counting(municipality, day)
    of_month = wages_of(municipality, first_day(day))
    for row in asked(found.annotate(other_kpj=Exists(other)), "other_kpj"):
        wage = of_month.get(row["id"], row["wage"])
        row["wage"] = counting.of(wage) if segment == Segment.PU else wage
        yield row


def rows_of_leavers(municipality, day):
    # Of this end: whoever came back and left again, or left on another day than BPJS was told, is told again.
    standing = SippLine.objects.filter(
        municipality=OuterRef("municipality"), enrollment=OuterRef("pk"), form=SippForm.LEAVERS,
        status__in=SippLine.STANDING, end_date=OuterRef("end_date"),
    )  # fmt: skip
    on_its_way = SippLine.objects.filter(
        municipality=OuterRef("municipality"), enrollment=OuterRef("pk"), form__in=fields.NEW, status="SENT"
    )
    # Whoever is still enrolled on the day after, whenever that began, may stand under the same registration.
    others = Enrollment.objects.filter(
        Q(end_date=None) | Q(end_date__gt=OuterRef("end_date")), municipality=OuterRef("municipality"),
        worker=OuterRef("worker"), segment=OuterRef("segment"), is_void=False,
        start_date__lte=OuterRef("end_date") + timedelta(days=1),
    ).exclude(funding_source=Funding.SELF).order_by()  # fmt: skip
    # Of whom BPJS has never heard it need not hear that they left.
    known = enrolled(municipality).annotate(number=number_of()).filter(~Q(number="") | Exists(on_its_way))
    found = known.filter(end_date__lte=day).exclude(Exists(standing))
    return asked(found.annotate(other_units=ArraySubquery(others.values("unit_id"))), "other_units")


def rows_of_wages(municipality, month):
    """By the registration and in the unit that the month's lines say, with the back pay that was approved in it."""
    run = corrections.approved_months(municipality).filter(month=first_day(month)).first() if month else None
    if run is None:
        return
    lines = ContributionLine.objects.filter(municipality=municipality, run=run, segment=Segment.PU).order_by()
    counted = lines.values_list("enrollment_id", "unit_id", "registration_id").annotate(Max("base"))
    billed = {pk: dict(zip(BILLED, each, strict=True)) for pk, *each in counted}
    back_pay = corrected.back_pay_of(municipality=municipality, month=run.month)
    for row in asked(enrolled(municipality).filter(pk__in=lines.values("enrollment_id"))):
        yield row | billed[row["id"]] | {"back_pay": back_pay.get(row["id"])}


def goes_on(row, form, registration_id, under):
    """Whoever moved within the registration, or works elsewhere under it too, has not left it."""
    if form != SippForm.LEAVERS:
        return False
    return any(under.registration_of(unit_id, row) == registration_id for unit_id in row["other_units"])


def number_of():
    """The KPJ of an enrollment: its own, else the one that its person has in another; a person has one."""
    others = Enrollment.objects.filter(
        municipality=OuterRef("municipality"), worker=OuterRef("worker"), is_void=False
    ).exclude(kpj="")
    newest = Subquery(others.order_by("-start_date", "-pk").values("kpj")[:1])
    return Coalesce(NullIf(F("kpj"), Value("")), newest, Value(""))


def asked(found, *more):
    found = found.annotate(number=number_of(), **COLUMNS)
    return found.values(*OWN, "number", "segment", *COLUMNS, *more).iterator(chunk_size=2000)


def wages_of(municipality, month):
    """{enrollment id: wage} of those whose wage of now counts only from a later month on."""
    rows = PastWage.objects.filter(municipality=municipality, until__gt=month).order_by("-until")
    return dict(rows.values_list("enrollment_id", "wage"))


def refused_in(municipalities):
    """The rows that BPJS refused and that stand in no later file: what is to be put right and sent again."""
    later = SippLine.objects.filter(
        municipality=OuterRef("municipality"), enrollment=OuterRef("enrollment"), form=OuterRef("form"),
        status__in=SippLine.STANDING,
    )  # fmt: skip
    refused = SippLine.objects.filter(municipality__in=municipalities, status=SippLine.Status.REFUSED)
    return refused.exclude(Exists(later)).order_by("-file_id", "number")
