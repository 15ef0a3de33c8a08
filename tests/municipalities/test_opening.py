"""What is said of a file that the child could not open through no fault of the file."""

import logging

from municipalities.opening.limits import Limits
from municipalities.opening.outside import ask_child


def test_a_child_that_cannot_begin_says_nothing_about_the_file(tmp_path, caplog):
    sent, work = tmp_path / "scan", tmp_path / "work"
    sent.write_bytes(b"%PDF-")
    work.mkdir()
    with caplog.at_level(logging.ERROR):
        found = ask_child(sent, work_dir=work, limits=Limits(), module="municipalities.opening.nowhere")
    assert found["file_problem"] == {"code": "UNREADABLE"}
    assert "The reader cannot begin" in caplog.text
