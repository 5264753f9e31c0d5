"""A real instance with the named world, made in a folder and served by a process of its own."""

from backend.instance import load
from backend.instance import render
from pathlib import Path
import os
import requests
import socket
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parents[2]
SERVE = "import sys; from pathlib import Path; from backend.start import serve; "
SERVE += "serve(Path(sys.argv[1]), ['ready'])"


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


class Instance:
    """`folder` (Path) and `address` of the site; its limits are those of instance.yaml.

    smtp_port: where it sends its mails; without one it has no queue. threads: how many requests
    it works on at once, instead of what instance.yaml says.
    """

    def __init__(self, folder, smtp_port=None, threads=None):
        port = free_port()
        self.folder, self.address = folder, f"http://localhost:{port}/metodinis"
        self.running = []
        own = {"INSTANCE_TARGET": str(folder), "INSTANCE_WSGI_LISTEN": f"localhost:{port}"}
        if threads:
            own["INSTANCE_WSGI_THREADS"] = str(threads)
        render(load(ROOT / "instance.yaml", environ=own), ROOT)
        self.run("tests/reports/made_site.py", *([smtp_port] if smtp_port else []))

    def run(self, script, *arguments):
        """Run a script of ours in the instance while it isn't served; what it printed."""
        zconsole = [sys.executable, "-m", "Zope2.utilities.zconsole", "run"]
        command = [*zconsole, self.folder / "etc/zope.conf", ROOT / script, *map(str, arguments)]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start(self):
        """Serve; return the process when it answers."""
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, self.folder],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.running.append(process)
        assert process.stdout.readline() == b"ready\n"
        for _attempt in range(100):
            try:
                requests.get(self.address, timeout=30)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        return process

    def stop(self):
        """End what was started, in order."""
        for process in self.running:
            process.terminate()
            process.wait()
        self.running.clear()
