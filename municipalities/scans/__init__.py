"""
Scans: pictures and PDFs of papers that people upload (an identity card, a signed agreement, a paper of a claim).

taking.py lets one in: told by its content, opened in a child process (cleaning.py), a picture drawn anew, a PDF looked
through. storing.py keeps what came out, under a name that says nothing and leads nowhere but through a view.
"""

# What the child leaves in the work folder beside its result.
KEPT, PREVIEW = "kept", "preview.jpg"
