"""What is held of two libraries, on a site that is asked by HTTP."""

from metodinis.testing import PASSWORD
from tests.indicators.values.conftest import put
import html
import pytest
import re
import requests
import transaction


@pytest.fixture
def indicators(served_world):
    """Kretinga published twice; Pagėgiai published once, and accepted once."""
    put("KRT", 2024, "published", {"C1": "80", "C2": "-", "C4": "800"}, population=37800)
    krt = {"C1": "1100", "C2": "20", "C4": "900", "C6": "10,50", "C9": "0"}
    put("KRT", 2025, "published", krt, population=37500)
    put("PAG", 2024, "published", {"C1": "40", "C4": "n/d: sugedo"}, population=7400)
    put("PAG", 2025, "accepted", {"C1": "50", "C4": "300"}, population=7300)
    transaction.commit()
    return served_world["indicators"]


class Reader:
    """A person's browser without scripts; nobody's, if no person is named."""

    def __init__(self, indicators, person=None):
        self.base = indicators.absolute_url()
        self.auth = (person, PASSWORD) if person else None
        self.page = ""

    def ask(self, method, page, **more):
        answer = requests.request(
            method,
            page if page.startswith("http") else f"{self.base}/{page}",
            auth=self.auth,
            timeout=60,
            allow_redirects=False,
            **more,
        )
        transaction.begin()
        self.page = answer.text
        return answer

    def get(self, page, **more):
        return self.ask("GET", page, **more)

    def json(self, page):
        return self.get(page, headers={"Accept": "application/json"}).json()

    def send(self, method, page, body):
        return self.ask(method, page, json=body, headers={"Accept": "application/json"})

    def post(self, page, **fields):
        token = re.search(r'name="_authenticator"[^>]*value="([^"]*)"', self.page)[1]
        return self.ask("POST", page, data={"_authenticator": token, **fields})

    def texts(self, pattern):
        """What a pattern finds in the page, without tags, spaces in one."""
        found = re.findall(pattern, self.page, re.DOTALL)
        return [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", one)).split()) for one in found]

    def table(self):
        """The texts of the table's rows."""
        [table] = re.findall(r'<table class="mtd-explore-table">.*?</table>', self.page, re.DOTALL)
        rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        return [
            [
                " ".join(html.unescape(re.sub(r"<[^>]*>", " ", cell)).split())
                for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            ]
            for row in rows
        ]

    def links(self, text):
        """The addresses of links with a text."""
        return [
            html.unescape(url)
            for url, said in re.findall(
                r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.page, re.DOTALL
            )
            if text in " ".join(html.unescape(said).split())
        ]
