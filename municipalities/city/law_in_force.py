"""The rates of the law on a day, in words, each with where it stands."""

from django.utils.translation import gettext as _

from common.rupiah import percent, rupiah
from regulations import rates as tariff
from regulations.dated import NotInForce
from regulations.words import BaseRule, Payer, Segment


def rates(day):
    """[{"title", "rows": [{"program", "payer", "value", "base", "source", "since"}]}] for PU and BPU."""
    titles = {Segment.PU: _("Penerima upah (PU)"), Segment.BPU: _("Bukan penerima upah (BPU)")}
    return [
        {"title": title, "rows": [row for position in tariff.TARIFF if (row := row_of(position, segment, day))]}
        for segment, title in titles.items()
    ]


def row_of(position, segment, day):
    if position.segment != segment:
        return None
    try:
        entry = position.series.on(day)
    except NotInForce:
        return None
    is_flat = position.base_rule == BaseRule.FLAT
    return {
        "program": f"{position.program}, {_('tingkat risiko %(number)s') % {'number': int(position.risk_class)}}"
        if position.risk_class
        else str(position.program),
        "payer": _("pemberi kerja") if position.payer == Payer.EMPLOYER else _("peserta"),
        "value": rupiah(entry.value) if is_flat else percent(entry.value),
        "base": "" if is_flat else _("upah sebulan") if position.base_rule == BaseRule.WAGE else _("dasar golongan"),
        "source": entry.source,
        "since": entry.start_date,
    }
