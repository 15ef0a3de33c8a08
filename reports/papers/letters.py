"""What all official letters share: the letterhead, who signs, and dates in words (tata naskah dinas)."""

from dataclasses import dataclass
from datetime import date

from num2words import num2words

from common import months
from reports import pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes. `emblem` is a PNG or JPEG of the owner; without one the head is words alone."""

    government: str  # Pemerintah Kota Bengkulu
    office: str = ""  # Dinas Tenaga Kerja
    address: str = ""
    contact: str = ""
    look: pdf.Look = pdf.USUAL
    emblem: bytes | None = None

    @property
    def picture(self):
        return pdf.data_uri(self.emblem) if self.emblem else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs, as it stands under a letter. A delegated signature names for whom (a.n. Wali Kota)."""

    office: str
    name: str = ""  # empty: a line to write on
    identity: str = ""  # NIP or NPK, with its label
    on_behalf_of: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The lines at the top of a paper: its writer, number, place and date."""

    letterhead: Letterhead
    number: str
    place: str
    date: date


def weekday(day):
    """Return the Indonesian name of a day of the week."""
    return months.WEEKDAY_NAMES[day.weekday()]


def day_in_words(day):
    """Return a day as agreements and minutes open: Rabu tanggal lima bulan Mei tahun dua ribu dua puluh satu."""
    number, year = (num2words(value, lang="id") for value in (day.day, day.year))
    return f"{weekday(day)} tanggal {number} bulan {months.MONTH_NAMES[day.month - 1]} tahun {year}"
