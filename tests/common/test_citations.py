import pytest

from common.citations import written


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("PP 82/2019 Art. 34(1)", "PP 82/2019 Pasal 34 ayat (1)"),
        ("PP 44/2015 Art. 16(1)a, Art. 63", "PP 44/2015 Pasal 16 ayat (1) huruf a, Pasal 63"),
        ("PP 44/2015 Art. 20(1)-(2) and Annex II", "PP 44/2015 Pasal 20 ayat (1)-(2) dan Lampiran II"),
        ("PP 44/2015 Art. 6(3), 11(5)", "PP 44/2015 Pasal 6 ayat (3), 11 ayat (5)"),
        ("Permenaker 1/2025 Art. 3A", "Permenaker 1/2025 Pasal 3A"),
        ("", ""),
    ],
)
def test_a_source_is_cited_as_people_here_do(source, said):
    assert written(source) == said
