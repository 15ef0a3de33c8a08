"""A person keeps how the list of workers was narrowed, under a name, and finds it again. Nobody else does."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import SavedView
from municipalities import audit, turns


MOST = 20  # of one person


class TooManyViews(Refused):
    """A list of links that is longer than a screen helps nobody."""

    code = "TOO_MANY_VIEWS"


class NameTaken(Refused):
    """Another of the person's views has this name."""

    code = "NAME_TAKEN"


class NoSuchView(Refused):
    """It is not there, or somebody else's."""

    code = "NO_SUCH_VIEW"


def of(municipality, by):
    """The person's own, by name."""
    return SavedView.objects.filter(municipality=municipality, by=by)


def one_window_at_a_time(municipality, by):
    """What is looked at before it is written stays as it was seen."""
    turns.wait_for(municipality.pk, f"views of {by.pk}")


@transaction.atomic
def save(*, municipality, name, filters, by, at):
    """
    Keep these filters; under a name that the person uses already they take the place of what it stood for.

    :raises TooManyViews: if there is no room for another
    """
    one_window_at_a_time(municipality, by)
    mine = of(municipality, by)
    there = mine.filter(name=name).first()
    if there and there.filters == filters:
        return there
    if not there and mine.count() >= MOST:
        raise TooManyViews(
            _("Sudah ada %(most)s tampilan tersimpan. Hapus satu yang tidak dipakai lagi, lalu simpan yang ini.")
            % {"most": MOST}
        )
    view, _new = mine.update_or_create(
        municipality=municipality, by=by, name=name, defaults={"filters": filters, "saved_at": at}
    )
    audit.record("saved_view.saved", of=view, by=by, at=at)
    return view


@transaction.atomic
def rename(*, municipality, public_id, name, by, at):
    """
    Give it another name.

    :raises NoSuchView: if the person has none such
    :raises NameTaken: if another one is called so
    """
    one_window_at_a_time(municipality, by)
    view = find(municipality, public_id, by)
    if view.name == name:
        return view
    if of(municipality, by).filter(name=name).exists():
        raise NameTaken(_("Sudah ada tampilan bernama “%(name)s”. Pilih nama lain.") % {"name": name})
    view.name = name
    view.save(update_fields=["name"])
    audit.record("saved_view.renamed", of=view, by=by, at=at)
    return view


@transaction.atomic
def remove(*, municipality, public_id, by, at):
    """
    Let go of it.

    :raises NoSuchView: if the person has none such
    """
    view = find(municipality, public_id, by)
    audit.record("saved_view.removed", of=view, by=by, at=at)
    view.delete()
    return view


def find(municipality, public_id, by):
    try:
        view = of(municipality, by).select_for_update().filter(public_id=uuid.UUID(str(public_id))).first()
    except ValueError:
        view = None
    if view is None:
        raise NoSuchView(_("Tampilan itu sudah tidak ada. Muat ulang halaman ini."))
    return view
