"""
A PDF is looked through and kept as it came: written anew, it would lose the signatures in it.

Whatever acts by itself or carries something else along is not needed in a scan, and is refused.
"""

import zipfile

import pikepdf
import pypdfium2

from municipalities.opening.refusing import FileRefused
from municipalities.scans import pictures


# What an action may not do, and what its refusal is called.
ACTIONS = {
    **dict.fromkeys(("/JavaScript",), "PDF_SCRIPT"),
    **dict.fromkeys(("/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"), "PDF_ACTION"),
    **dict.fromkeys(("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"), "PDF_MEDIA"),
}
KEYS = {"/JS": "PDF_SCRIPT", "/XFA": "PDF_SCRIPT", "/EF": "PDF_ATTACHMENT"}
SUBTYPES = {
    "/FileAttachment": "PDF_ATTACHMENT",
    **dict.fromkeys(("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"), "PDF_MEDIA"),
}


def look_through(path, limits, *, preview):
    """
    Draw the first page to look at; return how many pages there are.

    :raises FileRefused: CORRUPT, PASSWORD_PROTECTED, NO_PAGES, TOO_MANY_PAGES or a word that begins with PDF_
    """
    if zipfile.is_zipfile(path):
        raise FileRefused("PDF_DISGUISED")
    try:
        # Mended on the way, it might say something else to the next program that mends it.
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as document:
            pages = refuse_what_acts(document, limits)
        draw_first_page(path, preview)
    except pikepdf.PasswordError as error:
        raise FileRefused("PASSWORD_PROTECTED") from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise FileRefused("CORRUPT", kind="PDF") from error
    return pages


def refuse_what_acts(document, limits):
    if document.is_encrypted:
        raise FileRefused("PASSWORD_PROTECTED")
    pages = len(document.pages)
    if not pages:
        raise FileRefused("NO_PAGES")
    if pages > limits.pages:
        raise FileRefused("TOO_MANY_PAGES", found=pages, limit=limits.pages)
    refuse(document.trailer)
    for each in document.objects:
        refuse(each)
    return pages


def refuse(thing):
    """Look through one object and what is written inside it; what it points at has its own turn."""
    waiting = [thing]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            inside = list(here)
        elif isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            inside = [value for _key, value in refuse_dictionary(here)]
        else:
            continue
        waiting += [each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect]


def refuse_dictionary(here):
    here = here.stream_dict if isinstance(here, pikepdf.Stream) else here
    items = list(here.items())
    for key, value in items:
        word = KEYS.get(key)
        if key in ("/S", "/Subtype") and isinstance(value, pikepdf.Name):
            word = (ACTIONS if key == "/S" else SUBTYPES).get(str(value))
        if word:
            raise FileRefused(word)
    return items


def draw_first_page(path, preview):
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    scale = min(2, pictures.PREVIEW_SIDE / max(page.get_width(), page.get_height(), 1))
    pictures.save_preview(page.render(scale=scale).to_pil(), preview)
    page.close()
    document.close()
