from lokal import wilayah

from municipalities.commands import PlainCommand
from municipalities.models import Region


class Command(PlainCommand):
    help = "Copy the codes and names of the kabupaten and kota into our own table."

    def answer(self, **options):
        rows = [
            Region(code=region.code, name=region.name, province_name=province.name)
            for province in wilayah.list_wilayah()
            for region in wilayah.list_wilayah(province.code)
        ]
        # The application's own login only reads them.
        Region.objects.using("owner").bulk_create(
            rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "province_name"]
        )
        return {"regions": len(rows)}
