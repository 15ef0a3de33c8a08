"""Serah terima tugas: printed by whoever leaves, for whoever comes."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.access import requires
from municipalities.roles import Permission
from reports import change_packs


@require_POST
@requires(Permission.PRINT_CHANGE_PACK)
def change_pack(request):
    given = {"role": request.role, "by": request.user, "at": timezone.now()}
    if request.municipality:
        paper = change_packs.print_city(municipality=request.municipality, **given)
        return redirect("paper_download", public_id=paper.public_id)
    content = change_packs.of_branch(
        branch=request.active_scope.branch, municipalities=request.municipalities, day=timezone.localdate(), **given
    )
    saved_as = {"Content-Disposition": 'attachment; filename="serah-terima-tugas.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=saved_as)
