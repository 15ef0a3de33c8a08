from agreements.models import Agreement, AgreementScope


AGREEMENT_FIELDS = (
    *("title", "pks_number", "branch_number", "status", "signing_date", "signing_place"),
    *("start_date", "end_date", "is_invented", "note"),
)


def load(given, city):
    for written in given.get("agreements", []):
        fields = {name: written[name] for name in AGREEMENT_FIELDS if name in written}
        renewed = written.get("renews")
        agreement = Agreement.objects.create(
            municipality=city, renews=city.agreements.get(pks_number=renewed) if renewed else None, **fields
        )
        for scope in written["scope"]:
            for program in scope["programs"]:
                AgreementScope.objects.create(
                    municipality=city,
                    agreement=agreement,
                    unit=city.units.get(code=scope["unit"]),
                    category=city.categories.get(code=scope["category"]),
                    program=program,
                    start_date=agreement.start_date,
                    end_date=agreement.end_date,
                    is_signed=agreement.status == Agreement.Status.SIGNED,
                )
