"""Files as people photograph, scan and send them, and as nobody should."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name
from PIL import Image


pillow_heif.register_heif_opener()
MAKER, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825
SOUTH = 1  # of the place


def upload(content, name="scan"):
    return SimpleUploadedFile(name, content)


def card(color="white"):
    """A picture on its side: its upper left corner is blue, a strip below it red."""
    picture = Image.new("RGB", (640, 400), color)
    picture.paste("blue", (0, 0, 80, 80))
    picture.paste("red", (0, 320, 640, 400))
    return picture


def where_it_was_taken(orientation=1):
    told = Image.Exif()
    told[MAKER], told[ORIENTATION] = "Kamera Rina", orientation
    told.get_ifd(GPS).update({SOUTH: "S", 2: (3.0, 47.0, 30.0), 3: "E", 4: (102.0, 15.0, 12.0)})
    return told


def picture(kind="JPEG", drawn=None, **how):
    out = io.BytesIO()
    (drawn or card()).save(out, {"HEIC": "HEIF"}.get(kind, kind), **how)
    return out.getvalue()


def picture_that_says(width, height):
    """A PNG of a few bytes whose head says that it is this large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (head, b"IDAT" + zlib.compress(bytes(9)), b"IEND")
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def pdf(change=None, *, pages=1, **how):
    """:param change: what is done to the document before it is saved"""
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page(page_size=(595, 842))
        if change:
            change(document)
        document.save(out, deterministic_id="encryption" not in how, **how)
    return out.getvalue()


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "x")
    return out.getvalue()


def opens_with(**action):
    """A change: an action that runs as the document is opened."""

    def change(document):
        document.Root.OpenAction = document.make_indirect(Dictionary(**action))

    return change


def on_a_field(**action):
    """A change: an action that hangs on a field of a form, inside other things."""

    def change(document):
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([0, 0, 9, 9]))
        field.AA = Dictionary(K=Dictionary(**action))
        field = document.make_indirect(field)
        document.pages[0].Annots = Array([field])
        document.Root.AcroForm = Dictionary(Fields=Array([field]))

    return change


def carries_a_file(document):
    document.attachments["daftar.xlsx"] = b"PK"


def carries_a_form_of_scripts(document):
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp/>"))


def carries_a_film(document):
    document.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))])


def links_to_a_page(document):
    """What scans lawfully have: the address at which a signature can be checked."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    link.A = Dictionary(S=Name.URI, URI=b"https://tte.kominfo.go.id/verifyPDF")
    document.pages[0].Annots = Array([link])
