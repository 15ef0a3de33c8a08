"""Faults planted into our code: what was done, the file, what stands there, what is put there, who goes red."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    name: str
    path: str
    before: str
    after: str
    test: str


FEW = 2  # of them in bin/test, all of them under --long
CONTEXT, ACCESS, TASKS = "municipalities/context.py", "municipalities/access.py", "municipalities/tasks.py"
SETTINGS, ROLES = "config/settings.py", "municipalities/roles.py"
URLS = "tests/safety/test_urls.py"
OPENS = f"{URLS}::test_an_address_opens_to_the_roles_of_the_policy_and_to_no_other"
HIDES = f"{URLS}::test_a_strangers_thing_looks_exactly_like_none"
HEADERS = "tests/safety/test_headers.py"
JOBS = "tests/municipalities/test_jobs.py"

MUTANTS = [
    Mutant(
        "the context is set for the whole session",
        CONTEXT,
        '", ".join(["set_config(%s, %s, true)"]',
        '", ".join(["set_config(%s, %s, false)"]',
        "tests/municipalities/test_context.py",
    ),
    Mutant(
        "an inner context is not given back",
        CONTEXT,
        "            _set(before)",
        "            pass",
        "tests/municipalities/test_context.py",
    ),
    Mutant(
        "rows may be asked for without a context",
        CONTEXT,
        "    if _inside.get() is None:",
        "    if False:",
        "tests/municipalities/test_context.py",
    ),
    Mutant(
        "every role may everything", ROLES, "    return permission in ROLES.get(role, ())", "    return True", OPENS
    ),
    Mutant(
        "a view without its permission",
        "contributions/views/runs.py",
        "@requires(Permission.APPROVE_RUN)\n",
        "",
        f"{OPENS}[run_approve]",
    ),
    Mutant(
        "a guard that asks for nothing",
        ACCESS,
        "            if not may(request.role, permission):",
        "            if False:",
        f"{OPENS}[worker_list]",
    ),
    Mutant(
        "the page for what is missing repeats what was asked for",
        "municipalities/views/errors.py",
        '    return HttpResponse(page("404.html"), status=404)',
        '    return HttpResponse(page("404.html") + request.path, status=404)',
        f"{HIDES}[claim_detail]",
    ),
    Mutant(
        "a manager of its own in a view",
        "reports/views/papers.py",
        "    papers = keeping.kept_for(request.municipalities, request.role)",
        "    papers = keeping.Paper.objects.all()",
        "tests/test_house.py::test_no_view_asks_a_manager_of_its_own",
    ),
    Mutant(
        "the context opened before anybody has signed in",
        SETTINGS,
        '    "django.contrib.auth.middleware.AuthenticationMiddleware",',
        '    "municipalities.access.TenantMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",',
        "tests/safety/test_headers.py",
    ),
    Mutant(
        "pages without a policy for what they load",
        SETTINGS,
        '    "csp.middleware.CSPMiddleware",\n',
        "",
        HEADERS,
    ),
    Mutant(
        "pages that stay in the cache of a browser",
        SETTINGS,
        '    "config.middleware.NotStored",\n',
        "",
        HEADERS,
    ),
    Mutant(
        "methods that no form sends",
        SETTINGS,
        '    "municipalities.access.FormMethods",\n',
        "",
        f"{URLS}::test_every_address_refuses_what_no_form_sends",
    ),
    Mutant(
        "forms without their token",
        SETTINGS,
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        "tests/municipalities/test_shut_doors.py",
    ),
    Mutant(
        "a form is done in whichever role is active",
        ACCESS,
        "    if opened in",
        "    if True or opened in",
        "tests/municipalities/test_opened_as.py",
    ),
    Mutant(
        "a message with more in it than who and where",
        TASKS,
        "        if args or set(message) != set(Work.__dataclass_fields__):",
        "        message = {key: message[key] for key in Work.__dataclass_fields__ if key in message}\n"
        "        if args or set(message) != set(Work.__dataclass_fields__):",
        JOBS,
    ),
    Mutant(
        "a message believed without asking the outbox",
        "municipalities/jobs.py",
        "    taken = nobody_at_it(at=at).filter(**message)",
        '    taken = nobody_at_it(at=at).filter(job_id=message["job_id"])',
        JOBS,
    ),
    Mutant(
        "a task that works as the system whatever its message says",
        TASKS,
        "        with tenant_context(self.user_id, self.role, [self.municipality_id], patient=True):",
        "        system = service_user.of(Municipality.objects.get(pk=self.municipality_id)).pk\n"
        "        with tenant_context(system, Role.SYSTEM, [self.municipality_id], patient=True):",
        JOBS,
    ),
    Mutant(
        "pickled messages are opened",
        SETTINGS,
        'CELERY_ACCEPT_CONTENT = ["json"]',
        'CELERY_ACCEPT_CONTENT = ["json", "pickle", "yaml"]',
        "tests/safety/test_messages.py",
    ),
    Mutant(
        "who calculated a month approves it",
        "contributions/runs.py",
        "    if by.is_service or by.pk == run.calculated_by_id:",
        "    if False:",
        "tests/contributions/test_runs.py",
    ),
    Mutant(
        "the next step of a claim by the same person",
        "claims/steps.py",
        "    if status != Claim.Status.RETURNED and",
        "    if False and",
        "tests/claims/test_decisions.py",
    ),
    Mutant(
        "who sent a roster confirms its fallen wages",
        "enrollment/rosters.py",
        "    if checking.WAGE_FALL in accept and by == roster.received_by:",
        "    if False:",
        "tests/enrollment/test_roster_answers.py",
    ),
    Mutant(
        "the service user saves what came by a link",
        "enrollment/rosters.py",
        "    if roster.link_id and by.is_service:",
        "    if False:",
        "tests/enrollment/test_sent_rosters.py",
    ),
    Mutant(
        "a school is told what the city found",
        "enrollment/rosters.py",
        '    if roster.link_id and "rows" not in roster.told:',
        "    if roster.link_id:",
        "tests/safety/test_told.py",
    ),
    Mutant(
        "the service user of a link sees the whole city",
        "enrollment/roster_links.py",
        "service_user.at_work(city, unit_id=unit_id)",
        "service_user.at_work(city)",
        "tests/enrollment/test_roster_links.py",
    ),
    Mutant(
        "a card's seal is not looked at",
        "reports/qr.py",
        "    if not hmac.compare_digest(genuine.encode(), token.encode()):",
        "    if False:",
        "tests/reports/test_qr.py",
    ),
    Mutant(
        "whoever signs in as more than the application serves",
        "municipalities/wall/boot.py",
        "    if faults:",
        "    if False:",
        "tests/safety/test_boot.py",
    ),
    Mutant(
        "a scope that has ended is still offered",
        "municipalities/accounts/own_roles.py",
        "            Scope.objects.in_force_on(today).filter(user=user)",
        "            Scope.objects.filter(user=user)",
        "tests/municipalities/test_access.py",
    ),
]
