"""Looking for a unit among four hundred: by its name, or by a part of it that only one has."""

from django.utils.translation import gettext as _

from agreements.forms.stock import folded
from common.rupiah import grouped


NAMED = 3  # of many that are found


def looked_up(word, stock, *, there):
    """
    (the unit to add or None, what to say about it).

    :param there: the names that the row has already
    """
    if not folded(word):
        return None, _("Tulis dulu nama unit yang dicari, atau sebagian darinya.")
    unit = stock.unit(word)
    found = [unit] if unit else [each for each in stock.open_units if folded(word) in folded(each.name)]
    if len(found) == 1:
        (unit,) = found
        name = {"unit": unit.name}
        if unit.code in {each.code for each in map(stock.unit, there) if each}:
            return None, _("%(unit)s sudah ada di lingkup ini.") % name
        return unit, _("%(unit)s ditambahkan.") % name
    said = {"word": word.strip()[:60], "city": stock.municipality, "like": stock.like(word)}
    if found:
        names = ", ".join(each.name for each in found[:NAMED])
        said |= {"count": grouped(len(found)), "names": names + (", …" if len(found) > NAMED else "")}
        return None, _("“%(word)s” cocok dengan %(count)s unit: %(names)s. Tulis namanya lebih lengkap.") % said
    if said["like"]:
        return None, _("Tidak ada unit “%(word)s” di %(city)s. Mungkin maksudnya “%(like)s”?") % said
    return None, _("Tidak ada unit “%(word)s” di %(city)s. Coba sebagian dari namanya.") % said
