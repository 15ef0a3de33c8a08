from enrollment.models import PopulationFigure


FIGURE_FIELDS = (*("figure", "quoted_gap", "as_of", "source", "speaker", "definition", "is_reference", "is_invented"),)


def load(given, city):
    for figure in given.get("population_figures", []):
        PopulationFigure.objects.create(
            municipality=city,
            category=city.categories.get(code=figure["category"]) if "category" in figure else None,
            unit=city.units.get(code=figure["unit"]) if "unit" in figure else None,
            **{name: figure[name] for name in FIGURE_FIELDS if name in figure},
        )
