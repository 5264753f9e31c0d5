"""Renders a Zope instance from instance.yaml: zope.conf, zope.ini, site.zcml, first account.

    python -m backend.instance [instance.yaml]

The keys are those of cookiecutter-zope-instance, as far as metodinis uses them. The
environment variable INSTANCE_<KEY> overrides a key for one run. What is rendered lies in
<target>/etc and is made anew each time; what the site writes lies in <target>/var and is
never touched.
"""

from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr
import difflib
import errno
import os
import secrets
import sys
import yaml
import zc.lockfile


TEMPLATES = Path(__file__).resolve().parent / "templates"
DEFAULTS = {
    "target": "instance",
    "initial_user_name": "admin",
    "initial_user_password": "",
    "wsgi_listen": "localhost:8080",
    "wsgi_threads": 2,
    "wsgi_max_request_body_size": 67108864,
    "dos_protection_form_memory_limit": "1MB",
    "dos_protection_form_disk_limit": "1GB",
    "dos_protection_form_memfile_limit": "4KB",
    "dos_protection_form_part_limit": 1024,
    "max_conflict_retries": 3,
    "db_cache_size": 30000,
    "db_filestorage_location": "",
    "db_blob_location": "",
    "debug_mode": False,
    "verbose_security": False,
    "zcml_package_includes": "metodinis",
    "environment": {},
}


class InstanceError(Exception):
    """What is wrong with instance.yaml, in one line with the remedy."""


def load(path, environ=os.environ):
    """Read instance.yaml; return its settings over the defaults.

    `path`: the file. `environ`: where INSTANCE_<KEY> overrides are looked up.
    Raises InstanceError for a missing file, bad YAML, an unknown key or a bad value.
    """
    try:
        document = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InstanceError(f"{path}: {error.strerror}. Give the path of instance.yaml.") from error
    except yaml.YAMLError as error:
        line = getattr(error, "problem_mark", None)
        where = f", line {line.line + 1}" if line else ""
        raise InstanceError(f"{path}{where}: this is not YAML. Mend it there.") from error
    given = document.get("default_context") if isinstance(document, dict) else None
    if not isinstance(given, dict) or set(document) != {"default_context"}:
        raise InstanceError(f"{path}: all keys belong under one `default_context:`.")
    for key in given:
        if key not in DEFAULTS:
            nearest = difflib.get_close_matches(str(key), DEFAULTS, n=1, cutoff=0)[0]
            raise InstanceError(f"{path}: unknown key `{key}`. Did you mean `{nearest}`?")
    settings = DEFAULTS | given
    for key in DEFAULTS:
        override = environ.get(f"INSTANCE_{key.upper()}")
        if override and key != "environment":
            settings[key] = override
    _check_values(path, settings)
    return settings


def _check_values(path, settings):
    for key, default in DEFAULTS.items():
        value = settings[key]
        if isinstance(default, bool):
            if str(value).lower() not in ("true", "false"):
                raise InstanceError(f"{path}: `{key}` is true or false, not `{value}`.")
            settings[key] = str(value).lower() == "true"
        elif isinstance(default, int) and not str(value).isdigit():
            raise InstanceError(f"{path}: `{key}` is a whole number, not `{value}`.")
        elif isinstance(default, dict) and not isinstance(value, dict):
            raise InstanceError(f"{path}: `{key}` is a list of NAME: value, not `{value}`.")
    for key in ("initial_user_name", "initial_user_password"):
        if set(str(settings[key])) & set(":\r\n"):
            raise InstanceError(f"{path}: `{key}` can't hold a colon or a line break.")


class Paths(NamedTuple):
    """Where one instance lies; absolute."""

    target: Path
    var: Path
    data: Path
    blobs: Path


