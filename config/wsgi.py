import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

from municipalities.wall import boot


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# A process whose role could see through the tenant wall does not serve at all.
boot.refuse_unsafe_role(connection)
connection.close()
