"""Cells put right on the page of a roster, one by one or many by one rule."""

import re

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import fixes, repaired
from enrollment.forms.fixes import RepairedForm
from enrollment.views.rosters import find, shown
from municipalities.access import requires
from municipalities.roles import Permission


CELL = re.compile(r"sel-([0-9]{1,7})-([a-z_]+)").fullmatch


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ROSTER)
def roster_mend(request, public_id):
    """The cells of a page of problems; what can stand is kept, what cannot is shown again, with why."""
    roster = find(request, public_id)
    if request.method != "POST":
        return redirect(roster)  # who loads the page again that said what cannot stand
    cells = {(int(name[1]), name[2]): text for sent, text in request.POST.items() if (name := CELL(sent))}
    try:
        mended = fixes.mend(roster=roster, cells=cells, **whose(request))
    except fixes.CellsNotRight as refusal:
        messages.error(request, str(refusal))
        return again(request, public_id, cells, refusal.detail["cells"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(roster)
    count = {"count": grouped(mended.count)}
    if mended.wrong:
        messages.error(
            request, _("%(count)s isian disimpan. Yang ditandai belum benar: perbaiki, lalu simpan.") % count
        )
        return again(request, public_id, cells, mended.wrong)
    said = _("%(count)s isian diperbaiki. Berkas diperiksa ulang.") if mended.count else _("Berkas diperiksa ulang.")
    messages.success(request, said % count)
    return redirect(roster)


def again(request, public_id, cells, wrong):
    asked = {name: request.POST.get(name, "") for name in ("masalah", "baris")}
    return shown(request, find(request, public_id), **asked, typed=cells, wrong=wrong)


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_mend_many(request, public_id):
    """What one name means, wherever the file writes it."""
    roster = find(request, public_id)
    said = {name: request.POST.get(name, "") for name in ("column", "found", "text")}
    try:
        meant = fixes.mend_many(roster=roster, **said, **whose(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        read_as = _("'%(found)s' dibaca sebagai %(meant)s. Berkas diperiksa ulang.")
        messages.success(request, read_as % {"found": said["found"], "meant": meant})
    return redirect(roster)


@require_POST
@requires(Permission.UPLOAD_ROSTER)
def roster_mend_file(request, public_id):
    """The workbook of its problems, repaired."""
    roster = find(request, public_id)
    form = RepairedForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, form.errors["file"][0])
        return redirect(roster)
    try:
        count = repaired.mend(roster=roster, path=form.cleaned_data["file"].temporary_file_path(), **whose(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("%(count)s isian dari berkas itu dipakai. Berkas diperiksa ulang.")
        messages.success(request, text % {"count": count})
    return redirect(roster)


def whose(request):
    return {"by": request.user, "role": request.role, "at": timezone.now()}
