"""By what a header is known again: its words in their order, whatever stands above it and however they are spelled."""

import hashlib

from enrollment.reader import headers


def of(texts):
    """A short text that is the same for the same header; "" where nothing is said."""
    words = [headers.normal(text) or text for text in texts]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32] if any(words) else ""


def find(rows, known):
    """(fingerprint, index of the row after it, lines) of the first header that is known, or None."""
    texts = [[headers.one_line(cell) for cell in row] for row in rows[: headers.LOOKED_AT + 1]]
    for index, line in enumerate(texts):
        both = headers.merged(line, texts[index + 1]) if index + 1 < len(texts) else []
        for lines, words in ((1, line), (2, both)):
            mark = of(words)
            if mark in known and known[mark]["lines"] == lines:
                return mark, index + lines, lines
    return None
