"""The sources of the law files, which are English, as an Indonesian page and paper write them."""

import re


WORDS = (
    (r"\bArt\. ?(?=\d)", "Pasal "),
    (r"\bPasal 1\((\d+)\)", r"Pasal 1 angka \1"),  # the definitions, which are numbered
    (r"(?<=\d)\((\d+)\)", r" ayat (\1)"),
    (r"(?<=\d\))([a-z])\b", r" huruf \1"),
    (r"\bAnnex\b", "Lampiran"),
    (r"\bannex\b", "lampiran"),
    (r"\barticle (?=\d)", "artikel "),
    (r"\bas amended by\b", "diubah dengan"),
    (r"\bgeneral knowledge\b", "pengetahuan umum"),
    (r"\band (?=[Ll]ampiran|Pasal|\d)", "dan "),
)


def written(source: str) -> str:
    """Return a source as people here cite it: PP 44/2015 Art. 34(1) is PP 44/2015 Pasal 34 ayat (1)."""
    for english, ours in WORDS:
        source = re.sub(english, ours, source)
    return source
