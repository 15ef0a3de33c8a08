"""The numbers of a city's letters: circulars and the letters that remind of them count in one row, year by year."""

from django.db.models import Max

from agreements.models import Circular, CircularReminder
from municipalities import turns
from municipalities.city import letter_numbers


def taken(municipality):
    """Every number that stands on a letter which went out; what is still a draft holds none."""
    issued = Circular.objects.filter(municipality=municipality).exclude(status__in=Circular.PENDING)
    reminders = CircularReminder.objects.filter(municipality=municipality)
    return {*issued.values_list("number", flat=True), *reminders.values_list("number", flat=True)}


def next_numbers(*, municipality, day, count=1):
    """
    The next (sequence, number) pairs by the city's pattern of the day; a number that was typed by hand is passed over.

    Called inside a verb's transaction: the next one waits until this one is over.

    :raises StillAtIt: if somebody else's letters take longer than a lock is waited for
    """
    numbers_in_turn(municipality)
    return upcoming(municipality=municipality, day=day, count=count)


def upcoming(*, municipality, day, count=1):
    """The same pairs as they would be now, without waiting: somebody else's letter may take them first."""
    used, found = taken(municipality), []
    paper = municipality.paperformats.in_force_on(day).first()
    pattern, code = (paper.number_pattern, paper.letter_code) if paper else ("", "")
    sequence = last_of(municipality, day.year)
    while len(found) < count:
        sequence += 1
        number = letter_numbers.written(pattern, number=sequence, day=day, code=code)
        if number not in used:
            found.append((sequence, number))
    return found


def numbers_in_turn(municipality):
    turns.wait_for(municipality.pk, "letters")


def last_of(municipality, year):
    of_year = {"municipality": municipality, "date__year": year}
    issued = Circular.objects.filter(**of_year).exclude(status__in=Circular.PENDING)
    reminders = CircularReminder.objects.filter(**of_year)
    return max(found.aggregate(last=Max("sequence"))["last"] or 0 for found in (issued, reminders))
