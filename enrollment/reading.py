"""The only place that opens an uploaded file: a look at the container, then a child process under limits."""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from enrollment.containers import MB, FileRefused, kind_of
from enrollment.messages import file_message


MEMORY = 1024 * MB
SECONDS = 60
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Reading:
    """What a file turned out to be. Either `copy_path` holds its rows, or a problem or a question stands."""

    copy_path: Path
    sheet: str = ""
    sheets: list = field(default_factory=list)
    header_row: int = 0
    mapping: dict = field(default_factory=dict)
    ignored: list = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""
    rows: int = 0
    question: dict | None = None
    file_problem: dict | None = None

    def summary(self):
        """What the roster keeps of it, with the sentence a person reads."""
        names = ("sheet", "sheets", "header_row", "mapping", "ignored", "encoding", "question", "file_problem")
        kept = {name: getattr(self, name) for name in names if getattr(self, name)}
        problem = self.question or self.file_problem
        return kept | ({"message": file_message(problem)} if problem else {})


def read(path, *, work_dir, known_regions, today, sheet=None, accepted=frozenset(), wage_required=False):
    """
    Read and clean a roster file into `rows.copy` under work_dir, in a child process with limits on memory and time.

    :param known_regions: four digits of every kabupaten and kota, as they open a NIK
    :param sheet: which sheet of several; never guessed
    """
    work_dir = Path(work_dir)
    copy_path, result = work_dir / "rows.copy", work_dir / "result.json"
    try:
        kind = kind_of(path)
        job = {
            "path": str(path),
            "kind": kind,
            "sheet": sheet,
            "known_regions": sorted(known_regions),
            "today": today.isoformat(),
            "rows": str(copy_path),
            "result": str(result),
        }
        run_child(work_dir / "job.json", job)
        found = json.loads(result.read_text())
    except FileRefused as refused:
        found = {"file_problem": refused.problem}
    return Reading(copy_path=copy_path, **found)


def run_child(job_file, job):
    """:raises FileRefused: if the child breaks a limit or dies; only the child dies"""
    job_file.write_text(json.dumps(job))
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-m", "enrollment.parsing", str(job_file)],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            preexec_fn=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused("RESOURCE_LIMIT") from error
    if ended.returncode:
        raise FileRefused("RESOURCE_LIMIT")


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
