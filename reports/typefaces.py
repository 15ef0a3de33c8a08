"""
Letters that are stamped rather than laid out: their widths, how a long text is fitted, and the font inside the PDF.

WeasyPrint embeds only the letters it used; a name stamped later needs the whole repertoire. So the font goes in whole,
with the code point as character code: what is drawn, what is searched and what is copied are the same letters.
"""

import io
import unicodedata
from functools import cache, cached_property

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from reports import pdf


FILES = {False: "fonts/public-sans-400.ttf", True: "fonts/public-sans-700.ttf"}  # bold or not
SHRINK = 0.97  # from one try to the next
UNKNOWN = "?"
NEEDED_IN_PDF = {"glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep", "fpgm", "cvt "}


def clean(text):
    """Return a text as it is printed: composed letters, single spaces, no line ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class Typeface:
    """One weight of Public Sans. Widths are in units of the letter size."""

    def __init__(self, *, bold):
        self.key = "F700" if bold else "F400"
        self._data = pdf.asset(FILES[bold])
        font = TTFont(io.BytesIO(self._data), recalcTimestamp=False)
        names = font.getBestCmap() | _tabular_digits(font)
        self.units = font["head"].unitsPerEm
        self.ascent = font["hhea"].ascent / self.units
        self.descent = -font["hhea"].descent / self.units
        self._glyphs = {code: font.getGlyphID(name) for code, name in names.items()}
        self._widths = {chr(code): font["hmtx"][name][0] / self.units for code, name in names.items()}
        self._font = font

    def missing(self, text):
        """Return the letters this typeface does not have, in order."""
        return [letter for letter in text if letter not in self._widths]

    def legible(self, text):
        """Return a cleaned text with a visible mark in place of each letter the typeface does not have."""
        return "".join(letter if letter in self._widths else UNKNOWN for letter in clean(text))

    def width(self, text):
        """
        Return the width of a text set without kerning, in units of its size.

        :raises KeyError: for a letter the typeface does not have
        """
        return sum(map(self._widths.__getitem__, text))

    def embed(self, document):
        """Add the font to a pikepdf document and return the object a page refers to."""
        name = Name("/PAYUNG+" + self._font["name"].getDebugName(6))
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=document.make_indirect(self._descriptor(document, name)),
            W=self._pdf_widths(),
            DW=0,
            CIDToGIDMap=document.make_stream(self._glyph_map()),
        )
        return document.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([document.make_indirect(descendant)]),
                ToUnicode=document.make_stream(_letters_are_code_points(self._glyphs)),
            )
        )

    def _descriptor(self, document, name):
        font, per_mille = self._font, 1000 / self.units
        head = font["head"]
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=32,  # non-symbolic
            FontBBox=Array([round(side * per_mille) for side in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            ItalicAngle=0,
            Ascent=round(self.ascent * 1000),
            Descent=round(-self.descent * 1000),
            CapHeight=round(font["OS/2"].sCapHeight * per_mille),
            StemV=140 if self.key == "F700" else 80,
            FontFile2=document.make_stream(self._outlines),
        )

    @cached_property
    def _outlines(self):
        lean = TTFont(io.BytesIO(self._data), recalcTimestamp=False)
        for table in sorted(set(lean.keys()) - NEEDED_IN_PDF - {"GlyphOrder"}):
            del lean[table]
        out = io.BytesIO()
        lean.save(out, reorderTables=False)
        return out.getvalue()

    def _pdf_widths(self):
        widths = Array()
        for letter, width in sorted(self._widths.items()):
            widths.extend([ord(letter), Array([round(width * 1000)])])
        return widths

    def _glyph_map(self):
        glyphs = bytearray(2 * (max(self._glyphs) + 1))
        for code, glyph in self._glyphs.items():
            glyphs[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
        return bytes(glyphs)


def _tabular_digits(font):
    """Return the digits of one width, which stand under each other in a column: code -> glyph."""
    table, cmap = font["GSUB"].table, font.getBestCmap()
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swaps = {}
    for index in lookups:
        for subtable in table.LookupList.Lookup[index].SubTable:
            swaps |= getattr(subtable, "ExtSubTable", subtable).mapping
    return {code: swaps[cmap[code]] for code in map(ord, "0123456789") if cmap[code] in swaps}


@cache
def typeface(bold):
    """Return the regular or the bold typeface, read once per process."""
    return Typeface(bold=bold)


def fit(text, field):
    """
    Return (size, lines) such that the whole text stands inside the field, nothing clipped.

    One line in the size of the template; else one smaller line, down to the field's smallest size; else as many lines
    as the field is high, broken at spaces; a single word longer than that is broken anywhere, last of all.
    """
    face = typeface(field.bold)
    width = face.width(text)
    if width * field.size <= field.width:
        return field.size, [text]
    if width * field.smallest <= field.width:
        return field.width / width, [text]
    size = field.size
    while True:
        lines = _broken(text, room=field.width / size, face=face, anywhere=size < field.smallest)
        if lines and len(lines) * field.leading * size / field.size <= field.height + 0.01:
            return size, lines
        size *= SHRINK


def _broken(text, *, room, face, anywhere):
    """Return the text in lines no wider than room; nothing when a word is wider and may not be broken."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if face.width(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while face.width(line) > room:
            if not anywhere:
                return []
            cut = len(line) - 1
            while cut > 1 and face.width(line[:cut]) > room:
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def write(text, field):
    """Return the PDF operators that set a text inside a field, seen from the lower left corner of the field's page."""
    face = typeface(field.bold)
    size, lines = fit(text, field)
    leading = field.leading * size / field.size
    top = field.y + field.height
    if field.middle:
        top -= (field.height - leading * len(lines)) / 2
    # A line's letters stand in the middle of its leading, as CSS has it.
    baseline = top - (leading - (face.ascent + face.descent) * size) / 2 - face.ascent * size
    color = "{:.3f} {:.3f} {:.3f} rg".format(*field.color)
    out = [f"BT /{face.key} {size:.3f} Tf {color}"]
    for line in lines:
        free = field.width - face.width(line) * size
        x = field.x + {"left": 0, "center": free / 2, "right": free}[field.align]
        out.append(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm <{line.encode('utf-16-be').hex()}> Tj")
        baseline -= leading
    out.append("ET")
    if len(lines) > 1:  # copied and searched, a broken name is one name
        out.insert(0, f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC")
        out.append("EMC")
    return "\n".join(out).encode()


def _letters_are_code_points(codes):
    blocks = sorted({code >> 8 for code in codes})
    ranges = "\n".join(f"<{block:02X}00> <{block:02X}FF> <{block:02X}00>" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(blocks)} beginbfrange\n{ranges}\nendbfrange\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()
