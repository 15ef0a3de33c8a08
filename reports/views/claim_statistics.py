"""How claims fare: the page, the same as CSV, and on paper."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import claim_statistics as statistics
from common.spreadsheets import plain
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views.csv_files import csv_file
from reports import claim_statistics_pages as pages
from reports import claim_statistics_papers as papers


@require_safe
@requires(Permission.VIEW_CLAIMS)
def claim_statistics(request):
    found = asked(request)
    tables = pages.tables(found)
    context = {
        "title": pages.title_of(found),
        "years": years(found),
        "total": found.total,
        "spans": pages.spans(found),
        "tables": [{"table": table, "bars": pages.bars(table)} for table in tables if table.rows],
        "csv_url": f"{reverse('claim_statistics_csv')}{query(found.year)}",
        "print_url": f"{reverse('claim_statistics_paper')}{query(found.year)}"
        if may(request.role, Permission.PRINT_CLAIMS)
        else "",
    }
    return render(request, "reports/claim_statistics.html", context)


def asked(request):
    given = request.GET.get("tahun", "")
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 and int(given) else None
    return statistics.of(request.municipalities, year=year)


def query(year):
    return f"?tahun={year}" if year else ""


def years(found):
    every = [{"label": _("Semua"), "url": "?", "current": not found.year}]
    return every + [{"label": str(year), "url": query(year), "current": year == found.year} for year in found.years]


@require_safe
@requires(Permission.VIEW_CLAIMS)
def claim_statistics_csv(request):
    """Every group on a row of its own, then how long each part took; no person stands in it."""
    found = asked(request)
    for city in request.municipalities:
        audit.record("claim_statistics.exported", of=city, municipality=city, by=request.user, at=timezone.now())
    return csv_file(csv_rows(found), name=file_name(found, "csv"))


def csv_rows(found):
    yield [_("Kelompok"), _("Nilai"), _("Klaim"), _("Dibayarkan (Rp)"), _("Median"), _("Persentil 90")]
    for table in pages.tables(found, most=None):
        for row in table.rows:
            yield [table.title, plain(row.label), row.claims, row.paid, "", ""]
    for span in pages.spans(found):
        kind = _("Lama (%(unit)s)") % {"unit": span.unit}
        yield [kind, span.label, span.count, "", span.median, span.ninetieth]


def file_name(found, ending):
    return f"statistik-klaim-{found.year or 'semua'}.{ending}"


@require_POST
@requires(Permission.PRINT_CLAIMS)
def claim_statistics_paper(request):
    found, given = asked(request), {"by": request.user, "at": timezone.now()}
    if request.municipality:
        paper = papers.print_statistics(found=found, municipality=request.municipality, **given)
        return redirect("paper_download", public_id=paper.public_id)
    content = papers.of_branch(
        found=found, branch=request.active_scope.branch, municipalities=request.municipalities,
        day=timezone.localdate(), **given,
    )  # fmt: skip
    saved_as = {"Content-Disposition": f'attachment; filename="{file_name(found, "pdf")}"'}
    return HttpResponse(content, content_type="application/pdf", headers=saved_as)
