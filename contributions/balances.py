"""What is left of bills, asked and never stored: money paid, and what bills settled between them."""

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from contributions.models import Bill, Payment, Settlement


def sum_of(rows, name):
    mine = rows.filter(**{"municipality_id": OuterRef("municipality_id"), name: OuterRef("pk")})
    return Coalesce(Subquery(mine.order_by().values(name).annotate(sum=Sum("amount")).values("sum")), 0)


def with_left(found, *, city=None, by=None):
    """
    Bills with what was `paid` in money, what they `got` from other bills and `gave` to others, and what is `left`.

    Above zero it is to be paid; below zero it is too much (a credit, an overpayment), to be settled.

    :param city: whose day `by` is
    :param by: count the money alone that was paid by this day, and what was settled by then
    """
    payments, settlements = Payment.objects, Settlement.objects
    if by is not None:
        payments = payments.filter(payment_date__lte=by)
        settlements = settlements.filter(recorded_at__lt=city.end_of(by))
    return found.annotate(
        paid=sum_of(payments, "bill_id"),
        got=sum_of(settlements, "bill_id"),
        gave=sum_of(settlements, "source_id"),
    ).annotate(left=F("total") - F("paid") - F("got") + F("gave"))


def standing(municipalities):
    """The bills and credits of these municipalities that count, each with what is left of it."""
    return with_left(Bill.objects.filter(municipality__in=municipalities, cancels=None, cancelled_by=None))


def left_of(bill):
    """What is still to be paid of a bill, in rupiah; below zero what is too much."""
    found = Bill.objects.filter(municipality_id=bill.municipality_id, pk=bill.pk)
    return with_left(found).values_list("left", flat=True).get()
