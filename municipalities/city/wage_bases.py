"""From which wage the city counts, where that is not the wage received."""

from municipalities.models import MinimumWage, WageBasis


def counted_instead(municipality, day):
    """
    (rupiah a month, whether it counts for every wage earner) on a day.

    (None, False) where the wage received counts; (None, True) where the minimum wage does and none is recorded.
    """
    basis = WageBasis.objects.filter(municipality=municipality).in_force_on(day).first()
    if basis is None or basis.basis == WageBasis.Basis.ACTUAL:
        return None, False
    if basis.basis == WageBasis.Basis.FIXED:
        return basis.amount, True
    minimum = MinimumWage.objects.filter(municipality=municipality).in_force_on(day).first()
    return (minimum.amount if minimum else None), True
