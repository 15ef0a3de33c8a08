"""
Marks of charts as SVG: bars, columns, sparklines, tiles. No script, no inline style; colours are attributes.

The words of a chart are HTML beside the marks (templates/components/chart_*.html), so that they keep their size on
every screen. Everything is drawn in whole units; a picture that says something has a name for who cannot see it.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from common import rupiah as money
from common.months import MONTH_NAMES


ACTIVE, ENROLLED, OPEN = "#24407c", "#86a0d1", "#ffffff"
# Five classes of one hue, light to dark: told apart without colour vision too. White writing from the fourth on.
SCALE = ("#e9eef8", "#bccbe8", "#86a0d1", "#4c6cad", "#24407c")
FIRST_DARK = 3
INK, LINE, THREAD, UNKNOWN = "#1d1b22", "#8b8795", "#c9972f", "#ebeaf0"
BAR = 1000  # units of a bar's length, which the page stretches to what room there is
MILLION, BILLION = 1_000_000, 1_000_000_000


def shade(part, whole):
    """Return the class of a share, 0 to 4, each a fifth wide; None where the whole is unknown or nobody."""
    if not whole:
        return None
    return max(0, min(part * 5 // whole, 4))


def bar(parts, *, whole, label, mark=None):
    """
    Return one horizontal bar.

    :param parts: (value, colour) from left to right; what goes beyond the whole is cut off at its end
    :param whole: the value of the full length; None or 0 is unknown and drawn hatched
    :param label: what the bar says, in words
    :param mark: a value to aim at, drawn as a gold thread
    """
    if not whole:
        return _bar(_hatched(BAR, 10), label=label)
    drawn, reached = [], 0
    for value, color in parts:
        start, reached = reached, min(reached + max(value, 0), whole)
        left = _length(start, whole)
        drawn.append((left, _length(reached, whole) - left, color))
    marks = format_html_join("", '<rect x="{}" y="0" width="{}" height="10" fill="{}"/>', drawn)
    if mark is not None:
        place = min(_length(mark, whole), BAR - 6)
        marks += format_html('<rect x="{}" y="0" width="6" height="10" fill="{}"/>', place, THREAD)
    return _bar(marks, label=label)


def _bar(marks, *, label):
    return format_html(
        '<svg class="chart-bar" viewBox="0 0 {} 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        BAR,
        label,
        marks,
    )


def _length(value, whole):
    return (value * BAR * 2 + whole) // (whole * 2)


def _hatched(width, height):
    """Nothing known: stripes, so that it is told from zero without colour."""
    return format_html(
        '<rect width="{0}" height="{1}" fill="{2}"/>'
        '<path d="M0 {3}H{0}" stroke="{4}" stroke-width="{1}" stroke-dasharray="4 16"/>',
        width,
        height,
        UNKNOWN,
        height // 2,
        LINE,
    )


def coverage_bar(*, active, enrolled, figure, label, mark=None):
    """Return the bar of a population: active, enrolled but not active, and the rest."""
    return bar([(active, ACTIVE), (enrolled - active, ENROLLED)], whole=figure, label=label, mark=mark)


def swatch(color):
    """Return a square for a legend; color None is the hatching of the unknown."""
    marks = _hatched(20, 20) if color is None else format_html('<rect width="20" height="20" fill="{}"/>', color)
    return format_html('<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">{}</svg>', marks)


def columns(points, *, label, line=()):
    """
    Return columns, one for each (month, value), the highest of them named.

    :param points: months as dates with whole values (rupiah or people); a value of None leaves its place empty
    :param line: for each of them a share in tenths of a percent, drawn as a line from 0 to 100 percent; None breaks it
    """
    points = list(points)
    top = max((value for _month, value in points if value), default=0)
    width, height, floor = 480, 180, 150
    step = width // max(len(points), 1)
    drawn = []
    for index, (month, value) in enumerate(points):
        tall = (value or 0) * (floor - 24) // top if top else 0
        left = index * step
        # A value that is there is seen, however small.
        tall = max(tall, 1) if value else 0
        drawn.append((left + step // 8, floor - tall, step * 3 // 4, tall, ACTIVE))
        drawn[-1] += (left + step // 2, floor + 18, MONTH_NAMES[month.month - 1][:3])
    marks = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        '<text x="{}" y="{}" font-size="16" text-anchor="middle" fill="#1d1b22">{}</text>',
        drawn,
    )
    marks += _share_line(line, step=step, floor=floor)
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<text x="0" y="15" font-size="16" fill="#1d1b22">{}</text>'
        '<path d="M0 24H{}" stroke="{}" stroke-dasharray="2 4"/><path d="M0 {}H{}" stroke="{}"/>{}</svg>',
        width,
        height,
        label,
        compact(top),
        width,
        LINE,
        floor,
        width,
        INK,
        marks,
    )


def _share_line(line, *, step, floor):
    """One stroke for each run of months with a share, and a point for each month, so that it is seen on its own."""
    strokes, points = [[]], []
    for index, tenths in enumerate(line):
        if tenths is None:
            strokes.append([])
            continue
        place = (index * step + step // 2, floor - min(tenths, 1000) * (floor - 24) // 1000)
        strokes[-1].append("{},{}".format(*place))
        points.append((*place, THREAD, INK))
    drawn = format_html_join(
        "", '<polyline points="{}" fill="none" stroke="{}" stroke-width="3"/>',
        [(" ".join(stroke), THREAD) for stroke in strokes if len(stroke) > 1],
    )  # fmt: skip
    return drawn + format_html_join("", '<circle cx="{}" cy="{}" r="4" fill="{}" stroke="{}"/>', points)


def sparkline(values, *, label):
    """Return a small line of whole values, oldest first; a single value is a point, none at all nothing."""
    values = list(values)
    if not values:
        return mark_safe("")
    low, high = min(values), max(values)
    steps = max(len(values) - 1, 1)
    places = [(index * 104 // steps + 3, _height(value, low, high)) for index, value in enumerate(values)]
    return format_html(
        '<svg class="sparkline" viewBox="0 0 112 28" role="img" aria-label="{}">'
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>'
        '<circle cx="{}" cy="{}" r="3" fill="{}"/></svg>',
        label,
        " ".join(f"{x},{y}" for x, y in places),
        ACTIVE,
        *places[-1],
        ACTIVE,
    )


def _height(value, low, high):
    return 14 if high == low else 24 - (value - low) * 20 // (high - low)


def tile(*, name, part, whole, share, url=""):
    """
    Return one square of the tile map: a municipality in the colour of its share.

    :param share: the share as it is to be read, or the words for an unknown one
    """
    class_ = shade(part, whole)
    ground = (
        _hatched(104, 72)
        if class_ is None
        else format_html('<rect width="104" height="72" fill="{}"/>', SCALE[class_])
    )
    light = class_ is not None and class_ >= FIRST_DARK
    words = format_html_join(
        "",
        '<text x="52" y="{}" font-size="{}" font-weight="{}" text-anchor="middle" fill="{}">{}</text>',
        [
            (31, 15, 700, "#ffffff" if light else INK, short_name(name)),
            (52, 15, 400, "#ffffff" if light else INK, share),
        ],
    )
    # Writing on stripes needs a quiet ground of its own.
    quiet = mark_safe('<rect x="6" y="14" width="92" height="46" fill="#ffffff"/>') if class_ is None else ""
    square = format_html(
        '<svg viewBox="0 0 104 72" role="img" aria-label="{}">{}{}{}'
        '<rect x="1" y="1" width="102" height="70" fill="none" stroke="{}" stroke-width="1"/></svg>',
        _("%(name)s: %(share)s") % {"name": name, "share": share},
        ground,
        quiet,
        words,
        LINE,
    )
    return format_html('<a href="{}">{}</a>', url, square) if url else square


def short_name(name):
    """Return the name of a municipality without its kind, cut to what a square holds."""
    for kind in ("Kota ", "Kabupaten ", "Kab. "):
        name = name.removeprefix(kind)
    return name if len(name) <= 11 else name[:10].rstrip() + "."


def compact(value):
    """Return a large number in few letters, cut, never rounded up: 18249000 as 18,2 jt."""
    for unit, word in ((BILLION, _("M")), (MILLION, _("jt"))):
        if value >= unit:
            tenths = value * 10 // unit
            return f"{money.grouped(tenths // 10)},{tenths % 10} {word}"
    return money.grouped(value)
