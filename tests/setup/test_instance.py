"""instance.yaml: its keys, their values, and the configuration that is rendered from it."""

from backend.instance import InstanceError
from backend.instance import is_in_use
from backend.instance import load
from backend.instance import places
from backend.instance import render
from backend.start import check_port
from backend.start import create_site
from backend.start import people
from backend.start import StartError
from configparser import ConfigParser
from pathlib import Path
from zope.sendmail.queue import QueueProcessorThread
from Zope2.Startup.options import ZopeWSGIOptions
import os
import pytest
import socket
import stat
import subprocess
import zc.lockfile


SHIPPED = Path("instance.yaml")


@pytest.fixture
def settings():
    return load(SHIPPED, environ={})


def written(tmp_path, text):
    path = tmp_path / "instance.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "default_context:\n  wsgi_listn: x",
            "unknown key `wsgi_listn`. Did you mean `wsgi_listen`?",
        ),
        (
            "default_context:\n  db_blobs_location: x",
            "unknown key `db_blobs_location`. Did you mean `db_blob_location`?",
        ),
        ("wsgi_listen: x", "all keys belong under one `default_context:`."),
        (
            "default_context:\n  wsgi_threads: two",
            "`wsgi_threads` is a whole number, not `two`.",
        ),
        ("default_context:\n  debug_mode: maybe", "`debug_mode` is true or false, not `maybe`."),
        (
            "default_context:\n  initial_user_name: a:b",
            "`initial_user_name` can't hold a colon or a line break.",
        ),
        ("default_context:\n  - a\n b", "line 3: this is not YAML. Mend it there."),
    ],
)
def test_faulty_settings_are_refused(tmp_path, text, told):
    with pytest.raises(InstanceError) as refusal:
        load(written(tmp_path, text), environ={})
    assert str(refusal.value).endswith(told)


def test_environment_overrides_settings():
    settings = load(SHIPPED, environ={"INSTANCE_WSGI_LISTEN": "localhost:8090"})
    assert settings["wsgi_listen"] == "localhost:8090"


def environment_of_make(*arguments, **environ):
    """The environment in which make runs its lines, asked as `make <arguments>` by a caller."""
    own = {name: text for name, text in os.environ.items() if name in ("PATH", "HOME")}
    done = subprocess.run(
        ["make", "--no-print-directory", "-f", "Makefile", "-f", "-", "told", *arguments],
        input="told:\n\t@env\n",
        env=own | environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.partition("=")[::2] for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "environ", "listen", "data", "blobs"),
    [
        ([], {}, "site.example:80", "/srv/data/Data.fs", "/srv/site/var/blobs"),
        (
            [],
            {"INSTANCE_WSGI_LISTEN": "0.0.0.0:8090", "INSTANCE_TARGET": "/srv/b"},
            "0.0.0.0:8090",
            "/srv/data/Data.fs",
            "/srv/b/var/blobs",
        ),
        (["PORT=8091"], {}, "localhost:8091", "/srv/data/Data.fs", "/srv/site/var/blobs"),
        (
            ["PORT=8091", "INSTANCE=/srv/c"],
            {"INSTANCE_WSGI_LISTEN": "0.0.0.0:8090", "INSTANCE_TARGET": "/srv/b"},
            "localhost:8091",
            "/srv/c/var/filestorage/Data.fs",
            "/srv/c/var/blobs",
        ),
    ],
)
def test_make_overrides_only_what_its_caller_names(
    tmp_path, arguments, environ, listen, data, blobs
):
    path = written(
        tmp_path,
        "default_context:\n  wsgi_listen: site.example:80\n  target: /srv/site\n"
        "  db_filestorage_location: /srv/data/Data.fs\n",
    )
    settings = load(path, environ=environment_of_make(*arguments, **environ))
    paths = places(settings, tmp_path)
    assert settings["wsgi_listen"] == listen
    assert (str(paths.data), str(paths.blobs)) == (data, blobs)


