"""REST: `@explore` and `@selections`."""

from tests.indicators.explorer.conftest import Reader


def test_figures_come_in_pages(indicators):
    found = Reader(indicators).json("@explore?code=R8&by=territory&b_size=1")
    assert found["items_total"] == 2
    assert found["choice"] == {
        "code": ["R8"],
        "from": "2024",
        "to": "2025",
        "by": "territory",
        "view": "table",
    }
    assert found["items"] == [
        {
            "code": "R8",
            "title": "Apsilankymai gyventojui",
            "unit": "",
            "group": {"id": "territory", "title": "Visa teritorija"},
            "year": 2024,
            "value": 800 / 37800,
            "numerator": 800,
            "denominator": 37800,
            "asked": 3,
            "used": 1,
            "partial": True,
            "state": None,
            "break": False,
        }
    ]


def test_without_a_choice_it_tells_what_may_be_chosen(indicators):
    options = Reader(indicators).json("@explore")["options"]
    assert options["year"] == [2024, 2025]
    assert [one["code"] for one in options["code"]][:2] == ["R2", "R8"]
    assert {"id": "county:LT-KL", "title": "Klaipėdos apskritis"} in options["of"]
    assert "krt" in [one["id"] for one in options["lib"]]


def test_bad_parameters_are_named(indicators):
    reader = Reader(indicators)
    answer = reader.get(
        "@explore?code=X9&by=moon&year=1066", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 400
    fields = [one["field"] for one in answer.json()["error"]["errors"]]
    assert fields == ["code", "year", "by"]


def test_visitors_see_published_values_alone(indicators):
    query = "@explore?code=C1&lib=pag&from=2025&to=2025"
    [seen] = Reader(indicators).json(query)["items"]
    assert (seen["value"], seen["state"]) == (None, "no_report")
    [seen] = Reader(indicators, "metodininke").json(query)["items"]
    assert (seen["value"], seen["state"]) == (50, None)


def test_selections_live_and_go(indicators):
    staff, visitor = Reader(indicators, "metodininke"), Reader(indicators)
    body = {"title": " Apsilankymai ", "query": "?code=C4&by=county", "shared": True}
    answer = staff.send("POST", "@selections", body)
    kept = answer.json()
    assert (answer.status_code, kept["title"], kept["query"], kept["shared"]) == (
        201,
        "Apsilankymai",
        "code=C4&from=2024&to=2025&by=county&view=table",
        True,
    )
    [seen] = visitor.json("@selections")["items"]
    assert (seen["id"], seen["may_change"]) == (kept["id"], False)
    changed = staff.send("PATCH", f"@selections/{kept['id']}", {"shared": False})
    assert changed.json()["shared"] is False
    assert visitor.json("@selections")["items"] == []
    other = Reader(indicators, "vedeja")
    assert other.send("DELETE", f"@selections/{kept['id']}", {}).status_code == 409
    assert staff.send("DELETE", f"@selections/{kept['id']}", {}).status_code == 200
    assert staff.json("@selections")["items"] == []


def test_bad_selections_are_refused(indicators):
    library = Reader(indicators, "krt-darbuotoja")

    def refused(body):
        answer = library.send("POST", "@selections", body)
        return answer.status_code, [
            one["field"] for one in answer.json().get("error", {}).get("errors", ())
        ]

    assert refused({"title": "A", "query": "by=county"}) == (400, ["code"])
    assert refused({"title": "A", "query": "code=X9"}) == (400, ["code"])
    assert refused({"title": "x" * 121, "query": "code=C1"}) == (400, ["title"])
    assert refused({"title": 5, "query": "code=C1"}) == (400, ["title"])
    assert refused({"title": "A", "query": "code=C1", "shared": "taip"}) == (400, ["shared"])
    shared = {"title": "A", "query": "code=C1", "shared": True}
    assert library.send("POST", "@selections", shared).status_code in (401, 403)
    assert indicators.selections.all() == []
