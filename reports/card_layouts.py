"""How cards lie on a sheet: the presets, where each card comes to stand on the front and on the back, crop marks."""

from dataclasses import dataclass, replace


MM = 72 / 25.4  # points
CARD_WIDTH, CARD_HEIGHT = 85.60, 53.98  # mm, ID-1 of ISO/IEC 7810
MARK_LENGTH, MARK_DISTANCE = 4, 1.5  # mm, of crop marks and from the outermost cards


@dataclass(frozen=True, slots=True)
class Preset:
    """A sheet: lengths in mm; the shifts are the printer's own error, right and down, as one looks at a side."""

    page_width: float
    page_height: float
    columns: int
    rows: int
    gap_x: float
    gap_y: float
    crop_marks: bool = True
    shift_x: float = 0
    shift_y: float = 0
    back_shift_x: float = 0
    back_shift_y: float = 0

    @property
    def cards(self):
        return self.columns * self.rows

    def places(self):
        """Return where the cards' lower left corners lie, in points, from top left to bottom right."""
        return self._places(range(self.columns), self.shift_x, self.shift_y)

    def places_behind(self):
        """Return where the backs lie, in the order of their fronts: the sheet is turned over its long edge."""
        return self._places(range(self.columns - 1, -1, -1), self.back_shift_x, self.back_shift_y)

    def shifted(self, *, x=0, y=0, back_x=0, back_y=0):
        return replace(self, shift_x=x, shift_y=y, back_shift_x=back_x, back_shift_y=back_y)

    def _places(self, columns, shift_x, shift_y):
        left = (self.page_width - self.columns * CARD_WIDTH - (self.columns - 1) * self.gap_x) / 2 + shift_x
        top = (self.page_height - self.rows * CARD_HEIGHT - (self.rows - 1) * self.gap_y) / 2 + shift_y
        return [
            (
                (left + column * (CARD_WIDTH + self.gap_x)) * MM,
                (self.page_height - top - row * (CARD_HEIGHT + self.gap_y) - CARD_HEIGHT) * MM,
            )
            for row in range(self.rows)
            for column in columns
        ]


PRESETS = {
    "A4_10": Preset(page_width=210, page_height=297, columns=2, rows=5, gap_x=6, gap_y=2),
    "A4_8": Preset(page_width=210, page_height=297, columns=2, rows=4, gap_x=10, gap_y=10),
    "CR80": Preset(
        page_width=CARD_WIDTH, page_height=CARD_HEIGHT, columns=1, rows=1, gap_x=0, gap_y=0, crop_marks=False
    ),
}


def crop_marks(places):
    """Return short lines around the block of cards, at every edge where the sheet is cut, as PDF operators."""
    xs = {edge for x, _y in places for edge in (x, x + CARD_WIDTH * MM)}
    ys = {edge for _x, y in places for edge in (y, y + CARD_HEIGHT * MM)}
    near, far = MARK_DISTANCE * MM, (MARK_DISTANCE + MARK_LENGTH) * MM
    out = [b"q 0.25 w 0.4 G"]
    for x in sorted(xs):
        for edge, outwards in ((min(ys), -1), (max(ys), 1)):
            out.append(b"%.2f %.2f m %.2f %.2f l" % (x, edge + outwards * near, x, edge + outwards * far))
    for y in sorted(ys):
        for edge, outwards in ((min(xs), -1), (max(xs), 1)):
            out.append(b"%.2f %.2f m %.2f %.2f l" % (edge + outwards * near, y, edge + outwards * far, y))
    return b"\n".join([*out, b"S Q"])
