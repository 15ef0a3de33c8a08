"""The letter to an office whose people are not covered: to whom, until when, and the paper."""

from django.shortcuts import redirect, render
from django.utils import timezone

from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.setting_forms import form_page
from reports import city_coverage, gap_letters
from reports.forms.gap_letters import GapLetterForm
from reports.views.coverage import municipality_of, unit_of
from reports.views.coverage_forms import place_url


WRONG = {"DUE_DATE_PAST": "due_date", "NOTHING_MISSING": "unit"}


@form_page
@requires(Permission.PRINT_COVERAGE)
def gap_letter(request, public_id):
    municipality = municipality_of(request, public_id)
    unit = unit_of(request, municipality)
    city = city_coverage.of_city(municipality, day=municipality.today(), within=own_unit(request, municipality))
    asked = None if unit is None or unit.parent_id is None else unit
    addressees = gap_letters.addressees(city, asked=asked)
    first = asked or (addressees[0].unit if addressees else None)
    given = {
        "municipality": municipality, "addressees": addressees,
        "usual": gap_letters.usual_bases(municipality, city.day),
        "due_date": first and gap_letters.usual_due_date(municipality, first, city.day),
    }  # fmt: skip
    if request.method != "POST":
        return show(request, municipality, unit, addressees, GapLetterForm(**given))
    form = GapLetterForm(request.POST, **given)
    if not form.is_valid():
        return show(request, municipality, unit, addressees, form, status=422)
    try:
        paper = gap_letters.write(
            municipality=municipality, unit=unit, due_date=form.cleaned_data["due_date"],
            bases=form.cleaned_data["bases"], by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(WRONG.get(refusal.code), str(refusal))
        return show(request, municipality, unit, addressees, form, status=422)
    return redirect("paper_download", paper.public_id)


def own_unit(request, municipality):
    """The unit of a clerk; None for whoever sees the whole city."""
    return municipality.units.filter(pk=request.active_scope.unit_id).first()


def show(request, municipality, unit, addressees, form, *, status=200):
    context = {
        "city": municipality, "addressees": addressees, "form": form, "back_url": place_url(municipality, unit),
    }  # fmt: skip
    return render(request, "reports/gap_letter.html", context, status=status)
