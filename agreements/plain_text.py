"""Text that goes on a letter as it is typed: what in it would be markup or the code of a template."""

import re


SIGNS = re.compile(r"</?[A-Za-z!][^>]{0,40}>?|\{\{|\{%|\{#|\}\}|%\}|#\}")


def sign_in(text):
    """The first sign of markup or template code, or an empty string."""
    found = SIGNS.search(text)
    return found[0] if found else ""
