"""A kept file, given out again."""

from django.http import FileResponse


ALONE = "default-src 'none'; sandbox"  # what came from outside runs nothing and reaches nothing


def given_out(file, media_type, *, save_as=""):
    """
    The answer that carries this file, in a sandbox.

    :param file: open for reading; closed once it is sent
    :param save_as: the name under which it is saved; without one it is shown, as the picture of a page
    """
    how = {"as_attachment": True, "filename": save_as} if save_as else {}
    response = FileResponse(file, content_type=media_type, **how)
    response["Content-Security-Policy"] = ALONE
    return response