def places(settings, root):
    """The Paths of the instance that `settings` put below `root` (a folder)."""
    root = Path(root).resolve()
    target = (root / settings["target"]).resolve()
    var = target / "var"
    default_data = var / "filestorage" / "Data.fs"
    return Paths(
        target=target,
        var=var,
        data=(root / (settings["db_filestorage_location"] or default_data)).resolve(),
        blobs=(root / (settings["db_blob_location"] or var / "blobs")).resolve(),
    )


def render(settings, root):
    """Write the instance below `root` (a folder); return its Paths.

    A first account is made only where there is no database yet.
    Raises InstanceError if a folder can't be written.
    """
    paths = places(settings, root)
    target, var = paths.target, paths.var
    try:
        # The mail queue is a maildir: zope.sendmail refuses a folder without its three parts.
        queue = [var / "mail" / part for part in ("cur", "new", "tmp")]
        folders = [target / "etc", var / "log", var / "cache", *queue, paths.data.parent]
        for folder in [*folders, paths.blobs]:
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        # Zope refuses blobs that other accounts of the machine could read.
        paths.blobs.chmod(0o700)
        _write_configuration(settings, paths)
        if not paths.data.exists() and not (target / "inituser").exists():
            _write_first_account(settings, target)
    except OSError as error:
        raise _not_writable(error) from error
    return paths


def _write_configuration(settings, paths):
    environment = {
        "CHAMELEON_CACHE": paths.var / "cache",
        "METODINIS_MAIL_QUEUE": paths.var / "mail",
    } | settings["environment"]
    onoff = {key: "on" if settings[key] else "off" for key in ("debug_mode", "verbose_security")}
    policy = "PYTHON" if settings["verbose_security"] else "C"
    conf = settings | onoff | paths._asdict() | {
        "environment": "\n".join(f"    {name} {value}" for name, value in environment.items()),
        "security_policy": policy,
    }  # fmt: skip
    # ZConfig would read a dollar sign as a reference, ConfigParser a per cent sign.
    conf = {key: str(value).replace("$", "$$") for key, value in conf.items()}
    ini = settings | {
        "zope_conf": paths.target / "etc" / "zope.conf",
        "access_log": repr(str(paths.var / "log" / "access.log")),
        "event_log": repr(str(paths.var / "log" / "event.log")),
    }
    ini = {key: str(value).replace("%", "%%") for key, value in ini.items()}
    packages = settings["zcml_package_includes"].replace(",", " ").split()
    zcml = {"includes": "\n".join(f"  <include package={quoteattr(name)} />" for name in packages)}
    for name, values in (("zope.conf", conf), ("zope.ini", ini), ("site.zcml", zcml)):
        text = (TEMPLATES / name).read_text(encoding="utf-8").format_map(values)
        (paths.target / "etc" / name).write_text(text, encoding="utf-8")


def _write_first_account(settings, target):
    """Zope makes the account of `inituser` when it makes its database, and deletes the file.

    A generated password is kept beside it, in `first-account`: nobody else knows it.
    """
    name, password = settings["initial_user_name"], settings["initial_user_password"]
    if not password:
        password = secrets.token_urlsafe(12)
        write_private(target / "first-account", f"{name}: {password}\n")
    write_private(target / "inituser", f"{name}:{password}\n")


def write_private(path, text):
    """Write a file that only this account can read."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def is_in_use(data):
    """Whether another process has the database `data` (Path of Data.fs) open.

    Raises InstanceError if its folder can't be written.
    """
    try:
        zc.lockfile.LockFile(f"{data}.lock").close()
    except zc.lockfile.LockError:
        return True
    except OSError as error:
        raise _not_writable(error) from error
    return False


def _not_writable(error):
    return InstanceError(f"{error.filename}: {error.strerror}. Make it writable for this account.")


def main(arguments):
    path = Path(arguments[0] if arguments else "instance.yaml")
    try:
        target = render(load(path), path.resolve().parent).target
    except InstanceError as error:
        sys.exit(str(error))
    print(f"instance rendered in {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
