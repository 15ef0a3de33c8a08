from django.core.checks import run_checks


def found():
    return [each.id for each in run_checks(include_deployment_checks=True)]


def test_a_deployment_without_a_malware_scanner_is_warned_of(settings):
    settings.ROSTER_SCANNER = []
    assert "enrollment.W001" in found()


def test_a_deployment_with_a_scanner_is_not_warned_of_it(settings):
    settings.ROSTER_SCANNER = ["clamdscan", "--no-summary"]
    assert "enrollment.W001" not in found()
