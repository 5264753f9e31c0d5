"""Lists sorted by their heads and handed out as files."""

from datetime import date
from datetime import datetime
from datetime import UTC
from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import read_sheets
from metodinis.i18n import _
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from operator import itemgetter
import pytest


ROWS = [
    {"name": "b", "size": 2, "day": date(2026, 2, 10)},
    {"name": "=1+1", "size": 1, "day": datetime(2026, 2, 10, 21, 59, tzinfo=UTC)},
    {"name": "a", "size": 2, "day": None},
]


class Page(Listing, PageView):
    columns = (
        Column("name", _("layout_step_done", default="(done)"), itemgetter("name")),
        Column("size", "Size", itemgetter("size"), itemgetter("size")),
        Column("day", "Day", itemgetter("day")),
    )
    first_order = ("size", True)
    export_name = "list-export"
    found = ROWS


class Export(ListingExport, Page):
    sheet_name = "A/B"


@pytest.fixture
def page(site, http_request):
    def page(factory=Page, **form):
        http_request.form.update(form)
        http_request["QUERY_STRING"] = "&".join(f"{name}={form[name]}" for name in form)
        http_request["ACTUAL_URL"] = "http://x/list"
        return factory(site, http_request)

    return page


@pytest.mark.parametrize(
    ("form", "order", "names"),
    [
        ({}, ("size", True), ["b", "a", "=1+1"]),
        ({"sort": "size"}, ("size", False), ["=1+1", "b", "a"]),
        ({"sort": "size", "order": "descending"}, ("size", True), ["b", "a", "=1+1"]),
        ({"sort": "name"}, ("size", True), ["b", "a", "=1+1"]),
        ({"sort": "nothing", "order": "descending"}, ("size", True), ["b", "a", "=1+1"]),
        ({"sort": ["size", "day"]}, ("size", True), ["b", "a", "=1+1"]),
    ],
)
def test_order(page, form, order, names):
    view = page(**form)
    assert view.order == order
    assert [row["name"] for row in view.ordered] == names


def test_head_turns_the_order_and_keeps_the_filters(page):
    view = page(text="a", sort="size", b_start="20")
    assert (view.sorted_by("size"), view.sorted_by("day")) == ("ascending", None)
    assert view.sort_url("size") == "http://x/list?text=a&sort=size&order=descending"
    assert view.sort_url("day") == "http://x/list?text=a&sort=day&order=ascending"
    assert view.order_kept == [("sort", "size")]


def test_downloads_are_of_what_is_shown(page):
    view = page(text="a", sort="size", b_start="20", set_language="en")
    assert [address for address, _title in view.downloads] == [
        f"{view.portal_url}/@@list-export?text=a&sort=size&format={name}"
        for name in ("xlsx", "csv")
    ]


def test_csv_has_all_rows_in_their_order_and_no_formula(page, http_request):
    data = page(Export, sort="size", format="csv")()
    assert read_csv(data) == [
        ["(atlikta)", "Size", "Day"],
        ["'=1+1", "1", "2026-02-10 23:59"],
        ["b", "2", "2026-02-10"],
        ["a", "2", ""],
    ]
    response = http_request.response
    assert response.getHeader("Content-Disposition") == 'attachment; filename="list.csv"'


def test_anything_else_is_a_workbook(page):
    [sheet] = read_sheets(page(Export, format="exe")())
    assert (sheet.name, sheet.rows[1][:2]) == ("A B", ["b", 2])
