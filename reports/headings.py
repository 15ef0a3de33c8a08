"""The head and foot of the city's papers as its settings had them on the paper's day: kop, paper, number, signer."""

from municipalities.city import letter_numbers, officials
from reports.papers.letters import Heading, Letterhead, Signer
from reports.pdf import Look


def place_of(city):
    return city.name.removeprefix("Kota ").removeprefix("Kabupaten ")


def heading(city, *, number, day, office=""):
    """The lines at the top of a paper of this day."""
    return Heading(letterhead=letterhead(city, day, office=office), number=number, place=place_of(city), date=day)


def letterhead(city, day, *, office=""):
    """The letterhead in force on the day; of a city that has set none, its name alone."""
    head = city.letterheads.in_force_on(day).first()
    if head is None:
        return Letterhead(government=f"Pemerintah {city.name}", office=office, look=look(city, day))
    return of_row(head, office=office, look=look(city, day))


def of_row(head, *, look, office=""):
    return Letterhead(
        government=head.government,
        office=office,
        address=" ".join(part for part in (head.address, head.postal_code) if part),
        contact=" · ".join(said for said in contacts(head)),
        emblem=bytes(head.emblem) if head.emblem else None,
        look=look,
    )


def contacts(head):
    if head.phone:
        yield f"Telepon {head.phone}"
    if head.email:
        yield f"Surel {head.email}"
    if head.website:
        yield f"Situs {head.website}"


def look(city, day):
    """Paper and letters of the day."""
    paper = city.paperformats.in_force_on(day).first()
    return Look(size=paper.size, typeface=paper.typeface) if paper else Look()


def number(city, number, *, day, month=None):
    """The number of a letter by the city's pattern of the day; a bill counts in its month."""
    paper = city.paperformats.in_force_on(day).first()
    pattern, code = (paper.number_pattern, paper.letter_code) if paper else ("", "")
    return letter_numbers.written(pattern, number=number, day=month or day, code=code)


def signer(city, duty, *, day, office):
    """
    Whoever holds the office with this duty on the day; without one a line to write on.

    :param office: how the office is called where the city has entered none
    """
    there = officials.signer(municipality=city, duty=duty, day=day)
    return of_official(there) if there else Signer(office=office)


def holder(city, title, *, day):
    """Name and number of whoever holds the office of this title on the day; empty words where nobody is known."""
    there = officials.holder(municipality=city, title=title, day=day)
    return of_official(there) if there else Signer(office=title)


def of_official(official):
    return Signer(
        office=official.title, name=official.name, rank=official.rank,
        identity=f"NIP {official.nip}" if official.nip else "",
    )  # fmt: skip


def emblem(city, day):
    """The emblem of the letterhead in force, as PNG, or None."""
    head = city.letterheads.in_force_on(day).first()
    return bytes(head.emblem) if head and head.emblem else None