# What a shell, ZConfig and ConfigParser each take for something else.
@pytest.mark.parametrize("folder", ["plain", "Mano svetainė 100% $HOME's"])
def test_rendered_configuration_is_read_back(tmp_path, settings, folder):
    root = tmp_path / folder
    root.mkdir()
    paths = render(settings, root)
    options = ZopeWSGIOptions(str(paths.target / "etc" / "zope.conf"))()
    conf = options.configroot
    assert conf.instancehome == str(paths.target)
    assert conf.clienthome == str(paths.var)
    limits = conf.dos_protection
    assert limits.form_memory_limit == 48 * 1024**2
    assert limits.form_disk_limit == 64 * 1024**2
    assert limits.form_part_limit == 8192
    assert conf.environment["METODINIS_MAIL_QUEUE"] == str(paths.var / "mail")
    assert conf.environment["zope_i18n_compile_mo_files"] == "true"
    (database,) = conf.databases
    assert database.config.storage.config.blob_dir == str(paths.blobs)
    assert database.config.storage.config.base.config.path == str(paths.data)
    ini = ConfigParser()
    ini.read(paths.target / "etc" / "zope.ini", encoding="utf-8")
    assert ini["app:zope"]["zope_conf"] == str(paths.target / "etc" / "zope.conf")
    assert ini["server:main"]["listen"] == "localhost:8080"
    assert eval(ini["handler_eventlog"]["args"]) == (str(paths.var / "log" / "event.log"), "a")  # noqa: S307
    mails = {name: ini["logger_mailqueue"][name] for name in ("handlers", "qualname", "propagate")}
    assert mails == {
        "handlers": "eventlog",
        "qualname": QueueProcessorThread.log.name,
        "propagate": "0",
    }


def test_generated_password_is_kept_for_the_owner_and_shown_once(tmp_path, settings):
    target = render(settings, tmp_path).target
    kept = target / "first-account"
    name, password = kept.read_text().strip().split(": ")
    assert (target / "inituser").read_text() == f"{name}:{password}\n"
    assert {stat.S_IMODE(path.stat().st_mode) for path in (kept, target / "inituser")} == {0o600}
    assert people(target, is_new=True) == [f"{name}: {password}", f"  (kept in {kept})"]
    assert people(target, is_new=False) == [f"the first account and its password: {kept}"]
    render(settings, tmp_path)
    assert kept.read_text() == f"{name}: {password}\n"


def test_given_password_is_kept_nowhere_but_for_zope(tmp_path, settings):
    target = render(settings | {"initial_user_password": "Zalias-Knygnesys"}, tmp_path).target
    assert (target / "inituser").read_text() == "admin:Zalias-Knygnesys\n"
    assert not (target / "first-account").exists()


def test_folder_that_cannot_be_made_is_named(tmp_path, settings):
    (tmp_path / "instance").write_text("a file")
    with pytest.raises(InstanceError) as refusal:
        render(settings, tmp_path)
    assert str(refusal.value).startswith(f"{tmp_path / 'instance'}")
    assert str(refusal.value).endswith("Make it writable for this account.")


def test_taken_port_is_told():
    with socket.create_server(("localhost", 0)) as server:
        listen = f"localhost:{server.getsockname()[1]}"
        with pytest.raises(StartError, match=f"{listen} can't be listened on: Address already"):
            check_port(listen)
    check_port(listen)


@pytest.mark.parametrize("listen", ["localhost:99999", "localhost:http", "8080x"])
def test_impossible_port_is_told(listen):
    with pytest.raises(StartError, match=f"{listen}: a port is a number from 1 to 65535"):
        check_port(listen)


def test_database_in_use_is_seen(tmp_path):
    data = tmp_path / "Data.fs"
    lock = zc.lockfile.LockFile(f"{data}.lock")
    assert is_in_use(data) is True
    lock.close()
    assert is_in_use(data) is False


def test_failed_creation_is_told_and_tried_again(tmp_path, settings):
    target = render(settings | {"zcml_package_includes": "no.such.package"}, tmp_path).target
    for _attempt in range(2):
        with pytest.raises(StartError, match=r"The site could not be made: .*No module named"):
            create_site(target, "no")
