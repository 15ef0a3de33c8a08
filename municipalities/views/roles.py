"""The table of roles, for everybody who is signed in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipalities import role_table as roles


@require_safe
@login_required
def role_table(request):
    context = {"roles": roles.described(), "matrix": roles.matrix(request.role), "own": request.role}
    return render(request, "municipalities/role_table.html", context)
