"""What the pages about workers show, as plain values. The floors above fill in the tabs that are theirs."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rupiah import rupiah
from enrollment import directory, previews
from enrollment.models import CorrectionRequest, Roster, RosterChange
from municipalities.roles import Permission, may


STATE_LABELS = {
    "ACTIVE": gettext_lazy("aktif"),
    "SOON": gettext_lazy("akan mulai"),
    "ENDED": gettext_lazy("berakhir"),
}
NEED_LABELS = {
    "WITHOUT_KPJ": gettext_lazy("belum punya KPJ"),
    "CARD_WAITING": gettext_lazy("kartu belum dibagikan"),
    "LAPSED": gettext_lazy("kedaluwarsa"),
}
# (id, label, url name, permission): ours are sections of one page, the others are pages of the app that owns the rows.
SECTIONS = (
    ("ringkasan", gettext_lazy("Ringkasan"), "", Permission.VIEW_WORKERS),
    ("kepesertaan", gettext_lazy("Kepesertaan"), "", Permission.VIEW_WORKERS),
    ("iuran", gettext_lazy("Iuran"), "worker_contributions", Permission.VIEW_MONEY),
    ("kartu", gettext_lazy("Kartu"), "worker_cards", Permission.PRINT_CARDS),
    ("riwayat", gettext_lazy("Riwayat"), "", Permission.VIEW_WORKERS),
)
OWN = ("ringkasan", "kepesertaan", "riwayat")
Kind = RosterChange.Kind
ANSWERS = {
    CorrectionRequest.Status.ACCEPTED: gettext_lazy("Diperbaiki menurut permintaan %(number)s: %(field)s"),
    CorrectionRequest.Status.REFUSED: gettext_lazy("Permintaan perbaikan %(number)s ditolak: %(field)s"),
}
ENROLLED = "ENROLLED"
TEXTS = {
    ENROLLED: gettext_lazy("Didaftarkan oleh roster %(number)s, baris %(row)s"),
    Kind.CHANGED: gettext_lazy("Upah atau KPJ diubah oleh roster %(number)s, baris %(row)s"),
    Kind.WORKER_CHANGED: gettext_lazy("Data orang diubah oleh roster %(number)s, baris %(row)s"),
    Kind.ENDED: gettext_lazy("Diakhiri: tidak ada lagi di roster %(number)s"),
    Kind.MOVED: gettext_lazy("Dilanjutkan di unit lain: tidak ada lagi di roster %(number)s"),
}


def rows(workers, *, municipalities, day):
    """The page's lines, with one question for all of their enrollments."""
    enrollments = directory.enrollments_of(municipalities).filter(worker__in=[worker.pk for worker in workers])
    shown = directory.current(enrollments.select_related("unit", "category", "municipality"), day)
    return [row(worker, *shown[worker.pk], day, several=len(municipalities) > 1) for worker in workers]


def row(worker, enrollment, active, day, *, several):
    unit = f"{enrollment.municipality.name}: {enrollment.unit.name}" if several else enrollment.unit.name
    state = directory.state_of(enrollment, day)
    return {
        "public_id": worker.public_id,
        "name": worker.name,
        "nik": worker.nik,
        "unit_label": unit,
        "category_label": enrollment.category.name,
        "more_label": _("dan %(count)s kepesertaan lagi") % {"count": active - 1} if active > 1 else "",
        "programs_label": enrollment.get_programs_display(),
        "kpj": enrollment.kpj,
        "status": state,
        "status_label": STATE_LABELS[state],
        "start_date": enrollment.start_date,
    }


def enrollments_of(worker):
    """What counts of the person's enrollments, the latest first."""
    standing = worker.enrollments.filter(municipality_id=worker.municipality_id, is_void=False)
    return list(standing.select_related("unit", "category").order_by("-start_date", "-pk"))


def kpj_of(enrollments):
    return next((each.kpj for each in enrollments if each.kpj), "")


def head(worker, *, section, role, day):
    """What every tab of a worker shows round its own content, whichever app it belongs to."""
    enrollments = enrollments_of(worker)
    shown = max(enrollments, key=lambda each: directory.rank(each, day), default=None)
    state = directory.state_of(shown, day) if shown else "ENDED"
    return {
        "worker": worker,
        "status": state,
        "status_label": STATE_LABELS[state],
        "kpj": kpj_of(enrollments),
        "programs_label": shown.get_programs_display() if shown else "",
        "sections": sections(worker, section, role),
        "section": section,
        "full_nik": "",
        "full_kpj": "",
        "may_see_nik": may(role, Permission.SEE_NIK),
        "may_ask_correction": may(role, Permission.ASK_CORRECTION),
        "may_see_corrections": may(role, Permission.VIEW_CORRECTIONS),
        "may_register_death": may(role, Permission.REGISTER_DEATH),
        "current": shown,
        "worker_enrollments": enrollments,
    }


def sections(worker, current, role):
    found = []
    for name, label, url_name, permission in SECTIONS:
        if may(role, permission):
            url = reverse(url_name or "worker_detail", args=[worker.public_id])
            url += "" if url_name else f"?bagian={name}"
            found.append({"id": name, "label": label, "url": url, "current": name == current})
    return found


