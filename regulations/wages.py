"""The wage that contributions are reckoned from, and the programs that are only shown for information (JP and JKP)."""

from datetime import date
from typing import NamedTuple

from common.months import first_day
from common.rupiah import PER, share
from regulations.dated import Dated, declare
from regulations.values import RATE, RUPIAH, table, whole


class JkpComposition(NamedTuple):
    """Where the money of JKP comes from, parts per 100,000 of the wage up to the cap; never extra for the employer."""

    state: int
    from_jkk: int
    from_jkm: int
    wage_cap: int


DAILY_TIMES = declare(Dated("wages.daily_times", unit="times", read=whole(1, 31)))
PIECE_WORK_MONTHS = declare(Dated("wages.piece_work_months", unit="months", read=whole(1, 60)))
WEATHER_PIECE_WORK_MONTHS = declare(Dated("wages.weather_piece_work_months", unit="months", read=whole(1, 60)))
JP_EMPLOYER = declare(Dated("jp.employer", unit="per_100000", read=RATE))
JP_WORKER = declare(Dated("jp.worker", unit="per_100000", read=RATE))
JP_WAGE_CAP = declare(Dated("jp.wage_cap", unit="rupiah", read=RUPIAH))
JKP_COMPOSITION = declare(
    Dated(
        "jkp.composition",
        unit="per_100000",
        read=table(JkpComposition, state=RATE, from_jkk=RATE, from_jkm=RATE, wage_cap=RUPIAH),
    )
)


def monthly_wage(*, daily_wage: int, month: date) -> int:
    """
    Return the monthly wage of a worker paid by the day, in rupiah (PP 44/2015 Art. 19(3)).

    :raises NotInForce: before the law
    :raises ValueError: if the daily wage is negative
    """
    return share(daily_wage, DAILY_TIMES.on(first_day(month)).value * PER)
