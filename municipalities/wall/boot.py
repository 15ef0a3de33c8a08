"""Refuse to serve on a role that could see through the wall."""

from django.core.exceptions import ImproperlyConfigured


def refuse_unsafe_role(connection):
    """
    Look at the role this process signed in as, and at what it sees without a context.

    :raises ImproperlyConfigured: if the role is superuser, bypasses row security, owns tables or sees rows
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls, rolname FROM pg_roles WHERE rolname = current_user")
        sees_through, role = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND pg_get_userbyid(c.relowner) = current_user"
        )
        owned = cursor.fetchone()[0]
        cursor.execute("SELECT EXISTS (SELECT 1 FROM municipalities_unit)")
        visible = cursor.fetchone()[0]
    if sees_through or owned or visible:
        raise ImproperlyConfigured(
            f"The database role {role} could see through the tenant wall. "
            "Web, worker and beat must sign in as payung_app: set PAYUNG_APP_URL, or DATABASE_URL and run set_up."
        )
