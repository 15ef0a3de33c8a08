"""
Pages that are laid out once and stamped many times.

WeasyPrint lays out a plate: a card, a page of a list, with data-field elements where the text will stand. The plate
becomes a form inside the PDF, and a page is nothing but references to it and the text on top. Pages go to the file as
they are made and are forgotten, so memory stays flat however many there are. Such pages are not tagged PDF.
"""

import io
import re
import zlib
from array import array
from functools import cache

import pikepdf
from pikepdf import Dictionary, Name

from reports import typefaces


PAGES_PER_NODE = 64  # of the page tree, so that a reader finds page 9,000 without reading a list of 10,000
COMPRESSION = 6
LAST_XREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


def placed(plate_name, x, y):
    """Return the operators that open a place, x and y points from the page's lower left, and print a plate there."""
    return b"q 1 0 0 1 %.2f %.2f cm /%b Do" % (x, y, plate_name.encode())


CLOSED = b"Q"


class SheetFile:
    """
    A PDF written page by page.

    :param file: binary file, written once from beginning to end
    :param plates: what reports.pdf.lay_out returned, under the names by which the pages refer to them
    """

    def __init__(self, file, *, plates, title):
        self._file = file
        self.pages = 0
        body, self._offsets, self._resources, self._id = _front_matter(plates)
        self._position = 0
        self._append(body)
        self._title = title
        self._tree = self._number()
        self._nodes = []
        self._node = None
        self._kids = []

    def keep_place(self):
        """Count a page whose content is known later; returns its place for `add_page`."""
        if self._node is None:
            self._node = self._number()
        place = (self._number(), self._node)
        self._kids.append(place[0])
        self.pages += 1
        if len(self._kids) == PAGES_PER_NODE:
            self._close_node()
        return place

    def add_page(self, *, width, height, content, place=None):
        """
        Add a page, sizes in points, content as PDF operators.

        :param place: what `keep_place` returned; None is behind all others
        """
        number, node = place or self.keep_place()
        stream = zlib.compress(content, COMPRESSION)
        drawn = self._object(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream))
        page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Resources %d 0 R /Contents %d 0 R >>"
        self._object(page % (node, width, height, self._resources, drawn), number=number)

    def finish(self):
        """Write what stands at the end of a PDF: the page tree, the title, the table of objects."""
        if self._kids:
            self._close_node()
        kids = b" ".join(b"%d 0 R" % node for node in self._nodes)
        self._object(b"<< /Type /Pages /Count %d /Kids [%b] >>" % (self.pages, kids), number=self._tree)
        catalog = self._object(
            b"<< /Type /Catalog /Pages %d 0 R /Lang (id) "
            b"/ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>" % self._tree
        )
        info = self._object(b"<< /Title <feff%b> >>" % self._title.encode("utf-16-be").hex().encode())
        start, count = self._position, len(self._offsets)
        self._append(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        self._append(b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets[1:]))
        trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n"
        self._append(trailer % (count, catalog, info, self._id, self._id, start))

    def _close_node(self):
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        node = b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [%b] >>" % (self._tree, len(self._kids), kids)
        self._nodes.append(self._object(node, number=self._node))
        self._node, self._kids = None, []

    def _number(self):
        self._offsets.append(0)
        return len(self._offsets) - 1

    def _object(self, content, *, number=None):
        number = number or self._number()
        self._offsets[number] = self._position
        self._append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return number

    def _append(self, content):
        self._file.write(content)
        self._position += len(content)


def _front_matter(plates):
    """Return the PDF up to its table of objects, their offsets, the number of the resources, and an id in hex."""
    with pikepdf.open(io.BytesIO(_empty_with_fonts())) as document:
        document.Root.Room.XObject = Dictionary({f"/{name}": _form(document, plate) for name, plate in plates.items()})
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    data = out.getvalue()
    with pikepdf.open(io.BytesIO(data)) as document:
        resources = document.Root.Room.objgen[0]
        identifier = bytes(document.trailer.ID[0]).hex().encode()
    start = int(LAST_XREF.search(data)[1])
    entries = data[start:].split(b"trailer", 1)[0].split(b"\n")[2:-1]
    return data[:start], array("Q", (int(entry[:10]) for entry in entries)), resources, identifier


@cache
def _empty_with_fonts():
    """A PDF without a page whose Room has the fonts, embedded once per process."""
    with pikepdf.new() as document:
        fonts = {f"/{face.key}": face.embed(document) for face in map(typefaces.typeface, (False, True))}
        room = Dictionary(XObject=Dictionary(), Font=Dictionary(fonts), ProcSet=[Name.PDF, Name.Text, Name.ImageB])
        document.Root.Room = document.make_indirect(room)
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()


def _form(document, plate):
    with pikepdf.open(io.BytesIO(plate.pdf)) as laid_out:
        form = laid_out.pages[0].as_form_xobject()
        for leftover in ("/StructParents", "/Group"):
            if leftover in form:
                del form[leftover]
        return document.copy_foreign(form)
