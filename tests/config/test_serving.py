"""The site of the quick start: started together, stopped together, whatever happens to one of them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from config import serving


ROOT = Path(__file__).resolve().parents[2]
A_SITE = """
    import sys
    from config import serving
    from config.serving import CannotServe, Child, Site
    serving.STEADY_SECONDS = 0 if "again" in sys.argv else serving.STEADY_SECONDS
    port, folder = int(sys.argv[1]), sys.argv[2]
    web = "import http.server as h, sys; h.HTTPServer(('127.0.0.1', int(sys.argv[1])), h.SimpleHTTPRequestHandler)"
    commands = {"web": (sys.executable, "-c", web + ".serve_forever()", str(port)), "worker": tuple(sys.argv[3:])}
    children = [Child(name, command, log_folder=folder, environment={}) for name, command in commands.items()]
    def ready():
        print("ready", *(child.process.pid for child in children), flush=True)
    def say(text):
        print(text, flush=True)
    try:
        Site(children, port=port, say=say).run(when_ready=ready)
    except CannotServe as reason:
        sys.exit(str(reason))
"""


def free_port():
    with socket.socket() as line:
        line.bind((serving.ADDRESS, 0))
        return line.getsockname()[1]


def begin(folder, *worker):
    """A site of a web server and this worker."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(A_SITE), str(free_port()), str(folder), *worker],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def pids(site):
    return [int(word) for word in site.stdout.readline().split()[1:]]


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def gone(children):
    """Whether they end within ten seconds."""
    until = time.monotonic() + 10
    while any(lives(pid) for pid in children):
        if time.monotonic() > until:
            return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_child(tmp_path, number):
    site = begin(tmp_path, "sleep", "1000")
    children = pids(site)
    site.send_signal(number)
    site.communicate(timeout=30)
    assert (site.returncode, [lives(pid) for pid in children]) == (0, [False, False])


def test_a_child_does_not_outlive_a_site_that_was_killed(tmp_path):
    site = begin(tmp_path, "sleep", "1000")
    children = pids(site)
    site.kill()
    site.communicate(timeout=30)
    assert gone(children)


def test_what_a_child_started_ends_with_it(tmp_path):
    site = begin(tmp_path, "sh", "-c", "sleep 1000 & echo $!; wait")
    pids(site)
    grandchild = int((tmp_path / "worker.log").read_text())
    site.send_signal(signal.SIGTERM)
    site.communicate(timeout=30)
    assert not lives(grandchild)


def test_a_child_that_does_not_start_stops_the_rest_and_its_log_is_shown(tmp_path):
    site = begin(tmp_path, "sh", "-c", "echo no such queue; exit 3")
    _output, errors = site.communicate(timeout=30)
    assert site.returncode == 1
    assert "worker ended with 3" in errors
    assert "no such queue" in errors


def test_a_child_that_ran_steadily_is_started_again(tmp_path):
    until_told = f"cd {tmp_path}; while [ ! -e go ]; do :; done; mkdir once && exit 3; exec sleep 1000"
    site = begin(tmp_path, "sh", "-c", until_told, "again")
    pids(site)
    (tmp_path / "go").touch()
    while "started again" not in (line := site.stdout.readline()):
        assert line, "the site ended"
    site.terminate()
    site.communicate(timeout=30)
    assert site.returncode == 0


def test_a_port_in_use_is_refused_with_what_to_do():
    with socket.socket() as line:
        line.bind((serving.ADDRESS, 0))
        line.listen()
        port = line.getsockname()[1]
        with pytest.raises(serving.CannotServe, match=f"--port {port + 1}"):
            serving.refuse_taken_port(port)


def test_nobody_answers_on_a_free_port():
    assert not serving.answers(free_port())


def test_an_answer_is_an_answer(tmp_path):
    site = begin(tmp_path, "sleep", "1000")
    pids(site)
    line = http.client.HTTPConnection(serving.ADDRESS, int(site.args[3]), timeout=5)
    line.request("GET", "/")
    status = line.getresponse().status
    line.close()
    site.terminate()
    site.communicate(timeout=30)
    assert status == 200
