"""How an agreement and a circular go from state to state: each along its own table, here by the same step."""

from django.utils.translation import gettext as _

from common.refusals import Refused


class MoveNotAllowed(Refused):
    """It cannot go there from where it stands; somebody may have moved it meanwhile."""

    code = "MOVE_NOT_ALLOWED"


class Incomplete(Refused):
    """Something that this move needs is not filled in; `missing` in the detail names it."""

    code = "INCOMPLETE"


def move(row, status, *, table, **fields):
    """
    Move the row on and return the state it came from: one conditional UPDATE is lock and guard against a second click.

    Called inside a verb's transaction, which writes the event.

    :param table: the states that may follow each state
    :raises MoveNotAllowed: if the table has no such move, or somebody was quicker
    """
    before = row.Status(row.status)
    here = type(row).objects.filter(pk=row.pk, municipality_id=row.municipality_id, status=before)
    moved = status in table[before] and here.update(status=status, **fields)
    row.refresh_from_db()
    if not moved:
        refuse(row, status)
    return before


def locked(row):
    """
    The row as it is now, locked: what is asked of it afterwards stays true until the verb is over.

    :raises MoveNotAllowed: if its side has taken it out of sight meanwhile
    """
    try:
        row.refresh_from_db(from_queryset=type(row).objects.select_for_update())
    except type(row).DoesNotExist as error:
        raise MoveNotAllowed(_("Naskah ini baru saja ditarik atau dihapus penulisnya.")) from error
    return row


def refuse(row, status):
    raise MoveNotAllowed(
        _("“%(what)s” sekarang %(now)s dan tidak dapat menjadi %(wanted)s.")
        % {"what": row, "now": row.get_status_display(), "wanted": row.Status(status).label},
        now=row.status,
        wanted=status,
    )


def require_complete(missing):
    """:raises Incomplete: naming each of what is missing"""
    if missing:
        raise Incomplete(_("Belum lengkap: %(missing)s.") % {"missing": ", ".join(map(str, missing))}, missing=missing)
