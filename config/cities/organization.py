"""Units, categories, registrations and the city's own decrees on wages."""

from municipalities.models import Category, MinimumWage, Registration, Unit, WageBasis


CATEGORY_FIELDS = ("code", "name", "segment", "programs", "funding_source", "sector", "band")


def load(given, city):
    units = {}
    for unit in given["organization"]["units"]:
        parent = units.get(unit.get("parent"))
        units[unit["code"]] = Unit.objects.create(
            municipality=city, code=unit["code"], name=unit["name"], kind=unit["kind"], parent=parent
        )
    for category in given["categories"]:
        Category.objects.create(municipality=city, **{name: category[name] for name in CATEGORY_FIELDS})
    for registration in given["registrations"]:
        unit = units.get(registration.pop("unit", None))
        Registration.objects.create(municipality=city, unit=unit, **registration)
    for basis in given["wage_basis"]:
        WageBasis.objects.create(municipality=city, **basis)
    for wage in given.get("minimum_wages", []):
        MinimumWage.objects.create(municipality=city, **wage)
