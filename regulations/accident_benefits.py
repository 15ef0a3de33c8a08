"""What a work accident brings to whoever survives it: total disability is computed, the rest shown for information."""

from datetime import date
from typing import NamedTuple

from common.rupiah import PER, share
from regulations.dated import Dated, declare
from regulations.death_benefits import PERIODIC
from regulations.rates import band_for
from regulations.values import RUPIAH, listing, table, text, whole
from regulations.words import BandChoice, Program, Segment


class SickPay(NamedTuple):
    """Percent of the wage while unable to work, for so many months; 0 months: until recovered."""

    percent: int
    months: int


class TotalDisability(NamedTuple):
    """Rupiah for a total permanent disability, and the articles they rest on."""

    lump_sum: int
    periodic: int
    source: str

    @property
    def total(self) -> int:
        """Return both together, in rupiah."""
        return self.lump_sum + self.periodic


TOTAL_DISABILITY_TIMES = declare(Dated("jkk_benefits.total_disability_times", unit="times", read=whole(0, 1_000)))
PARTIAL_LOSS_TIMES = declare(Dated("jkk_benefits.partial_loss_times", unit="times", read=whole(0, 1_000)))
MEDICAL_CARE = declare(Dated("jkk_benefits.medical_care", unit="words", read=text()))
SICK_PAY = declare(
    Dated(
        "jkk_benefits.sick_pay",
        unit="percent",
        read=listing(table(SickPay, percent=whole(0, 100), months=whole(0, 600))),
    )
)
PROSTHESIS_PERCENT = declare(Dated("jkk_benefits.prosthesis_percent", unit="percent", read=whole(0, 1_000)))
UP_TO = {
    name: declare(Dated(f"jkk_benefits.{name}", unit="rupiah", read=RUPIAH))
    for name in (
        "home_care",
        "transport_by_land",
        "transport_by_sea",
        "transport_by_air",
        "denture",
        "hearing_aid",
        "glasses",
    )
}


def total_disability_for(
    *,
    happened: date,
    wage: int,
    segment: Segment | str = Segment.PU,
    band: BandChoice | str = BandChoice.BY_INCOME,
) -> TotalDisability:
    """
    Return what a total permanent disability brings (PP 44/2015 and PP 82/2019 Art. 25).

    :param happened: day of the accident, whose law counts
    :param wage: last reported wage, rupiah per month; in BPU the income that chooses the band, whose base counts
    :raises NotInForce: before the law
    """
    if Segment(segment) == Segment.BPU:
        wage = band_for(income=wage, month=happened, choice=band).base
    times, periodic = TOTAL_DISABILITY_TIMES.on(happened), PERIODIC[Program.JKK].on(happened)
    return TotalDisability(share(wage, times.value * PER), periodic.value, times.source)
