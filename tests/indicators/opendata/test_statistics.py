"""`@statistics`: what it answers, to whom, and what it refuses."""

from metodinis.indicators.opendata import api
import pytest


def items(answer, *names):
    assert answer.status_code == 200
    return [tuple(item[name] for name in names) for item in answer.json()["items"]]


def refused(answer):
    assert answer.status_code == 400
    return [error["field"] for error in answer.json()["error"]["errors"]]


def test_values_of_libraries(ask):
    answer = ask("@statistics?code=C1&code=C2&code=R8")
    assert items(answer, "code", "library", "year", "value", "status", "state") == [
        ("C1", "KRT", 2024, 80, "value", "published"),
        ("C1", "KRT", 2025, 0, "zero", "published"),
        ("C2", "KRT", 2024, None, "not_applicable", "published"),
        ("C2", "KRT", 2025, None, "unknown", "published"),
        ("R8", "KRT", 2024, 800 / 37800, "value", "published"),
        ("R8", "KRT", 2025, 0.024, "value", "published"),
    ]
    told = answer.json()
    assert [(item["numerator"], item["denominator"]) for item in told["items"][4:]] == [
        (800, 37800),
        (900, 37500),
    ]
    assert [line["code"] for line in told["indicators"]] == ["C1", "C2", "R8"]
    assert told["indicators"][2]["title"] == {
        "lt": "Apsilankymai gyventojui",
        "en": "Visits per capita",
    }
    assert [
        (one["code"], one["municipality_name"], one["county"]) for one in told["libraries"]
    ] == [("KRT", "Kretingos r. sav.", "LT-KL")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("library=KRT", [2024, 2025]),
        ("library=KRT&library=PAG&from=2025", [2025]),
        ("to=2024", [2024]),
        ("from=2025&to=2024", []),
        ("county=LT-KL", [2024, 2025]),
        ("county=LT-TA", []),
        ("municipality=LT-22&kind=municipal", [2024, 2025]),
        ("kind=county", []),
    ],
)
def test_filters(ask, query, found):
    assert items(ask(f"@statistics?code=C4&{query}"), "year") == [(year,) for year in found]


def test_pages_follow_their_links(ask):
    first = ask("@statistics?b_size=5&library=KRT").json()
    assert (first["items_total"], len(first["items"])) == (13, 5)
    assert set(first["batching"]) == {"@id", "first", "next", "last"}
    seen, address = first["items"], first["batching"]["next"]
    while address:
        page = ask(address.partition("/plone/")[2]).json()
        seen += page["items"]
        address = page["batching"].get("next")
    assert page["batching"]["@id"] == first["batching"]["last"]
    assert seen == ask("@statistics?library=KRT").json()["items"]


def test_groups_are_sums_and_ratios_of_sums(ask, change):
    change("PAG", 2025, "published", {"C1": "50", "C4": "7770"}, population=7300)
    answer = ask("@statistics?code=C1&code=R8&from=2025&level=territory")
    assert items(answer, "code", "value", "asked", "used", "partial") == [
        ("C1", 50, 3, 2, True),
        ("R8", (900 + 7770) / (37500 + 7300), 3, 2, True),
    ]
    assert items(answer, "code")[1:] == [("R8",)]
    counties = ask("@statistics?code=R8&from=2025&level=county")
    assert items(counties, "county", "numerator", "denominator", "partial") == [
        ("LT-KL", 900, 37500, True),
        ("LT-TA", 7770, 7300, False),
    ]
    one = ask("@statistics?code=C1&from=2025&level=municipality&library=PAG")
    assert items(one, "municipality", "value", "asked", "used") == [("LT-29", 50, 1, 1)]


def test_compact_is_the_same_as_tables(ask):
    told = ask("@statistics?code=C1&code=C2&code=R8&shape=compact").json()
    assert (told["rows"], told["columns"]) == (["KRT"], [2024, 2025])
    assert told["tables"] == {
        "C1": {"values": [[80, 0]], "status": ["vz"]},
        "C2": {"values": [[None, None]], "status": ["nu"]},
        "R8": {"values": [[800 / 37800, 0.024]], "status": ["vv"]},
    }
    groups = ask("@statistics?code=C1&shape=compact&level=county").json()
    assert (groups["rows"], groups["columns"]) == (["LT-KL", "LT-TA"], [2024, 2025])
    assert groups["tables"] == {
        "C1": {
            "values": [[80, 0], [None, None]],
            "asked": [[2, 2], [1, 1]],
            "used": [[1, 1], [0, 0]],
        }
    }


def test_what_is_no_utf_8_is_refused(ask):
    assert refused(ask("@statistics?code=%ff%fe&library=%ff")) == ["code", "library"]


def test_too_large_a_compact_answer_is_refused(ask, monkeypatch):
    monkeypatch.setattr(api, "MOST_VALUES", 5)
    monkeypatch.setattr(api, "MOST_FIGURES", 3)
    assert refused(ask("@statistics?code=C1&shape=compact")) == ["shape"]
    assert refused(ask("@statistics?code=C1&shape=compact&level=county")) == ["shape"]
    assert ask("@statistics?code=C1&shape=compact&library=KRT").status_code == 200


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("code=NO", ["code"]),
        ("code=C1&code=NO&library=NO", ["code", "library"]),
        ("municipality=LT-99&county=Kaunas&kind=x", ["municipality", "county", "kind"]),
        ("from=x&to=-1", ["from", "to"]),
        ("level=country&shape=cube&states=draft", ["states", "level", "shape"]),
        ("level=county&level=library", ["level"]),
        ("cod=C1", ["cod"]),
        ("b_size=x&b_start=y", ["b_start", "b_size"]),
        ("code:int=5", ["code"]),
        ("code.x:record=C1", ["code"]),
    ],
)
def test_a_wrong_question_names_its_fields(ask, query, fields):
    answer = ask(f"@statistics?{query}")
    assert refused(answer) == fields
    # It speaks the reader's language: nobody keeps it.
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert not {"ETag", "Access-Control-Allow-Origin"} & set(answer.headers)


def test_accepted_values_are_for_who_may_see_them_and_asks(ask):
    public = ask("@statistics?code=C1")
    assert ask("@statistics?code=C1", "metodininke").json() == public.json()
    for query in ("states=accepted", "states=published&states=accepted"):
        for person in (None, "krt-direktore", "pag-direktore", "redaktore", "svecias"):
            answer = ask(f"@statistics?code=C1&{query}", person)
            assert (answer.status_code, "777" in answer.text) == (401, False)
            assert answer.headers["Cache-Control"] == "private, no-cache"
    accepted = ask("@statistics?code=C1&states=accepted", "metodininke")
    assert items(accepted, "library", "value", "state") == [("PAG", 777, "accepted")]
    both = ask("@statistics?code=C1&states=published&states=accepted", "vedeja")
    assert items(both, "library", "value", "state") == [
        ("KRT", 80, "published"),
        ("KRT", 0, "published"),
        ("PAG", 777, "accepted"),
    ]
    for answer in (accepted, both):
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert not {"ETag", "Access-Control-Allow-Origin"} & set(answer.headers)


def test_a_browser_opens_it_in_the_name_of_the_api(ask):
    answer = ask("++api++/@statistics?code=C1", Accept="text/html")
    assert items(answer, "value") == [(80,), (0,)]
