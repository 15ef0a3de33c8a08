"""The paper of a bill: printed and kept at the first download, served as it was kept ever after."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.refusals import Refused
from contributions import bills
from municipalities.access import requires
from municipalities.roles import Permission, Role
from reports import printing


@require_safe
@requires(Permission.VIEW_MONEY)
def bill_paper(request, public_id):
    bill = get_object_or_404(bills.of(request.municipalities).select_related("municipality"), public_id=public_id)
    paper = printing.kept_bill(bill)
    try:
        if paper is None and request.role == Role.AUDITOR:  # looks at everything and leaves nothing behind
            return HttpResponse(printing.bill_pdf(bill), content_type="application/pdf")
        paper = paper or printing.keep_bill(bill, by=request.user, at=timezone.now())
    except Refused as refusal:
        context = {"title": str(refusal), "text": ""}
        return render(request, "message.html", context, status=409)
    return redirect("paper_download", paper.public_id)
