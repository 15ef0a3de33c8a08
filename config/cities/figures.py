"""How many there are, as somebody said it: populations, what branches count, targets, and the gaps of units."""

from enrollment.models import BranchStatistic, GapTarget, PopulationFigure, UnitGap
from municipalities.models import Branch


FIGURE_FIELDS = (*("figure", "quoted_gap", "as_of", "source", "speaker", "definition", "is_reference", "is_invented"),)
TARGET_FIELDS = ("figure", "set_date", "due_date", "owner", "source", "is_invented")


def load(given, city):
    for figure in given.get("population_figures", []):
        PopulationFigure.objects.create(municipality=city, **place_of(figure, city), **chosen(figure, FIGURE_FIELDS))
    for target in given.get("targets", []):
        GapTarget.objects.create(municipality=city, **place_of(target, city), **chosen(target, TARGET_FIELDS))
    for said in given.get("statistics", []):
        load_statistic(said, city)
    for gap in given.get("gap_list", {}).get("units", []):
        load_gap(gap, given["gap_list"], city)


def load_statistic(said, city):
    """A part stands after its whole, which it names by its label."""
    BranchStatistic.objects.create(
        municipality=city,
        branch=Branch.objects.get(code=said["branch"]),
        category=city.categories.get(code=said["category"]) if "category" in said else None,
        part_of=city.branch_statistics.get(label=said["part_of"]) if "part_of" in said else None,
        **chosen(said, ("label", "figure", "as_of", "source")),
    )


def load_gap(gap, listed, city):
    """`unknown` instead of `missing`: nobody knows how many."""
    UnitGap.objects.create(
        municipality=city,
        unit=city.units.get(code=gap["unit"]),
        category=city.categories.get(code=gap["category"]),
        missing=gap.get("missing"),
        owner=gap.get("owner", ""),
        due_date=gap.get("due_date"),
        status=gap["state"],
        **chosen(listed, ("as_of", "source", "is_invented")),
    )


def place_of(row, city):
    return {
        "category": city.categories.get(code=row["category"]) if "category" in row else None,
        "unit": city.units.get(code=row["unit"]) if "unit" in row else None,
    }


def chosen(row, names):
    return {name: row[name] for name in names if name in row}
