"""Behind a web server that keeps whatever it is allowed to keep, nobody gets another's page."""

from metodinis.testing import PASSWORD
import pytest
import re
import requests
import shutil
import socket
import subprocess
import time


pytestmark = pytest.mark.nginx

# As careless as can be: everything is kept that the answer doesn't forbid to keep.
CONFIGURATION = """
daemon off;
user root;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/kept keys_zone=all:1m;
  server {{
    listen localhost:{port};
    location / {{
      proxy_pass http://{upstream};
      proxy_set_header Host localhost:{port};
      proxy_cache all;
      add_header X-Kept $upstream_cache_status always;
    }}
  }}
}}
"""


@pytest.fixture
def front(served_world, tmp_path):
    """The address of nginx before the site."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    upstream, site = re.match(r"http://([^/]+)(/.*)", served_world.absolute_url()).groups()
    text = CONFIGURATION.format(folder=tmp_path, port=port, upstream=upstream)
    file = tmp_path / "nginx.conf"
    file.write_text(text)
    nginx = subprocess.Popen(
        [shutil.which("nginx"), "-e", tmp_path / "error.log", "-c", file],
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://localhost:{port}{site}"
        _wait(address)
        yield address
    finally:
        nginx.terminate()
        nginx.wait(timeout=30)


def _wait(address):
    for _time in range(100):
        try:
            requests.get(f"{address}/++plone++metodinis/import.js", timeout=60)
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("nginx doesn't answer")


def ask(url, person=None, language="lt"):
    return requests.get(
        url,
        auth=(person, PASSWORD) if person else None,
        cookies={"I18N_LANGUAGE": language},
        headers={"Accept": "text/html"},
        timeout=60,
    )


@pytest.mark.parametrize("path", ["/libraries", "/@@search?SearchableText=kretinga"])
def test_page_of_a_person_is_not_served_to_others(front, path):
    url = front + path
    for _round in range(2):
        own = ask(url, "krt-direktore")
        assert "Aldona" in own.text
        assert own.headers["X-Kept"] == "MISS"
        visitor = ask(url)
        assert "Aldona" not in visitor.text
        assert visitor.headers["X-Kept"] == "MISS"
        other = ask(url, "pag-direktore")
        assert ("Aldona" in other.text, "Vida" in other.text) == (False, True)


def test_service_of_a_person_is_not_served_to_others(front):
    url = f"{front}/@users/krt-direktore"
    headers = {"Accept": "application/json"}
    own = requests.get(url, auth=("krt-direktore", PASSWORD), headers=headers, timeout=60)
    assert own.json()["email"] == "krt-direktore@example.org"
    assert own.headers["X-Kept"] == "MISS"
    assert requests.get(url, headers=headers, timeout=60).status_code == 401


def test_each_reader_gets_their_language(front):
    url = f"{front}/libraries"
    for _round in range(2):
        assert '" lang="lt"' in ask(url).text
        assert '" lang="en"' in ask(url, language="en").text


def test_style_sheet_is_kept(front):
    page = ask(f"{front}/libraries")
    (style,) = re.findall(r'href="([^"]+metodinis\.css)"', page.text)
    assert [ask(style).headers["X-Kept"] for _time in range(2)] == ["MISS", "HIT"]
    assert "Set-Cookie" not in ask(style).headers
