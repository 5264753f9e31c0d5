"""The environments, instances and servers that pages.py compares: ours, stock Plone, Wagtail."""

from backend.instance import load
from backend.instance import render
from backend.start import create_site
from backend.start import ROOT
from contextlib import contextmanager
from pathlib import Path
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request


BENCH = ROOT / "backend" / "bench"
WAGTAIL = BENCH / "wagtail_site"
OURS = Path(sys.executable)


def environment(folder, *requirements):
    """The Python of an environment in `folder` with what pip-like `requirements` name."""
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    wanted = " ".join(map(str, requirements))
    if not stamp.exists() or stamp.read_text() != wanted:
        run(OURS, "-m", "uv", "venv", "--quiet", "--clear", "--python", OURS, folder)
        run(OURS, "-m", "uv", "pip", "install", "--quiet", "--python", python, *requirements)
        stamp.write_text(wanted)
    return python


def run(*command, **options):
    """Run a program; stop with what it said if it failed."""
    told = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **options,
    )
    if told.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{told.stdout[-3000:]}")
    return told.stdout


def free_port():
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


@contextmanager
def served(place):
    """Serve a place until the block ends; the server's process is `place.process`."""
    command, environ = place.command()
    log = place.folder / "server.log"
    with log.open("w") as output:
        place.process = subprocess.Popen(
            [str(part) for part in command],
            cwd=place.folder,
            env=os.environ | environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(place, log)
        yield place
    finally:
        place.process.terminate()
        place.process.wait(timeout=60)


def _wait(place, log):
    for _second in range(240):
        if place.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(place.address("plain"), timeout=30):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"{place.name}: {place.address('plain')} doesn't answer:\n{log.read_text()[-3000:]}")


class PloneSite:
    """An instance in `folder` with so many documents; ours if `python` is the one that runs."""

    def __init__(self, name, folder, python, documents, like=None):
        self.name, self.folder, self.python = name, folder, python
        self.documents, self.like = documents, like
        self.is_ours = python == OURS
        self.site_id = "metodinis" if self.is_ours else "Plone"
        self.port = free_port()

    def prepare(self):
        """Render the instance, make its site and fill it, as far as that isn't done."""
        settings = load(ROOT / "instance.yaml", {}) | {
            "target": str(self.folder),
            "wsgi_listen": f"localhost:{self.port}",
            "db_filestorage_location": str(self.folder / "var" / "filestorage" / "Data.fs"),
            "db_blob_location": str(self.folder / "var" / "blobs"),
            "initial_user_password": "Zalias-Knygnesys-1904",
        }
        if not self.is_ours:
            settings["zcml_package_includes"] = "Products.CMFPlone"
        if self.like and not (self.folder / "var").exists():
            shutil.copytree(self.like.folder, self.folder)
        paths = render(settings, ROOT)
        if self.is_ours:
            create_site(paths.target, "no")
        configuration = self.folder / "etc" / "zope.conf"
        script = BENCH / "_plone.py"
        fill = [self.python, script, "fill", configuration, self.site_id, self.documents]
        self.plain = run(*fill, cwd="/").split()[-1]

    def command(self):
        runwsgi = "from Zope2.Startup.serve import main; main()"
        return [self.python, "-c", runwsgi, self.folder / "etc" / "zope.ini"], {
            # zope.ini names a filter of backend/.
            "PYTHONPATH": str(ROOT)
        }

    def address(self, page):
        path = PLONE_PAGES.get(page, self.plain)
        return f"http://localhost:{self.port}/{self.site_id}{path}"


PLONE_PAGES = {
    "listing": "/skyrius-0",
    "search": "/@@search?SearchableText=vertinimas",
}


class WagtailSite:
    """Wagtail with so many documents, on a PostgreSQL of its own."""

    name = "Wagtail"

    def __init__(self, folder, python, database, documents):
        self.folder, self.python, self.database = folder, python, database
        self.documents = documents
        self.port = free_port()

    def prepare(self):
        self.folder.mkdir(exist_ok=True)
        site = self.folder / "site"
        shutil.copytree(WAGTAIL, site, dirs_exist_ok=True)
        environ = os.environ | self.database.environ
        make = "from django.core.management import execute_from_command_line as run; run()"
        for arguments in (["-c", make, "makemigrations", "pages"], ["fill.py", self.documents]):
            settings = {"DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(site)}
            run(self.python, *arguments, cwd=site, env=environ | settings)

    def command(self):
        site = self.folder / "site"
        environ = self.database.environ | {"PYTHONPATH": str(site)}
        return [self.python, site / "serve.py", self.port], environ

    def address(self, page):
        return f"http://localhost:{self.port}{WAGTAIL_PAGES[page]}"


WAGTAIL_PAGES = {
    "plain": "/skyrius-1/puslapis-36/",
    "listing": "/skyrius-0/",
    "search": "/search/?query=vertinimas",
}


class Postgres:
    """A PostgreSQL server of Debian's in `folder`, on a socket there and nowhere else."""

    def __init__(self, folder):
        self.folder = folder
        # PostgreSQL refuses to run as root, and a socket's path has 107 characters at most.
        self.socket = Path(f"/tmp/metodinis-bench-{os.getpid()}")  # noqa: S108
        self.user = "postgres" if os.geteuid() == 0 else os.environ.get("USER", "bench")
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
        if not programs:
            sys.exit("There is no PostgreSQL: apt-get install postgresql")
        self.programs = programs[-1].parent
        self.environ = {
            "BENCH_POSTGRES_USER": self.user,
            "BENCH_POSTGRES_SOCKET": str(self.socket),
        }

    def _run(self, *command):
        as_user = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        # Not by a pipe: the server would hold it open.
        log = self.socket / "told.log"
        with log.open("w") as output:
            done = subprocess.run(
                [*as_user, *map(str, command)],
                cwd=self.socket,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode:
            sys.exit(f"{' '.join(map(str, command))}\n{log.read_text()[-3000:]}")

    def __enter__(self):
        self.socket.mkdir(mode=0o755)
        data = self.socket / "data"
        if os.geteuid() == 0:
            shutil.chown(self.socket, self.user)
        self._run(self.programs / "initdb", "-D", data, "-A", "trust", "-U", self.user)
        listen = f"-c listen_addresses='' -c unix_socket_directories={self.socket}"
        self._run(self.programs / "pg_ctl", "-D", data, "-w", "-o", listen, "start")
        self._run(self.programs / "createdb", "-h", self.socket, "-U", self.user, "wagtail")
        return self

    def __exit__(self, *_error):
        data = self.socket / "data"
        self._run(self.programs / "pg_ctl", "-D", data, "-m", "fast", "stop")
        shutil.rmtree(self.socket)
