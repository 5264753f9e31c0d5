"""An event of a running server, and many who open its form at once."""

from concurrent.futures import ThreadPoolExecutor
import re
import requests
import threading


TOKEN = re.compile(r'name="(_authenticator|token)"[^>]*value="([^"]+)"')


def hidden(html):
    """The hidden fields of a form by which it is known."""
    return dict(TOKEN.findall(html))


class Visitor:
    """One browser at the form of an event; `open` it, then `send` it."""

    def __init__(self, address, name):
        self.address, self.name = address, name
        self.session = requests.Session()

    @property
    def email(self):
        return f"{self.name.split()[0].lower()}@example.org"

    def open(self):
        answer = self.session.get(f"{self.address}/@@register", timeout=60)
        assert answer.status_code == 200, answer.status_code
        self.fields = hidden(answer.text)
        return self

    def send(self, **more):
        data = {"name": self.name, "email": self.email, "consent": "yes", **self.fields, **more}
        return self.session.post(f"{self.address}/@@register", data=data, timeout=120)


def at_once(calls):
    """What calls return that begin together, each in a thread of its own."""
    barrier = threading.Barrier(len(calls))

    def begin(call):
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(begin, call) for call in calls]]
