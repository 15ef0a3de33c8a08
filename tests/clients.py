"""What the test clients of one process share: the static files of the site."""

import pytest
from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware


@pytest.fixture(scope="session", autouse=True)
def static_files_looked_up_once():
    """Each client makes the middleware of the site anew; what lies in the folders was found by the first of them."""
    if not settings.configured:
        yield
        return
    find, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def find_once(self):
        if not found:
            collected, self.files = self.files, {}
            find(self)
            found.update(self.files)
            self.files = collected
        self.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = find_once
    yield
    WhiteNoiseMiddleware.add_files_from_finders = find
