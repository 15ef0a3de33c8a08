"""What the pages about workers show, as plain values. The floors above fill in the tabs that are theirs."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import first_day
from enrollment import directory, wages, worker_acts, worker_traces
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
# (id, label, url name, permission): each tab is a page of the app that owns the rows.
SECTIONS = (
    ("ringkasan", gettext_lazy("Ringkasan"), "worker_detail", Permission.VIEW_WORKERS),
    ("riwayat", gettext_lazy("Riwayat"), "worker_history", Permission.VIEW_WORKERS),
    ("kepesertaan", gettext_lazy("Kepesertaan"), "worker_enrollments", Permission.VIEW_WORKERS),
    ("iuran", gettext_lazy("Iuran"), "worker_contributions", Permission.VIEW_MONEY),
    ("ahli-waris", gettext_lazy("Ahli waris"), "worker_family", Permission.VIEW_FAMILY),
    ("dokumen", gettext_lazy("Dokumen"), "worker_papers", Permission.VIEW_PAPERS),
    ("kartu", gettext_lazy("Kartu"), "worker_cards", Permission.PRINT_CARDS),
)


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
        "segment_label": enrollment.get_segment_display(),
        "funding_label": enrollment.get_funding_source_display(),
        "kpj": enrollment.kpj,
        "status": state,
        "status_label": STATE_LABELS[state],
        "since_label": since(enrollment, state),
    }


def since(enrollment, state):
    """From when the state beside it holds; of an ended one the last day."""
    if state == "ENDED":
        return _("sampai %(day)s") % {"day": f"{enrollment.end_date:%d-%m-%Y}"}
    words = _("mulai %(day)s") if state == "SOON" else _("sejak %(day)s")
    return words % {"day": f"{enrollment.start_date:%d-%m-%Y}"}


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
    claimed = any(each.claimed for each in enrollments)
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
        "may_register_death": may(role, Permission.REGISTER_DEATH) and not claimed,
        "may_open_claim": may(role, Permission.VIEW_CLAIMS) and claimed,
        "current": shown,
        "worker_enrollments": enrollments,
    }


def sections(worker, current, role):
    return [
        {"id": name, "label": label, "url": reverse(url_name, args=[worker.public_id]), "current": name == current}
        for name, label, url_name, permission in SECTIONS
        if may(role, permission)
    ]


def page(worker, *, role, day):
    """The summary: what is stored, each fact with where it is from."""
    context = head(worker, section="ringkasan", role=role, day=day)
    return context | {"facts": worker_traces.facts(worker, context["current"], role, day=day)}


def enrollments(worker, *, role, day):
    context = head(worker, section="kepesertaan", role=role, day=day)
    traces = worker_traces.of(worker)
    stand = wages.of_each(context["worker_enrollments"])
    panels = [panel(each, traces, stand[each.pk], role, day) for each in context["worker_enrollments"]]
    return context | {"enrollments": panels}


def panel(enrollment, traces, stands, role, day):
    source = worker_traces.source_of(traces, "start_date", enrollment=enrollment)
    ended = worker_traces.end_of(traces, enrollment)
    return enrollment_panel(enrollment, day) | {
        "source": worker_traces.named(source),
        "source_url": worker_traces.address(source, role),
        "end_source": worker_traces.named(ended) if ended else "",
        "wage": stands.of_month(first_day(day)),
        "wages": worker_traces.wage_history(traces, enrollment, stands, role),
        "acts": worker_acts.of(enrollment, role=role, day=day),
    }


def enrollment_panel(enrollment, day):
    state = directory.state_of(enrollment, day)
    return {
        "unit_label": enrollment.unit.name,
        "category_label": enrollment.category.name,
        "segment_label": enrollment.get_segment_display(),
        "programs_label": enrollment.get_programs_display(),
        "funding_label": enrollment.get_funding_source_display(),
        "start_date": enrollment.start_date,
        "end_date": enrollment.end_date,
        "end_reason_label": enrollment.get_end_reason_display() if enrollment.end_reason else "",
        "status": state,
        "status_label": STATE_LABELS[state],
        "kpj": enrollment.kpj,
    }
