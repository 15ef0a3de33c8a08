"""What an uploaded file is, by its content: magic bytes and the directory of an archive, nothing unpacked yet."""

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from enrollment.reader import compound
from municipalities.opening.refusing import FileRefused


ENDINGS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
}
# What other files begin with, and what people call them.
MAGIC = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"\x89PNG", "gambar PNG"),
    (b"GIF8", "gambar GIF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7-Zip"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"SQLite format 3", "basis data SQLite"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\x09\x00\x04\x00", "Excel 2"),
    (b"\x09\x02\x06\x00", "Excel 3"),
    (b"\x09\x04\x06\x00", "Excel 4"),
)
OFFICE_PARTS = (
    ("xl/workbook.bin", "xlsb"),
    ("word/", "docx (Word)"),
    ("ppt/", "pptx (PowerPoint)"),
    ("Index/", "numbers (Apple)"),
)
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4096
MEMBERS = 5000  # a workbook has some dozens
SMALL_PART = 8 * 1024 * 1024  # workbook.xml, its relations and the manifest are read whole up to this size
XML_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ElementTree.ParseError, KeyError)
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Container:
    """
    :param kind: xlsx, xls, ods or csv
    :param sheets: for xlsx, the part of the archive that holds each sheet, by name
    """

    kind: str
    path: Path
    sheets: dict = field(default_factory=dict)


def look(path, limits):
    """
    Say what the file is, by content; a name that says otherwise is refused.

    :raises FileRefused: EMPTY, TYPE_NOT_ALLOWED, TYPE_MISMATCH, PASSWORD_PROTECTED, MACRO_FILE, TOO_LARGE_UNPACKED,
        CORRUPT
    """
    path = Path(path)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise FileRefused("EMPTY")
    if head.startswith(b"PK"):
        found = look_into_zip(path, limits)
    elif head.startswith(OLE):
        found = Container(compound.kind(path), path)
    else:
        found = look_at_text(path, head)
    said = ENDINGS.get(path.suffix.lower())
    if said and said != found.kind:
        raise FileRefused("TYPE_MISMATCH", found=f".{found.kind}", wanted=path.suffix.lower())
    return found


def look_at_text(path, head):
    for magic, name in MAGIC:
        if head.startswith(magic):
            raise FileRefused("TYPE_NOT_ALLOWED", found=name)
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if re.match(rb"<(!doctype html|html|table|head|meta|body|style|div)", text):
        raise FileRefused("TYPE_NOT_ALLOWED", found="HTML")
    if text.startswith(b"<?xml"):
        raise FileRefused("TYPE_NOT_ALLOWED", found="XML")
    claimed = ENDINGS.get(path.suffix.lower())
    if claimed not in (None, "csv") and is_binary(head):
        raise FileRefused("CORRUPT")
    if claimed is None and is_binary(head):
        raise FileRefused("TYPE_NOT_ALLOWED", found=path.suffix.lower() or "?")
    return Container("csv", path)


def is_binary(head):
    """Whether bytes are no text in any of our encodings: control characters, unless UTF-16 says so at its head."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 32 and byte not in b"\t\r\n\x0c" for byte in head)
    return odd * 20 > len(head)


def look_into_zip(path, limits):
    try:
        with zipfile.ZipFile(path) as archive:
            return look_at_members(archive, path, limits)
    except XML_ERRORS as error:
        raise FileRefused("CORRUPT") from error


def look_at_members(archive, path, limits):
    members = archive.infolist()
    if len(members) > MEMBERS or sum(member.file_size for member in members) > limits.unpacked:
        raise FileRefused("TOO_LARGE_UNPACKED", limit=limits.unpacked)
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused("PASSWORD_PROTECTED")
    names = {member.filename for member in members}
    for part, kind in OFFICE_PARTS:
        if any(name.startswith(part) for name in names):
            raise FileRefused("TYPE_NOT_ALLOWED", found=kind)
    if "mimetype" in names and archive.read("mimetype").strip().decode("ascii", "replace").startswith(SPREADSHEET):
        return look_at_ods(archive, names, path)
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return look_at_xlsx(archive, names, path)
    raise FileRefused("TYPE_NOT_ALLOWED", found="zip")


def look_at_ods(archive, names, path):
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names):
        raise FileRefused("MACRO_FILE", found=".ods")
    if "META-INF/manifest.xml" in names and b"encryption-data" in part(archive, "META-INF/manifest.xml"):
        raise FileRefused("PASSWORD_PROTECTED")
    return Container("ods", path)


def look_at_xlsx(archive, names, path):
    types = part(archive, "[Content_Types].xml")
    if b"macroEnabled" in types or any(posixpath.basename(name).lower() == "vbaproject.bin" for name in names):
        raise FileRefused("MACRO_FILE", found=".xlsm")
    if path.suffix.lower() == ".xlsm":
        raise FileRefused("TYPE_MISMATCH", found=".xlsx", wanted=".xlsm")
    return Container("xlsx", path, sheet_parts(archive, names))


def sheet_parts(archive, names):
    """The archive's part for each sheet, by the sheet's name."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(part(archive, "xl/_rels/workbook.xml.rels"))
    }
    sheets = {}
    for element in ElementTree.fromstring(part(archive, "xl/workbook.xml")).iter():
        if not element.tag.endswith("}sheet"):
            continue
        # The strict form of OOXML has another namespace for the id.
        identity = element.get(R_ID) or next((v for k, v in element.attrib.items() if k.endswith("}id")), None)
        target = relations.get(identity, "")
        inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if inside in names:
            sheets[element.get("name")] = inside
    return sheets


def part(archive, name):
    """
    One small part of an archive.

    :raises FileRefused: CORRUPT if it is not small, or declares entities (nothing good does)
    """
    if archive.getinfo(name).file_size > SMALL_PART:
        raise FileRefused("CORRUPT")
    content = archive.read(name)
    if b"<!" in content.replace(b"\0", b""):
        raise FileRefused("CORRUPT")
    return content
