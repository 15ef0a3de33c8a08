"""Invented people: names from names.toml, NIK with serials 9001 to 9999, drawn from a seed: always the same."""

import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path


NAMES = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
SERIALS = range(9001, 10000)
OLDEST, YOUNGEST = date(1965, 1, 1), date(1999, 12, 31)


@dataclass(frozen=True)
class Person:
    nik: str
    name: str
    birth_place: str
    birth_date: date
    sex: str
    kpj: str
    phone: str


class People:
    """
    Draws the people of one city; no NIK and no KPJ is drawn twice.

    :param city: a table of names.toml
    :param taken: NIK that stand in the city's file already
    """

    def __init__(self, city, *, taken=()):
        self.random = random.Random(f"payung {city}")
        self.names = NAMES[city]
        self.office = list(NAMES).index(city) + 1  # a digit of the KPJ, so that no two cities share one
        self.niks = set(taken)
        self.kpjs = set()

    def draw(self, count, *, kpj_year, women=50, degrees=True, without_kpj=0):
        """
        :param kpj_year: the year of registration the KPJ begins with
        :param women: of a hundred
        :param without_kpj: how many of the people have no KPJ yet
        """
        missing = set(self.random.sample(range(count), without_kpj))
        return [self._person(kpj_year, women, degrees, has_kpj=index not in missing) for index in range(count)]

    def _person(self, kpj_year, women, degrees, *, has_kpj):
        sex = "P" if self.random.random() * 100 < women else "L"
        birth_date = OLDEST + timedelta(days=self.random.randrange((YOUNGEST - OLDEST).days))
        return Person(
            nik=self._nik(birth_date, sex),
            name=self._name(sex) + (self._degree() if degrees else ""),
            birth_place=self.random.choice(self.names["birthplaces"]),
            birth_date=birth_date,
            sex=sex,
            kpj=self._kpj(kpj_year) if has_kpj else "",
            phone=f"0812000{self.random.randrange(100_000):05}",
        )

    def _nik(self, birth_date, sex):
        near = self.random.random() < 0.85
        while True:
            nik = nik_of(
                district=self.random.choice(self.names["districts" if near else "elsewhere"]),
                birth_date=birth_date,
                sex=sex,
                serial=self.random.choice(SERIALS),
            )
            if nik not in self.niks:
                self.niks.add(nik)
                return nik

    def _name(self, sex):
        group = self.random.choices(self.names["groups"], [group["weight"] for group in self.names["groups"]])[0]
        side = sex.lower()
        given = self.random.choice(group[f"given_{side}"])
        if self.random.random() * 100 < group["alone"]:
            return given
        last = self.random.choice(group.get(f"last_{side}") or group["family"])
        return given if last in given else f"{given} {last}"

    def _degree(self):
        if self.random.random() * 100 >= self.names["degree_share"]:
            return ""
        return f", {self.random.choice(self.names['degrees'])}"

    def _kpj(self, year):
        while True:
            kpj = f"{year % 100:02}X{self.office}{self.random.randrange(10_000_000):07}"
            if kpj not in self.kpjs:
                self.kpjs.add(kpj)
                return kpj


def nik_of(*, district, birth_date, sex, serial):
    """District at first registration, birth date (women: day + 40), serial (PP 40/2019 Art. 31)."""
    day = birth_date.day + (40 if sex == "P" else 0)
    return f"{district}{day:02}{birth_date:%m%y}{serial:04}"


def spread(total, weights):
    """Split a total over weights by largest remainders, so that the parts sum up to it."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -(total * weights[index] % whole))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
