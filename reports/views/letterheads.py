"""A letterhead as a letter shows it, before anybody has printed one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from municipalities.access import requires
from municipalities.roles import Permission
from reports.papers import sample


@require_safe
@requires(Permission.VIEW_SETTINGS)
def letterhead_sample(request, public_id):
    head = get_object_or_404(request.municipality.letterheads.select_related("municipality"), public_id=public_id)
    response = HttpResponse(sample.to_pdf(sample.of(head)), content_type="application/pdf")
    response["Content-Disposition"] = "inline; filename=contoh-kop-surat.pdf"
    return response