def page(worker, *, section, role, day):
    context = head(worker, section=section, role=role, day=day)
    fill = {"ringkasan": summary, "kepesertaan": enrollments_part, "riwayat": history}[section]
    return context | fill(worker, context, day)


def summary(worker, context, _day):
    traces = traces_of(worker)
    first = next((trace for trace in reversed(traces) if trace.kind == ENROLLED), None)
    person = next((trace for trace in traces if trace.kind == Kind.WORKER_CHANGED), first)
    enrollment = context["current"]
    facts = [
        (_("Nama"), worker.name, person),
        (_("Tanggal lahir"), f"{worker.birth_date:%d-%m-%Y}", person),
        (_("Jenis kelamin"), worker.get_sex_display(), person),
        (_("Nomor HP"), worker.phone, person),
    ]
    if enrollment:
        source = next((trace for trace in traces if trace.enrollment_id == enrollment.pk), None)
        facts += [
            (_("Unit"), enrollment.unit.name, source),
            (_("Jenis pekerja"), enrollment.category.name, source),
            (_("Upah sebulan"), "" if enrollment.wage is None else rupiah(enrollment.wage), source),
            (_("Terlindungi sejak"), f"{enrollment.start_date:%d-%m-%Y}", source),
        ]
    return {
        "facts": [
            {"label": label, "value": value, "source": source_of(of) if value else ""} for label, value, of in facts
        ]
    }


@dataclass(frozen=True)
class Trace:
    """What a roster did to a worker: enrolled, or changed something that stood."""

    kind: str
    roster: Roster
    row_no: int | None
    at: datetime
    enrollment_id: int | None
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)


def traces_of(worker):
    """Everything rosters did to the worker, the latest first."""
    mine = {"municipality_id": worker.municipality_id}
    enrolled = worker.enrollments.filter(roster__isnull=False, **mine).select_related("roster__committed_by")
    changed = worker.roster_changes.filter(**mine).select_related("roster__committed_by")
    traces = [Trace(ENROLLED, each.roster, each.roster_row_no, each.roster.committed_at, each.pk) for each in enrolled]
    traces += [
        Trace(each.kind, each.roster, each.row_no, each.at, each.enrollment_id, each.before, each.after)
        for each in changed
    ]
    return sorted(traces, key=lambda trace: (trace.at, trace.row_no or 0), reverse=True)


def source_of(trace):
    if trace is None:
        return ""
    words = {"number": trace.roster.number, "row": trace.row_no}
    return (_("dari roster %(number)s, baris %(row)s") if trace.row_no else _("dari roster %(number)s")) % words


def enrollments_part(_worker, context, day):
    return {"enrollments": [enrollment_panel(each, day) for each in context["worker_enrollments"]]}


def enrollment_panel(enrollment, day):
    state = directory.state_of(enrollment, day)
    return {
        "unit_label": enrollment.unit.name,
        "category_label": enrollment.category.name,
        "segment_label": enrollment.get_segment_display(),
        "programs_label": enrollment.get_programs_display(),
        "funding_label": enrollment.get_funding_source_display(),
        "wage": enrollment.wage,
        "start_date": enrollment.start_date,
        "end_date": enrollment.end_date,
        "end_reason_label": enrollment.get_end_reason_display() if enrollment.end_reason else "",
        "status": state,
        "status_label": STATE_LABELS[state],
        "kpj": enrollment.kpj,
    }


def history(worker, context, _day):
    events = [event(trace) for trace in traces_of(worker)]
    for request in corrections_of(worker):
        url = request.get_absolute_url() if context["may_see_corrections"] else ""
        events += [moved | {"url": url, "changes": []} for moved in moves(request)]
    return {"events": sorted(events, key=lambda each: each["at"], reverse=True)}


def corrections_of(worker):
    """What was asked to be put right about the person, the latest first; a clerk sees those of the own units."""
    mine = worker.corrections.filter(municipality_id=worker.municipality_id)
    return mine.select_related("recorded_by", "decided_by").order_by("-number")


def moves(request):
    """What happened to a request, in a sentence each; what was wrong and what is right stand on its own page."""
    words = {"field": request.get_field_display(), "number": request.number}
    yield {
        "at": request.asked_at, "by": request.recorded_by,
        "text": _("Permintaan perbaikan %(number)s dicatat: %(field)s") % words,
    }  # fmt: skip
    if request.status != request.Status.OPEN:
        yield {"at": request.decided_at, "by": request.decided_by, "text": str(ANSWERS[request.status]) % words}


def event(trace):
    roster = trace.roster
    words = {"number": roster.number, "row": trace.row_no}
    undone = roster.status == roster.Status.UNDONE
    return {
        "at": trace.at,
        "by": roster.committed_by or "",
        "text": str(TEXTS[trace.kind]) % words + (_(" (roster itu kemudian dibatalkan)") if undone else ""),
        "url": roster.get_absolute_url(),
        "changes": previews.differences(trace.before, trace.after),
    }
