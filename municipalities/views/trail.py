"""The audit trail of the city: what happened, in sentences; whether its chain holds; and the trail as a file."""

from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.rupiah import grouped
from common.spreadsheets import WORKBOOK
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.trails import sentences, trail, trail_exports, verifying
from municipalities.views.fresh import fresh


@require_safe
@requires(Permission.VIEW_AUDIT)
def audit_trail(request):
    wanted = trail.asked(request.municipality, request.GET)
    after = request.GET.get("sesudah", "")
    for written in wanted.unread:
        messages.warning(request, _("“%(found)s” tidak terbaca sebagai tanggal, jadi tidak dipakai menyaring. Tulis"
                                    " misalnya 17-08-2026.") % {"found": written})  # fmt: skip
    events, more = trail.page(wanted, after=after)
    numbers = trail.numbers_of(events)
    if wanted.by or wanted.thing:  # who looks up one person's or one thing's doings is seen too
        note(request, "audit.listed", count=len(events), **wanted.words())
    context = {
        "rows": [trail.row(event, role=request.role, number=numbers.get(event.pk)) for event in events],
        "filters": filters(wanted),
        "chips": chips(wanted),
        "kept": {name: value for name, value in wanted.given.items() if value},
        "chain": verifying.standing(request.municipality),
        "first_url": trail.listing(**wanted.given) if after else "",
        "next_url": trail.listing(**wanted.given, sesudah=str(events[-1].pk)) if more else "",
        "clear_url": trail.listing(),
        "most": trail_exports.MOST,
    }
    return render(request, "municipalities/audit_trail.html", context)


def note(request, action, **detail):
    city = request.municipality
    audit.record(action, of=city, municipality=city, by=request.user, at=timezone.now(), **detail)


def filters(wanted):
    people = [(str(user.pk), str(user)) for user in trail.people_of(wanted)]
    return {
        "selects": [
            select("pelaku", _("Pelaku"), _("Siapa saja"), people, wanted),
            select("kegiatan", _("Kegiatan"), _("Semua kegiatan"), list(sentences.GROUPS.items()), wanted),
        ],
        "days": [
            {"name": name, "label": label, "value": wanted.given[name]}
            for name, label in (("dari", _("Dari tanggal")), ("sampai", _("Sampai tanggal")))
        ],
        "thing": str(wanted.thing or ""),
    }


def select(name, label, everything, options, wanted):
    shown = [("", everything), *options]
    return {
        "name": name,
        "label": label,
        "options": [{"value": value, "label": text, "selected": value == wanted.given[name]} for value, text in shown],
    }


def chips(wanted):
    return [
        {"label": label, "remove_url": trail.listing(**(wanted.given | {name: ""}))}
        for name, label in ((name, trail.LABELS[name] % {"value": said}) for name, said in wanted.narrowed.items())
    ]


@require_POST
@requires(Permission.VIEW_AUDIT)
def audit_verify(request):
    """Follow the chain now, or have it followed where that takes long."""
    asked = {"municipality": request.municipality, "by": request.user, "at": timezone.now()}
    if verifying.is_long(request.municipality):
        verifying.ask(role=request.role, **asked)
        messages.info(request, _("Rantainya panjang. Pemeriksaan berjalan; hasilnya tampil di halaman ini."))
        return redirect("audit_trail")
    found = verifying.check(**asked)
    if found.broken:
        messages.error(request, _("Rantai putus di %(place)s.") % {"place": found.broken})
    else:
        number = grouped(found.number)
        messages.success(request, _("Diperiksa: rantai utuh sampai #%(number)s.") % {"number": number})
    return redirect("audit_trail")


@require_POST
@requires(Permission.VIEW_AUDIT)
@fresh
def audit_export(request):
    kind = "csv" if request.POST.get("kind") == "csv" else "xlsx"
    out = BytesIO()
    trail_exports.export(
        wanted=trail.asked(request.municipality, request.POST),
        kind=kind,
        out=out,
        role=request.role,
        by=request.user,
        at=timezone.now(),
    )
    response = HttpResponse(out.getvalue(), content_type=WORKBOOK if kind == "xlsx" else "text/csv; charset=utf-8")
    name = f"jejak-audit-{request.municipality.today():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
