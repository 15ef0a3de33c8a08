"""
Loading a city of examples/cities/ into an installation.

One module a noun, each with `load(given, city)`; the order below is the order of the facts: what stands before the
rosters are imported, and what rests on the people they brought.
"""

import tomllib

from django.conf import settings

from config.cities import (
    agreements,
    budgets,
    circulars,
    claims,
    figures,
    handovers,
    holidays,
    organization,
    places,
    settings_of,
)
from municipalities import service_user
from municipalities.context import as_owner
from municipalities.models import Municipality


BEFORE_ROSTERS = (organization, settings_of, agreements, circulars, figures, holidays, budgets)
AFTER_ROSTERS = (claims, handovers)


def paths():
    return sorted((settings.BASE_DIR / "examples" / "cities").glob("*.toml"))


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load(given, *, password):
    """
    Make the city of this file if it is not there yet; returns the municipality.

    :param password: for the people who sign in; hashed once for all of them
    """
    with as_owner():
        code = places.make_place(given)
        places.make_people(given, Municipality.objects.using("owner").get(code=code), password)
    city = Municipality.objects.get(code=code)
    # One transaction: an interrupted start leaves nothing here, and the next one begins anew.
    with service_user.at_work(city, patient=True):
        if not city.units.exists():
            for facts in BEFORE_ROSTERS:
                facts.load(given, city)
    with as_owner():
        places.place_clerks(given, Municipality.objects.using("owner").get(code=code))
    return city


def load_after_rosters(given, city):
    """What rests on the people of the rosters; each module leaves alone what it finds done."""
    for facts in AFTER_ROSTERS:
        with service_user.at_work(city, patient=True):
            facts.load(given, city)
