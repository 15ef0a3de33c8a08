"""
The child process of a scan: opens it, draws a picture anew or looks through a PDF, leaves what is to be kept.

Started by municipalities/scans/taking.py. No Django and no database here.
"""

import shutil
import sys

from municipalities.opening import inside
from municipalities.opening.refusing import FileRefused
from municipalities.scans import KEPT, PREVIEW, kinds, pdfs, pictures
from municipalities.scans.limits import Limits


def clean(request, work_dir, limits):
    """{"pages"} of what was left as KEPT and PREVIEW, or {"file_problem"}."""
    path, kept, preview = request["path"], work_dir / KEPT, work_dir / PREVIEW
    try:
        with open(path, "rb") as file:
            kind = kinds.kind_of(file.read(kinds.HEAD))
        if kind in kinds.PICTURES:
            pictures.redraw(path, kind, limits, out=kept, preview=preview)
            return {"pages": 1}
        pages = pdfs.look_through(path, limits, preview=preview)
        shutil.copyfile(path, kept)
        return {"pages": pages}
    except FileRefused as refused:
        return {"file_problem": refused.as_dict()}


if __name__ == "__main__":
    inside.main(*sys.argv[1:], clean, Limits)
