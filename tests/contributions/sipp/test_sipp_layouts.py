import pytest
from openpyxl import load_workbook

from contributions.models import SippForm
from contributions.sipp import fields, layouts, workbooks
from tests.contributions.months import NOW, TODAY


SIPP_PU = [
    "NO_PEGAWAI",
    "NAMA_LENGKAP",
    "GELAR",
    "TELEPON_AREA_RUMAH",
    "TELEPON_RUMAH",
    "TELEPON_AREA_KANTOR",
    "TELEPON_KANTOR",
    "TELEPON_EXT_KANTOR",
    "HP",
    "EMAIL",
    "TEMPAT_LAHIR",
    "TANGGAL_LAHIR",
    "NAMA_IBU_KANDUNG",
    "JENIS_IDENTITAS",
    "NOMOR_IDENTITAS",
    "MASA_LAKU_IDENTITAS",
    "JENIS_KELAMIN",
    "SURAT_MENYURAT_KE",
    "TANGGAL_KEPESERTAAN",
    "STATUS_KAWIN",
    "GOLONGAN_DARAH",
    "NPWP",
    "KODE_NEGARA",
    "UPAH",
    "ALAMAT",
    "KODE_POS",
    "LOKASI_PEKERJAAN",
    "STATUS_PEGAWAI",
    "TGL_AWAL_BEKERJA",
    "TGL_AKHIR_KONTRAK",
]
SIPP_BPU = [
    "NOMOR_IDENTITAS",
    "NAMA_LENGKAP",
    "TGL_LAHIR",
    "HANDPHONE",
    "EMAIL",
    "JENIS_PEKERJAAN_1",
    "JENIS_PEKERJAAN_2",
    "LOKASI_PEKERJAAN",
    "UPAH",
    "KODE_PAKET",
    "BULAN_IURAN",
]
PERSON = {
    "nik": "0171024108859001", "name": "Siti Aminah", "kpj": "00345678901", "birth_date": TODAY, "sex": "P",
    "phone": "081234567890", "wage": 1_500_000, "start_date": TODAY, "contract_end": TODAY, "end_date": TODAY,
    "end_reason": "RESIGNED", "unit": "SDN 1", "category": "Guru", "npp": "JJ000001", "division": "000",
}  # fmt: skip


def written(form, *people, tmp_path):
    path = tmp_path / "sipp.xlsx"
    workbooks.write(layout=layouts.shipped()[form], people=people, path=path, at=NOW)
    return path


def test_there_is_a_shipped_layout_of_every_form_with_its_source():
    found = layouts.shipped()
    assert set(found) == set(SippForm)
    assert all(layout.source and layout.sure in layouts.SURE for layout in found.values())


@pytest.mark.parametrize(("form", "headers", "sheets"), [
    pytest.param(
        "NEW_PU", SIPP_PU, ["Petunjuk Pengisian", "data_tk_baru", "Lokasi Pekerjaan"], id="domain 3.1: A to AD"
    ),
    pytest.param("NEW_BPU", SIPP_BPU, ["Data TK Baru"], id="domain 3.2: eleven columns"),
])  # fmt: skip
def test_the_known_files_have_the_headers_and_sheets_of_sipp(form, headers, sheets, tmp_path):
    book = load_workbook(written(form, PERSON, tmp_path=tmp_path))
    sheet = book[layouts.shipped()[form].sheet]
    assert book.sheetnames == sheets
    assert [cell.value for cell in sheet[1]] == headers


@pytest.mark.parametrize("form", SippForm)
def test_every_cell_is_a_text_but_the_wage(form, tmp_path):
    layout = layouts.shipped()[form]
    sheet = load_workbook(written(form, PERSON, tmp_path=tmp_path))[layout.sheet]
    for column, cell in zip(layout.columns, sheet[2], strict=True):
        expected = fields.written(column, PERSON)
        assert cell.value == (expected if expected != "" else None)
        assert cell.data_type == ("n" if column.format == "number" or cell.value is None else "s")


@pytest.mark.parametrize("form", SippForm)
def test_leading_zeros_stay(form, tmp_path):
    sheet = load_workbook(written(form, PERSON, tmp_path=tmp_path))[layouts.shipped()[form].sheet]
    values = [cell.value for cell in sheet[2]]
    assert (PERSON["nik"] if form in fields.NEW else PERSON["kpj"]) in values


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+62", "-1+1", "@SUM(A1)", "\t=1", "http://example.test"])
def test_no_name_becomes_a_formula_or_a_link(name, tmp_path):
    sheet = load_workbook(written("NEW_PU", PERSON | {"name": name}, tmp_path=tmp_path))["data_tk_baru"]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].hyperlink) == (name, "s", None)


def test_the_same_people_give_the_same_bytes(tmp_path):
    first = written("NEW_PU", PERSON, tmp_path=tmp_path).read_bytes()
    assert written("NEW_PU", PERSON, tmp_path=tmp_path).read_bytes() == first


def test_what_payung_does_not_know_is_named_and_stays_empty():
    assert {"TEMPAT_LAHIR", "NAMA_IBU_KANDUNG", "ALAMAT", "LOKASI_PEKERJAAN"} <= {*layouts.shipped()["NEW_PU"].by_hand}


@pytest.mark.parametrize(("row", "said"), [
    ({"header": " "}, "belum diisi"),
    ({"header": "X" * 81}, "Paling panjang"),
    ({"header": "NIK", "field": "worker.delete"}, "tidak ada di daftar"),
    ({"header": "KELUAR", "field": "end_date"}, "tidak ada di daftar"),
    ({"header": "NIK", "field": "nik", "constant": "1"}, "jangan keduanya"),
    ({"header": "NIK", "field": "nik", "format": "number"}, "tidak cocok"),
    ({"header": "KODE", "constant": "1", "required": True}, "perlu isi dari daftar"),
    ({"header": "NIK", "field": "nik", "codes": {"DIED": "1"}}, "hanya untuk alasan"),
])  # fmt: skip
def test_a_column_that_no_file_can_be_made_of_is_refused(row, said):
    with pytest.raises(layouts.LayoutWrong, match=said):
        layouts.columns_of("NEW_PU", [row])


def test_a_header_stands_once():
    with pytest.raises(layouts.LayoutWrong, match="sudah dipakai") as refused:
        layouts.columns_of("NEW_PU", [{"header": "NIK"}, {"header": "nik"}])
    assert refused.value.detail["row"] == 2


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "[a]"])
def test_a_sheet_is_called_as_excel_takes_it(name):
    with pytest.raises(layouts.LayoutWrong):
        layouts.checked_sheet(name)
