"""
Where what is stored about a worker comes from: rosters, answered requests for correction, acts of people.

A branch reads no roster of a city: there a trace says that it was one, and neither its number nor when.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import first_day, month_name
from common.rupiah import rupiah
from enrollment import previews, wages
from enrollment.models import CorrectionRequest, EndReason, EnrollmentEvent, Roster, RosterChange, WageCorrection
from municipalities.city import wage_bases
from municipalities.models import User, WageBasis
from municipalities.roles import Permission, may


Kind, Act = RosterChange.Kind, EnrollmentEvent.Kind
ENROLLED, CORRECTED, WAGE_CORRECTED = "ENROLLED", "CORRECTED", "WAGE_CORRECTED"
OF_PERSON = ("name", "birth_date", "sex", "phone")
OF_ENROLLMENT = ("wage", "kpj")
# An end that another enrollment goes on from is told by that one.
TOLD_BY_THE_NEXT = (EndReason.MOVED, EndReason.STATUS_CHANGED)
BY_ROSTER = {
    ENROLLED: gettext_lazy("Didaftarkan oleh roster %(number)s, baris %(row)s"),
    Kind.CHANGED: gettext_lazy("Upah atau KPJ diubah oleh roster %(number)s, baris %(row)s"),
    Kind.WORKER_CHANGED: gettext_lazy("Data orang diubah oleh roster %(number)s, baris %(row)s"),
    Kind.ENDED: gettext_lazy("Diakhiri: tidak ada lagi di roster %(number)s"),
    Kind.MOVED: gettext_lazy("Dilanjutkan di unit lain: tidak ada lagi di roster %(number)s"),
}
# Of one whom a row of the roster brought in: the end of the other enrollment is told by it.
AS_KIND = gettext_lazy("Ganti jenis pekerja lewat roster %(number)s, baris %(row)s")
BY_ROW = {
    True: gettext_lazy("Pindah ke %(unit)s lewat roster %(number)s, baris %(row)s"),
    False: gettext_lazy("Pindah ke unit lain lewat roster %(number)s, baris %(row)s"),
}
BY_PEOPLE = {
    Act.ENDED: gettext_lazy("Kepesertaan di %(unit)s diakhiri per %(day)s: %(reason)s"),
    Act.MOVED: gettext_lazy("Pindah ke %(unit)s mulai %(day)s"),
    Act.CATEGORY_CHANGED: gettext_lazy("Menjadi %(category)s mulai %(day)s; kepesertaan bersambung"),
    Act.CONTINUED: gettext_lazy("Dilanjutkan dengan biaya sendiri mulai %(day)s, sebagai %(category)s"),
}
ANSWERS = {
    CorrectionRequest.Status.ACCEPTED: gettext_lazy("Diperbaiki menurut permintaan %(number)s: %(field)s"),
    CorrectionRequest.Status.REFUSED: gettext_lazy("Permintaan perbaikan %(number)s ditolak: %(field)s"),
}


@dataclass(frozen=True)
class Trace:
    """What a roster, an answer or a person did to a worker. `thing` is the roster, the request or the event."""

    kind: str
    thing: object
    at: datetime | None  # None: by a roster that whoever looks may not see
    by: User | None
    enrollment_id: int | None = None
    row_no: int | None = None
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    unit: str = ""  # where somebody moved to, as far as whoever looks may see it

    @property
    def stands(self):
        return not isinstance(self.thing, Roster) or self.thing.status != Roster.Status.UNDONE


def of(worker):
    """Everything that was done to the worker, the latest first; what may not be seen stands last."""
    rosters = [*enrolled(worker), *changed(worker)]
    told = {trace.at for trace in rosters}
    acts = [act for act in acted(worker) if act.at not in told]  # what a roster did stands with the roster
    traces = [*rosters, *acts, *corrected(worker), *wages_corrected(worker)]
    return sorted(traces, key=lambda each: (each.at is not None, each.at, each.row_no or 0), reverse=True)


def enrolled(worker):
    # By the row: asked for the roster, the join would leave out what a branch may not see of.
    rows = worker.enrollments.filter(roster_row_no__isnull=False, municipality_id=worker.municipality_id)
    for each in rows.select_related("roster__committed_by"):
        yield Trace(ENROLLED, each.roster, *saved(each.roster), each.pk, each.roster_row_no)


def changed(worker):
    rows = worker.roster_changes.filter(municipality_id=worker.municipality_id)
    for each in rows.select_related("roster__committed_by", "enrollment__unit"):
        by, unit = each.roster.committed_by, each.enrollment.unit.name if each.enrollment else ""
        yield Trace(
            each.kind, each.roster, each.at, by, each.enrollment_id, each.row_no, each.before, each.after, unit
        )


def saved(roster):
    return (roster.committed_at, roster.committed_by) if roster else (None, None)


def acted(worker):
    """
    What people did to enrollments that count; of one that goes on from another, once.

    An end only ever comes nearer: one that lies before the end that stands was taken back with its roster, which a
    branch does not read.
    """
    taken_back = Q(kind=Act.ENDED) & (Q(enrollment__end_date=None) | Q(enrollment__end_date__gt=F("day")))
    rows = EnrollmentEvent.objects.filter(
        municipality_id=worker.municipality_id, enrollment__worker=worker, enrollment__is_void=False
    ).exclude(taken_back)
    rows = rows.select_related("enrollment__category", "unit", "by")
    begun = {each.at for each in rows if each.kind != Act.ENDED}
    for each in rows:
        if not (each.reason in TOLD_BY_THE_NEXT and each.at in begun):
            yield Trace(each.kind, each, each.at, each.by, each.enrollment_id)


def corrected(worker):
    """A clerk sees those of the own units."""
    rows = worker.corrections.filter(municipality_id=worker.municipality_id, status=CorrectionRequest.Status.ACCEPTED)
    for each in rows.select_related("decided_by"):
        yield Trace(CORRECTED, each, each.decided_at, each.decided_by, after={each.field: each.right})


def wages_corrected(worker):
    rows = WageCorrection.objects.filter(
        municipality_id=worker.municipality_id, enrollment__worker=worker, enrollment__is_void=False
    )
    for each in rows.select_related("by"):
        wage = {"before": each.before, "after": each.after}
        yield Trace(WAGE_CORRECTED, each, each.at, each.by, each.enrollment_id, **wage)


def counts_in(trace, month):
    """Whether the wage that a trace brought is one of this month."""
    if isinstance(trace.thing, WageCorrection):
        return trace.thing.first_month <= month and (trace.thing.last_month or month) >= month
    return trace.kind != Kind.CHANGED or trace.thing.month <= month


def wage_source(traces, enrollment, month):
    """The trace that the wage of a month rests on."""
    return source_of([each for each in traces if counts_in(each, month)], "wage", enrollment=enrollment)


def wage_history(traces, enrollment, stands, role):
    """The wages of an enrollment by the months they count from, the latest first; [] of one that never changed."""
    begun = first_day(enrollment.start_date)
    if not stands.past:
        return []
    found = []
    for month in stands.months(begun):
        source = wage_source(traces, enrollment, month)
        found.append({
            "month": month_name(month), "wage": stands.of_month(month), "source": named(source),
            "source_url": address(source, role),
        })  # fmt: skip
    return found[::-1]


def source_of(traces, name, *, enrollment=None):
    """The trace that a value rests on: the latest that wrote it, else the one that brought the enrollment."""
    standing = [each for each in traces if each.stands]
    if enrollment:
        standing = [each for each in standing if each.enrollment_id == enrollment.pk]
    wrote = (each for each in standing if name in each.after)
    brought = (each for each in reversed(standing) if each.kind in (ENROLLED, *BY_PEOPLE) and each.kind != Act.ENDED)
    return next(wrote, None) or next(brought, None)


def end_of(traces, enrollment):
    """What ended it, or None: a claim, a merger of units, or nobody yet."""
    ends = (each for each in traces if each.stands and each.enrollment_id == enrollment.pk)
    return next((each for each in ends if each.kind in (Act.ENDED, Kind.ENDED)), None) if enrollment.end_date else None


def named(trace):
    """A source as a person reads it."""
    if trace is None:
        return _("dicatat tanpa roster")
    if isinstance(trace.thing, EnrollmentEvent):
        return _("dicatat oleh %(name)s, %(day)s") % {"name": trace.by, "day": f"{trace.at:%d-%m-%Y}"}
    if isinstance(trace.thing, WageCorrection):
        return _("dibetulkan oleh %(name)s, %(day)s") % {"name": trace.by, "day": f"{trace.at:%d-%m-%Y}"}
    if isinstance(trace.thing, CorrectionRequest):
        return _("diperbaiki menurut permintaan %(number)s") % {"number": trace.thing.number}
    if trace.thing is None:
        return _("dari roster kota")
    words = {"number": trace.thing.number, "row": trace.row_no}
    return (_("dari roster %(number)s, baris %(row)s") if trace.row_no else _("dari roster %(number)s")) % words


def address(trace, role):
    """Where the source can be looked at, if this role may."""
    asks = {Roster: Permission.VIEW_ROSTERS, CorrectionRequest: Permission.VIEW_CORRECTIONS}
    permission = trace and asks.get(type(trace.thing))
    return trace.thing.get_absolute_url() if permission and may(role, permission) else ""


def events(worker, role):
    """What happened, as lines of a timeline, in no order."""
    traces = of(worker)
    by_kind = {
        (trace.thing, trace.row_no) for trace in traces
        if trace.kind == Kind.ENDED and trace.after.get("end_reason") == EndReason.STATUS_CHANGED
    }  # fmt: skip
    arrived = {(trace.thing, trace.row_no) for trace in traces if trace.kind == Kind.MOVED and trace.row_no}
    for trace in traces:
        by_move = trace.kind in (ENROLLED, Kind.ENDED) and (trace.thing, trace.row_no) in arrived
        if trace.at and trace.kind != CORRECTED and not by_move:  # corrections are told below, with what was refused
            yield event(trace, role, as_kind=(trace.thing, trace.row_no) in by_kind)
    url_of = CorrectionRequest.get_absolute_url if may(role, Permission.VIEW_CORRECTIONS) else lambda request: ""
    requests = worker.corrections.filter(municipality_id=worker.municipality_id)
    for request in requests.select_related("recorded_by", "decided_by"):
        yield from (moved | {"url": url_of(request), "changes": []} for moved in moves(request))


def event(trace, role, *, as_kind):
    return {
        "at": trace.at,
        "by": trace.by or "",
        "text": told(trace, as_kind=as_kind),
        "url": address(trace, role),
        "changes": changes(trace),
    }


def told(trace, *, as_kind):
    if isinstance(trace.thing, Roster):
        return by_roster(trace, as_kind=as_kind)
    return of_wage(trace.thing) if isinstance(trace.thing, WageCorrection) else by_person(trace.thing)


def of_wage(made):
    words = {"first": month_name(made.first_month), "reason": made.reason}
    if made.last_month is None:
        return _("Upah dibetulkan mulai %(first)s: %(reason)s") % words
    words["last"] = month_name(made.last_month)
    return _("Upah dibetulkan untuk %(first)s sampai %(last)s: %(reason)s") % words


def changes(trace):
    if isinstance(trace.thing, WageCorrection) and trace.before:
        stood = wages.History.read(trace.before).of_month(trace.thing.first_month)
        wage = {"old": previews.spelled("wage", stood), "new": previews.spelled("wage", trace.thing.wage)}
        return [{"label": _("Upah"), **wage}]
    if trace.kind == Kind.MOVED or not isinstance(trace.thing, Roster):
        return []
    return previews.differences(trace.before, trace.after, month=trace.thing.month)


def by_roster(trace, *, as_kind):
    words = {"number": trace.thing.number, "row": trace.row_no, "unit": trace.unit}
    by_row = trace.kind == Kind.MOVED and trace.row_no
    arrived = AS_KIND if as_kind else BY_ROW[bool(trace.unit)]
    return str(arrived if by_row else BY_ROSTER[trace.kind]) % words + (
        "" if trace.stands else _(" (roster itu kemudian dibatalkan)")
    )


def by_person(act):
    return str(BY_PEOPLE[act.kind]) % {
        "unit": act.unit.name,
        "category": act.enrollment.category.name,
        "day": f"{act.day:%d-%m-%Y}",
        "reason": act.get_reason_display(),
    }


def moves(request):
    """What happened to a request, in a sentence each; what was wrong and what is right stand on its own page."""
    words = {"field": request.get_field_display(), "number": request.number}
    yield {
        "at": request.asked_at, "by": request.recorded_by,
        "text": _("Permintaan perbaikan %(number)s dicatat: %(field)s") % words,
    }  # fmt: skip
    if request.status != request.Status.OPEN:
        yield {"at": request.decided_at, "by": request.decided_by, "text": str(ANSWERS[request.status]) % words}


def facts(worker, enrollment, role, *, day):
    """What is stored of the person and of the enrollment that is shown, each with where it is from."""
    traces = of(worker)
    values = [
        (_("Nama"), worker.name, "name", None),
        (_("Tanggal lahir"), f"{worker.birth_date:%d-%m-%Y}", "birth_date", None),
        (_("Jenis kelamin"), worker.get_sex_display(), "sex", None),
        (_("Nomor HP"), worker.phone, "phone", None),
    ]
    if enrollment:
        counted = wages.of_month(enrollment, day)
        wage = "" if counted is None else rupiah(counted)
        values += [
            (_("Unit"), enrollment.unit.name, "unit", enrollment),
            (_("Jenis pekerja"), enrollment.category.name, "category", enrollment),
            (wage_label(worker.municipality, day), wage, "wage", enrollment),
            (_("Terlindungi sejak"), f"{enrollment.start_date:%d-%m-%Y}", "start_date", enrollment),
        ]
    return [fact(label, value, source_of(traces, name, enrollment=of_), role) for label, value, name, of_ in values]


def wage_label(municipality, day):
    """What the stored wages of a city are: by the month, or by the day."""
    basis = wage_bases.in_force(municipality, day)
    return _("Upah sehari") if basis and basis.basis == WageBasis.Basis.DAILY else _("Upah sebulan")


def fact(label, value, source, role):
    said = {"source": named(source), "source_url": address(source, role)} if value else {"source": ""}
    return {"label": label, "value": value, **said}
