"""From which wage the city counts: the wage received, by the month or by the day, or one amount for everybody."""

from dataclasses import dataclass

from municipalities.models import MinimumWage, WageBasis
from regulations import wages


BELIEVABLE_TIMES = 2  # the minimum wage


@dataclass(frozen=True)
class Counting:
    """
    How the contribution of a wage earner is counted in a month.

    :param is_received: whether each person's own wage counts; otherwise `amount` does for everybody
    :param amount: rupiah a month; None where a minimum wage counts and none is recorded
    :param times: how many of the stored wages make a month: 1, or the days of a daily wage
    """

    is_received: bool
    amount: int | None = None
    times: int = 1

    def of(self, wage):
        """The monthly wage that counts for somebody with this stored wage; None where there is none."""
        if not self.is_received:
            return self.amount
        return None if wage is None else wage * self.times


def times_of(basis, month):
    """How many of the stored wages make a month under a basis ("DAILY", or any other)."""
    return wages.DAILY_TIMES.on(month).value if basis == WageBasis.Basis.DAILY else 1


def daily_most(municipality, day):
    """
    What a day's wage makes of a month at most, as far as that is believable: twice the minimum wage; more is mostly a
    month's wage that is counted as a day's. None where no minimum wage is recorded.
    """
    kinds = (MinimumWage.Kind.UMK, MinimumWage.Kind.UMP)
    minimum = next((found for kind in kinds if (found := minimum_on(municipality, day, kind))), None)
    return minimum and BELIEVABLE_TIMES * minimum.amount


def in_force(municipality, day):
    """The WageBasis in force on a day, or None."""
    return WageBasis.objects.filter(municipality=municipality).in_force_on(day).first()


def minimum_on(municipality, day, kind=MinimumWage.Kind.UMK):
    """The minimum wage in force on a day, or None."""
    return MinimumWage.objects.filter(municipality=municipality, kind=kind).in_force_on(day).first()


def counting(municipality, day):
    """The Counting in force on a day; without any basis the wage received counts."""
    basis = in_force(municipality, day)
    if basis is None or basis.basis in WageBasis.RECEIVED:
        return Counting(is_received=True, times=times_of(basis and basis.basis, day))
    if basis.basis == WageBasis.Basis.FIXED:
        return Counting(is_received=False, amount=basis.amount)
    minimum = minimum_on(municipality, day, basis.basis)
    return Counting(is_received=False, amount=minimum.amount if minimum else None)
