"""Charts on pages and papers: {% load charts %}."""

from django import template
from django.utils.translation import gettext as _

from common.templatetags.payung import count, percent
from reports import charts


register = template.Library()


def share_in_words(row):
    """What stands beside a bar: 1.212 dari 3.242, 37,4 %; unknown, nothing sent and 0 % are three things."""
    active, figure = row["active"], row["figure"]
    if not row.get("sent", True):
        return _("belum kirim data")
    if figure is None:
        return _("%(active)s terlindungi, jumlah seluruhnya belum diketahui") % {"active": count(active)}
    return _("%(active)s dari %(figure)s, %(share)s") % {
        "active": count(active),
        "figure": count(figure),
        "share": percent(active, figure),
    }


def _sent(row):
    return row.get("sent", True)


@register.simple_tag
def share_bar(active, enrolled, figure, label, mark=None):
    """A bar for a table cell; figure None is hatched."""
    said = share_in_words({"active": active, "figure": figure})
    return charts.coverage_bar(active=active, enrolled=enrolled, figure=figure, label=f"{label}: {said}", mark=mark)


@register.simple_tag
def sparkline(values, label):
    return charts.sparkline(values, label=label)


@register.inclusion_tag("components/chart_ranked.html")
def ranked_bars(rows, title, takeaway=""):
    """
    Bars from the highest share to the lowest; rows without a figure or without data stand last.

    :param rows: {label, url, active, enrolled, figure or None, sent}
    """

    def rank(row):
        known = bool(_sent(row) and row["figure"])
        return (not known, -(row["active"] * 1000 // row["figure"]) if known else 0, row["label"])

    bars = []
    for row in sorted(rows, key=rank):
        said = share_in_words(row)
        figure = row["figure"] if _sent(row) else None
        mark = charts.coverage_bar(active=row["active"], enrolled=row["enrolled"], figure=figure, label=said)
        bars.append({"label": row["label"], "url": row.get("url", ""), "said": said, "bar": mark})
    legend = [
        {"swatch": charts.swatch(charts.ACTIVE), "label": _("terlindungi")},
        {"swatch": charts.swatch(charts.ENROLLED), "label": _("terdaftar, tidak aktif")},
        {"swatch": charts.swatch(charts.OPEN), "label": _("belum terdaftar")},
        {"swatch": charts.swatch(None), "label": _("belum diketahui")},
    ]
    return {"bars": bars, "title": title, "takeaway": takeaway, "legend": legend}


@register.inclusion_tag("components/chart_columns.html")
def month_columns(points, title, takeaway="", unit=""):
    """
    Columns of months with their figures in a table below.

    :param points: {month, value or None}; unit "Rp" writes the table in rupiah
    """
    points = list(points)
    pairs = [(point["month"], point["value"]) for point in points]
    label = f"{title}. {takeaway}" if takeaway else title
    return {
        "points": points,
        "svg": charts.columns(pairs, label=label),
        "title": title,
        "takeaway": takeaway,
        "unit": unit,
    }


@register.inclusion_tag("components/chart_trend.html")
def trend_columns(points, title, takeaway):
    """
    Who was active at the end of each month as columns, and the share as a line.

    :param points: trends.Point of each
    """
    pairs, line = [(point.month, point.active) for point in points], [point.tenths for point in points]
    svg = charts.columns(pairs, label=f"{title}. {takeaway}", line=line)
    return {"points": points, "svg": svg, "title": title, "takeaway": takeaway}


@register.simple_tag
def trend_line(points, label):
    """A small line of the share at the ends of the months, or of the people where nobody knows how many there are."""
    shares = [point.tenths for point in points if point.tenths is not None]
    return charts.sparkline(shares or [point.active for point in points if point.active is not None], label=label)


@register.inclusion_tag("components/chart_tiles.html")
def tile_map(rows, title, takeaway=""):
    """
    One square for each municipality, grouped by province.

    :param rows: {label, province, url, active, figure or None, sent}
    """
    groups = {}
    for row in sorted(rows, key=lambda row: (row["province"], row["label"])):
        figure = row["figure"] if _sent(row) else None
        share = percent(row["active"], figure) if figure else _("belum kirim") if not _sent(row) else _("tak tentu")
        square = charts.tile(name=row["label"], part=row["active"], whole=figure, share=share, url=row.get("url", ""))
        groups.setdefault(row["province"], []).append(square)
    steps = [_("%(from)d-%(to)d %%") % {"from": index * 20, "to": index * 20 + 20} for index in range(5)]
    legend = [
        {"swatch": charts.swatch(color), "label": label} for color, label in zip(charts.SCALE, steps, strict=True)
    ]
    legend.append({"swatch": charts.swatch(None), "label": _("tanpa data")})
    return {"groups": groups.items(), "title": title, "takeaway": takeaway, "legend": legend}
