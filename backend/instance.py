"""Renders a Zope instance from instance.yaml: zope.conf, zope.ini, site.zcml, first account.

    python backend/instance.py [instance.yaml]

The keys are those of cookiecutter-zope-instance, as far as metodinis uses them. The
environment variable INSTANCE_<KEY> overrides a key for one run. What is rendered lies in
<target>/etc and is made anew each time; what the site writes lies in <target>/var and is
never touched.
"""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import difflib
import os
import secrets
import sys
import yaml


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
    "db_storage": "direct",
    "db_cache_size": 30000,
    "db_filestorage_location": "",
    "db_blob_location": "",
    "db_relstorage_postgresql_dsn": "",
    "debug_mode": False,
    "verbose_security": False,
    "zcml_package_includes": "metodinis",
    "environment": {},
}

ZOPE_CONF = """\
%define INSTANCEHOME {target}
instancehome $INSTANCEHOME
%define CLIENTHOME {var}
clienthome $CLIENTHOME
debug-mode {debug_mode}
security-policy-implementation {security_policy}
verbose-security {verbose_security}
default-zpublisher-encoding utf-8
max-conflict-retries {max_conflict_retries}

<environment>
{environment}
</environment>

<dos_protection>
    form-memory-limit {dos_protection_form_memory_limit}
    form-disk-limit {dos_protection_form_disk_limit}
    form-memfile-limit {dos_protection_form_memfile_limit}
    form-part-limit {dos_protection_form_part_limit}
</dos_protection>

<zodb_db main>
    mount-point /
    cache-size {db_cache_size}
{storage}
</zodb_db>
"""

FILESTORAGE = """\
    <blobstorage>
        blob-dir {blobs}
        <filestorage>
            path {filestorage}
        </filestorage>
    </blobstorage>"""

RELSTORAGE = """\
    %import relstorage
    <relstorage>
        blob-dir {blobs}
        shared-blob-dir false
        keep-history false
        <postgresql>
            driver psycopg2
            dsn {dsn}
        </postgresql>
    </relstorage>"""

ZOPE_INI = """\
[app:zope]
use = egg:Zope#main
zope_conf = {target}/etc/zope.conf

[server:main]
use = egg:waitress#main
listen = {wsgi_listen}
threads = {wsgi_threads}
max_request_body_size = {wsgi_max_request_body_size}
clear_untrusted_proxy_headers = true

[filter:translogger]
use = egg:Paste#translogger
setup_console_handler = False

[pipeline:main]
pipeline =
    translogger
    egg:Zope#httpexceptions
    zope

[loggers]
keys = root, wsgi

[handlers]
keys = console, accesslog, eventlog

[formatters]
keys = generic, message

[logger_root]
level = INFO
handlers = console, eventlog

[logger_wsgi]
level = INFO
handlers = accesslog
qualname = wsgi
propagate = 0

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = WARNING
formatter = generic

[handler_accesslog]
class = FileHandler
args = ('{var}/log/access.log', 'a')
formatter = message

[handler_eventlog]
class = FileHandler
args = ('{var}/log/event.log', 'a')
formatter = generic

[formatter_generic]
format = %(asctime)s %(levelname)s [%(name)s:%(lineno)s] %(message)s

[formatter_message]
format = %(message)s
"""

SITE_ZCML = """\
<configure
    xmlns="http://namespaces.zope.org/zope"
    xmlns:five="http://namespaces.zope.org/five">
  <include package="Zope2.App" />
  <five:loadProducts file="meta.zcml" />
{includes}
  <five:loadProducts />
  <five:loadProductsOverrides />
</configure>
"""


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
    if settings["db_storage"] not in ("direct", "relstorage"):
        raise InstanceError(f"{path}: `db_storage` is direct or relstorage.")
    if settings["db_storage"] == "relstorage" and not settings["db_relstorage_postgresql_dsn"]:
        raise InstanceError(f"{path}: relstorage needs `db_relstorage_postgresql_dsn`.")


def render(settings, root):
    """Write the instance below `root` (a folder); return the target Path.

    The initial password is written only where there is no database and no inituser yet.
    Raises InstanceError if a folder can't be written.
    """
    root = Path(root).resolve()
    target = (root / settings["target"]).resolve()
    var = target / "var"
    blobs = (root / (settings["db_blob_location"] or var / "blobs")).resolve()
    data = (root / (settings["db_filestorage_location"] or var / "filestorage/Data.fs")).resolve()
    try:
        # The mail queue is a maildir: zope.sendmail refuses a folder without its three parts.
        queue = [var / "mail" / part for part in ("cur", "new", "tmp")]
        for folder in (target / "etc", var / "log", var / "cache", *queue, data.parent):
            folder.mkdir(parents=True, exist_ok=True)
        blobs.mkdir(parents=True, exist_ok=True)
        # Zope refuses blobs that other accounts of the machine could read.
        blobs.chmod(0o700)
        _write_files(settings, target, var, blobs, data)
    except OSError as error:
        raise InstanceError(
            f"{error.filename}: {error.strerror}. Make the folder writable for this account."
        ) from error
    return target


def _write_files(settings, target, var, blobs, data):
    if settings["db_storage"] == "relstorage":
        dsn = settings["db_relstorage_postgresql_dsn"]
        storage = RELSTORAGE.format(blobs=blobs, dsn=dsn)
    else:
        storage = FILESTORAGE.format(blobs=blobs, filestorage=data)
    environment = {
        "CHAMELEON_CACHE": var / "cache",
        "METODINIS_MAIL_QUEUE": var / "mail",
    } | settings["environment"]
    values = settings | {
        "target": target,
        "var": var,
        "storage": storage,
        "security_policy": "PYTHON" if settings["verbose_security"] else "C",
        "debug_mode": "on" if settings["debug_mode"] else "off",
        "verbose_security": "on" if settings["verbose_security"] else "off",
        "environment": "\n".join(f"    {k} {v}" for k, v in environment.items()),
    }
    packages = settings["zcml_package_includes"].replace(",", " ").split()
    includes = "\n".join(f"  <include package={quoteattr(name)} />" for name in packages)
    etc = target / "etc"
    (etc / "zope.conf").write_text(ZOPE_CONF.format_map(values), encoding="utf-8")
    (etc / "zope.ini").write_text(ZOPE_INI.format_map(values), encoding="utf-8")
    (etc / "site.zcml").write_text(SITE_ZCML.format(includes=includes), encoding="utf-8")
    inituser = target / "inituser"
    if not data.exists() and not inituser.exists():
        password = settings["initial_user_password"] or secrets.token_urlsafe(12)
        inituser.touch(mode=0o600)
        inituser.write_text(f"{settings['initial_user_name']}:{password}\n", encoding="utf-8")


def main(arguments):
    path = Path(arguments[0] if arguments else "instance.yaml")
    try:
        target = render(load(path), path.resolve().parent)
    except InstanceError as error:
        sys.exit(str(error))
    print(f"instance rendered in {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
