"""Over several cities the claim whose day is longest past leads, and the scholarship that is due longest."""

from datetime import date

from claims import scholarships
from claims.clocks import Clock, Kind
from claims.models import ScholarshipChild
from reports import duties
from reports.standing import Standing
from tests.factories.claims import DIED, ClaimOnItsWay, make_worker_of


EARLIER, LATER = date(2026, 11, 3), date(2026, 11, 9)


def waiting(city, way, due):
    child = ScholarshipChild(claim=way.claim, level="SD")
    year = scholarships.Standing(child=child, years=[], number=1, due=due, level=None)
    late = [(way.claim, Clock(Kind.PAID, due, "PP 44/2015"))]
    return Standing(city, day=date(2026, 11, 24), late_clocks=late, due_scholarships=[year])


def test_what_is_longest_past_leads_whatever_city_comes_first(world):
    first = ClaimOnItsWay(world)
    second = ClaimOnItsWay(world, make_worker_of(world), death_date=DIED)
    found = [waiting(world.bengkulu, first, LATER), waiting(world.kupang, second, EARLIER)]
    for kind in (duties.late_claims, duties.yearly_scholarships):
        [duty] = kind(found)
        assert duty.due_date == EARLIER
        assert duty.url.startswith(second.claim.get_absolute_url())
