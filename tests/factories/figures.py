from datetime import date

from enrollment.models import GapTarget, PopulationFigure, UnitGap


def make_figure(city, figure=None, **fields):
    """What somebody said of the city's teachers; a reference unless it is told otherwise."""
    fields = {"category": city.gtt, "as_of": date(2023, 1, 9), "source": "Bengkulu Ekspress"} | fields
    return PopulationFigure.objects.create(municipality=city, figure=figure, **{"is_reference": True} | fields)


def make_gap(city, missing=4, **fields):
    fields = {
        "unit": city.school,
        "category": city.gtt,
        "as_of": date(2021, 5, 5),
        "source": "Pena Nusantara",
    } | fields
    return UnitGap.objects.create(municipality=city, missing=missing, **fields)


def make_target(city, figure, **fields):
    fields = {"category": city.gtt, "set_date": date(2026, 10, 1), "due_date": date(2026, 12, 31)} | fields
    return GapTarget.objects.create(municipality=city, figure=figure, source="Bengkulu Ekspress", **fields)
