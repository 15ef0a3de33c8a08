"""Where pages find their stylesheet, scripts and pictures."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedOrSource(CompressedManifestStaticFilesStorage):
    """
    Hashed and compressed once collectstatic has run; the files of the source by their own names until then.

    So a fresh checkout and the tests need no step of their own, and a server sends each file once.
    """

    def stored_name(self, name):
        return super().stored_name(name) if self.hashed_files else name
