"""If it is not renewed: an agreement, a city, or all of a branch; as page, file, paper and calendar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import terms
from common.rupiah import grouped
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from municipalities.views.csv_files import csv_file
from reports import calendars, expiry, expiry_pages, expiry_papers


ENDINGS = 15  # on a page
UNITS = 15


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def expiry_list(request):
    endings, people = expiry.endings_from_today(request.municipalities, ahead=expiry.YEAR_AHEAD)
    if request.GET.get("berkas") == "csv":
        return as_file(request, [expiry.loss_of(each) for each in endings if each.people], request.municipalities)
    page = paging.page_of(request, endings, ENDINGS)
    with_city = request.municipality is None
    context = {
        "city": request.municipality,
        "endings": [expiry_pages.row(expiry.loss_of(each), with_city=with_city) for each in page],
        "people": sum(people.values()),
        "cities": len({each.agreement.municipality_id for each in endings if each.people}),
        "first_day": next((each.first_day for each in endings if each.people), None),
        "may_print": bool(request.municipality) and may(request.role, Permission.PRINT_AGREEMENTS),
        "shown": _("%(total)s perjanjian") % {"total": grouped(page.paginator.count)},
        **paging.beside(request, page),
    }
    return render(request, "reports/expiry_list.html", context)


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def expiry_of_agreement(request, public_id):
    agreement = get_object_or_404(terms.agreements_of(request.municipalities), public_id=public_id)
    day = agreement.municipality.today()
    losses = expiry.of_agreement(agreement, day=day)
    if request.GET.get("berkas") == "csv" and is_signed(agreement):
        return as_file(request, losses, [agreement.municipality], agreement=agreement)
    page = paging.page_of(request, expiry_pages.unit_rows(losses), UNITS)
    context = {
        "agreement": agreement,
        "losses": [expiry_pages.block(loss, day=day) for loss in losses],
        "several_days": len(losses) > 1,
        "is_signed": is_signed(agreement),
        "families": expiry_pages.families(losses),
        "sources": expiry_pages.sources(losses),
        "units": page.object_list,
        "may_print": may(request.role, Permission.PRINT_AGREEMENTS),
        "shown": _("%(total)s unit") % {"total": grouped(page.paginator.count)},
        **paging.beside(request, page),
    }
    return render(request, "reports/expiry_of_agreement.html", context)


@require_POST
@requires(Permission.PRINT_AGREEMENTS)
def expiry_paper(request, public_id=None):
    """Of one agreement, or of all that end in a city within a year; a branch has many cities, and no paper of them."""
    agreement, municipality = None, request.municipality
    if public_id:
        agreement = get_object_or_404(terms.agreements_of(request.municipalities), public_id=public_id)
        if not is_signed(agreement):  # nothing runs out yet, and what is kept of a hidden draft would tell of it
            messages.error(request, _("Perjanjian ini belum ditandatangani, jadi belum ada yang berakhir."))
            return redirect(agreement)
        municipality = agreement.municipality
    if municipality is None:
        raise Http404
    paper = expiry_papers.print_expiry(
        municipality=municipality, agreement=agreement, day=municipality.today(), by=request.user, at=timezone.now()
    )
    return redirect("paper_download", paper.public_id)


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_calendar(request, public_id=None):
    """The last days of one agreement, or of all signed ones that are not long over, for a calendar."""
    agreements = terms.agreements_of(request.municipalities)
    if public_id:
        wanted = [get_object_or_404(agreements, public_id=public_id)]
    else:
        wanted = calendars.not_long_over(agreements.once_signed().select_related("municipality"))
    content = calendars.of_agreements(wanted, at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    name = f"perjanjian-{wanted[0].pks_number}" if public_id else "perjanjian"
    response["Content-Disposition"] = f'attachment; filename="{calendars.file_name(name)}"'
    return response


def is_signed(agreement):
    return agreement.status in (agreement.Status.SIGNED, agreement.Status.ENDED)


def as_file(request, losses, municipalities, *, agreement=None):
    """A file for a spreadsheet; that it was taken along is written down in every city it speaks of."""
    rows = [*expiry_pages.file_rows(losses)]
    for city in municipalities:
        of = agreement or city
        here = sum(row[0] == city.name for row in rows)
        audit.record("expiry.exported", of=of, municipality=city, by=request.user, at=timezone.now(), rows=here)
    name = calendars.file_name(f"bila-tidak-diperpanjang-{agreement.pks_number if agreement else 'semua'}", "csv")
    return csv_file([expiry_pages.FILE_COLUMNS, *rows], name=name)
