"""
What a PDF/A-3a has to have (ISO 19005-3), as far as it can be seen without a validator. pikepdf alone.

An empty list is no certificate: a validator looks at more, down to the tables within the fonts.
"""

import io

import pikepdf


FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
ACTIONS = ("/JavaScript", "/JS", "/Launch", "/Movie", "/Sound", "/ResetForm", "/ImportData")
SHOWN = {"Tj", "TJ", "'", '"'}
RELATIONSHIPS = ("/Source", "/Data", "/Alternative", "/Supplement")


def faults_of(pdf):
    """Return what is wrong, a sentence each."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        checks = (of_the_file, of_the_catalog, of_the_metadata, of_objects, of_the_pages, of_attachments)
        return [fault for check in checks for fault in check(document)]


def of_the_file(document):
    if document.is_encrypted:
        yield "it is encrypted"
    if "/ID" not in document.trailer:
        yield "it has no identifier"


def of_the_catalog(document):
    root = document.Root
    if not str(root.get("/Lang", "")):
        yield "it names no language"
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "it is not marked"
    if "/StructTreeRoot" not in root or not root.StructTreeRoot.get("/K"):
        yield "it has no structure"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "the window shows the name of the file, not the title"
    intents = [each for each in root.get("/OutputIntents", []) if each.S == "/GTS_PDFA1"]
    if len(intents) != 1 or int(intents[0].DestOutputProfile.N) != 3:
        yield "it has no output intent"
    yield from (f"it does something when opened: {key}" for key in ("/OpenAction", "/AA") if key in root)


def of_the_metadata(document):
    with document.open_metadata() as metadata:
        if metadata.pdfa_status != "3A":
            yield f"it calls itself {metadata.pdfa_status}"
        if not metadata.get("dc:title"):
            yield "it has no title"
        if metadata.get("dc:title") != str(document.docinfo.get("/Title", "")):
            yield "its two titles differ"


def of_objects(document):
    for each in document.objects:
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            continue
        yield from (f"it has an action: {key}" for key in ACTIONS if key in each or each.get("/S") == key)
        if "/LZWDecode" in str(each.get("/Filter", "")):
            yield "a stream is packed in LZW"
        if each.get("/Type") == "/FontDescriptor" and not any(key in each for key in FONT_FILES):
            yield f"a font is not embedded: {each.FontName}"
        if each.get("/Subtype") == "/Type0" and "/ToUnicode" not in each:
            yield f"the letters of a font are not known: {each.BaseFont}"
        if each.get("/Subtype") == "/Image" and each.get("/Interpolate") is True:
            yield "a picture is smoothed"


def of_the_pages(document):
    for number, page in enumerate(document.pages, start=1):
        if "/StructParents" not in page:
            yield f"page {number} has no structure"
        depth = 0
        for _operands, operator in pikepdf.parse_content_stream(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
            if str(operator) in SHOWN and depth == 0:
                yield f"page {number} has words outside the structure"
                break


def of_attachments(document):
    named = [] if "/Names" not in document.Root else list(document.Root.Names.EmbeddedFiles.Names)[1::2]
    associated = [each.objgen for each in document.Root.get("/AF", [])]
    if associated != [each.objgen for each in named]:
        yield "the attached files and those that belong to it differ"
    for each in named:
        if each.get("/AFRelationship") not in RELATIONSHIPS:
            yield "it does not say what an attached file is to it"
        if not {"/F", "/UF", "/EF"} <= set(each.keys()) or "/Subtype" not in each.EF.F:
            yield "an attached file has no name or no type"


def attached(pdf):
    """Return the attached files: name -> bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {name: file.get_file().read_bytes() for name, file in document.attachments.items()}


def headings_of(pdf):
    """Return the headings of the structure, H1 and below, in the order in which they are read."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_headings(document.Root.StructTreeRoot.K))


def _headings(nodes):
    for node in nodes if isinstance(nodes, pikepdf.Array) else [nodes]:
        if not isinstance(node, pikepdf.Dictionary):
            continue
        role = str(node.get("/S", ""))[1:]
        if role[:1] == "H" and role[1:].isdigit():
            yield role
        else:
            yield from _headings(node.get("/K", pikepdf.Array()))


def bookmarks_of(pdf):
    """Return (depth, title, page counted from one) of the bookmarks, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        places = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
        with document.open_outline() as outline:
            return list(_bookmarks(outline.root, places, 1))


def _bookmarks(items, places, depth):
    for item in items:
        yield depth, item.title, places[item.destination[0].objgen]
        yield from _bookmarks(item.children, places, depth + 1)
