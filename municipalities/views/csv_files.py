"""CSV as an Indonesian spreadsheet opens it: semicolons, and a byte order mark, without which Excel reads no UTF-8."""

import csv

from django.http import HttpResponse


def csv_file(rows, *, name):
    """
    The rows as a file to save, the heading first.

    :param rows: lists of cells; text that came from people went through common.spreadsheets.plain before
    """
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    csv.writer(response, delimiter=";").writerows(rows)
    return response
