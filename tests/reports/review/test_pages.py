"""Reading and deciding over HTTP, as each of the world's people."""

from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import read_sheets
from metodinis.common.states import state_of
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.test_workflow import bring
from tests.reports.test_workflow import WAY
import pytest
import re
import transaction


PATH = "libraries/krt/statistical-2025"


def the_report(state):
    report = library("KRT")["statistical-2025"]
    bring(report, state)
    transaction.commit()
    return report


def test_published_report_tells_the_public_values_but_no_remarks(call):
    report = the_report("submitted")
    with act_as("metodininke"):
        operations.remark(report, "C4", "Ar tikrai tiek?")
        operations.accept(report)
    with act_as("vedeja"):
        operations.correct(report, "C4", "apie 950", "Biblioteka patikslino.")
        operations.publish(report)
    transaction.commit()
    page = call(None, "GET", PATH).text
    assert "Apsilankymai" in page
    assert re.search(r">~950</span>\s*<span class=\"mtd-soft\">įvertinta</span>", page)
    assert "Biblioteka patikslino." in page
    assert "Ar tikrai tiek?" not in page
    assert "Janina Vedėjienė" not in page
    assert "Ar tikrai tiek?" in call("krt-darbuotoja", "GET", PATH).text


def test_last_years_values_are_public_only_if_they_are_published(call, served_round):
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    last = library("KRT")["statistical-2024"]
    fill(last, C1="77001", C2="15", C4="77002")
    report = library("KRT")["statistical-2025"]
    fill(report, C1="100", C2="20", C4="900")
    with act_as("krt-darbuotoja"):
        operations.explain(report, "visits:C4", "Remontas.")
    bring(report, "published")
    transaction.commit()
    last_years = re.compile("77.?00[12]")
    for path in (PATH, f"{PATH}/@report", "libraries/krt"):
        assert not last_years.search(call(None, "GET", path).text)
    assert last_years.search(call("krt-darbuotoja", "GET", PATH).text)
    for person, name in WAY["published"]:
        with act_as(person):
            operations.TRANSITIONS[name](last)
    transaction.commit()
    assert last_years.search(call(None, "GET", PATH).text)
    assert "Remontas." in call(None, "GET", PATH).text


@pytest.mark.parametrize("person", [None, "svecias", "pag-direktore", "redaktore"])
def test_unpublished_report_is_not_for_others(call, person):
    the_report("submitted")
    answer = call(person, "GET", f"{PATH}/@report")
    assert answer.status_code in (401, 403)


def test_director_signs_on_the_page(call):
    report = the_report("draft")
    answer = call(
        "krt-direktore", "POST", f"{PATH}/@@report-transition?name=sign", data={"name": "sign"}
    )
    assert answer.status_code == 200
    assert state_of(report) == "submitted"


def test_return_without_reason_is_told_at_its_field(call):
    report = the_report("submitted")
    answer = call(
        "metodininke",
        "POST",
        f"{PATH}/@@report-transition?name=return",
        data={"name": "return", "reason": " "},
    )
    assert "Parašykite čia kelis žodžius." in answer.text
    assert state_of(report) == "submitted"


def test_two_decide_at_once_one_is_told(call):
    the_report("submitted")
    first = call("vedeja", "POST", f"{PATH}/@report-transition", json={"name": "accept"})
    second = call(
        "metodininke",
        "POST",
        f"{PATH}/@report-transition",
        json={"name": "return", "reason": "Ne."},
    )
    assert (first.status_code, second.status_code) == (200, 409)
    assert first.json() == {"state": "accepted"}


def test_unready_report_tells_what_is_missing(call):
    answer = call("krt-direktore", "POST", f"{PATH}/@report-transition", json={"name": "sign"})
    assert answer.status_code == 409
    assert [found["code"] for found in answer.json()["error"]["blockers"]] == ["C1", "C2", "C4"]


def test_equal_texts_of_what_is_missing_stand_together(call):
    page = call("krt-direktore", "GET", f"{PATH}/@@report-transition?name=sign").text
    alert = page.partition("Pirmiausia pataisykite arba paaiškinkite")[2].partition("</form>")[0]
    assert alert.count("Įrašykite reikšmę.") == 1
    assert "3 langeliai: Įrašykite reikšmę." in alert
    assert "C. Vartotojai" in alert
    assert re.findall(r"@@enter#raw-(\w+)", alert) == ["C1", "C2", "C4"]
    assert 'aria-label="C4 Apsilankymai"' in alert


def test_a_text_of_one_cell_leads_to_it(call):
    fill(library("KRT")["statistical-2025"], C1="100", C2="20")
    transaction.commit()
    page = call("krt-direktore", "GET", f"{PATH}/@@report-transition?name=sign").text
    assert re.search(r"#raw-C4\">C4 Apsilankymai: Įrašykite reikšmę.</a>", page)
    assert "langel" not in page.partition("Pirmiausia pataisykite")[2].partition("</main>")[0]


@pytest.mark.parametrize("name", ["", "fly", 5])
def test_unknown_transition_names_its_field(call, name):
    answer = call("krt-direktore", "POST", f"{PATH}/@report-transition", json={"name": name})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["error"]["errors"]] == ["name"]


def test_director_is_not_offered_to_ask_for_a_signature(call):
    page = call("krt-direktore", "GET", PATH).text
    assert "name=sign" in page
    assert "name=request_signature" not in page
    assert "name=request_signature" in call("krt-darbuotoja", "GET", PATH).text


def test_register_lists_published_corrections_only(call):
    report = the_report("accepted")
    with act_as("metodininke"):
        operations.correct(report, "C4", "950", "Biblioteka patikslino.")
    transaction.commit()
    assert call(None, "GET", "rounds/@corrections").json()["items_total"] == 0
    with act_as("vedeja"):
        operations.publish(report)
    transaction.commit()
    [item] = call(None, "GET", "rounds/@corrections").json()["items"]
    assert (item["original"]["value"], item["corrected"]["value"]) == (900, 950)
    assert "950" in call(None, "GET", "rounds/@@corrections").text


@pytest.mark.parametrize("person", [None, "svecias", "krt-direktore"])
def test_correcting_is_the_departments(call, person):
    the_report("published")
    sent = {"code": "C4", "value": "1", "reason": "Ne."}
    assert call(person, "POST", f"{PATH}/@corrections", json=sent).status_code in (401, 403)
    assert "f-value" not in call(person, "GET", f"{PATH}/@@correct?code=C4").text


def test_remark_is_written_and_answered_on_the_page(call):
    report = the_report("submitted")
    call("metodininke", "POST", f"{PATH}/@@remark", data={"code": "C4", "text": "Kodėl?"})
    [(key, _remark)] = report.remarks.items()
    with act_as("metodininke"):
        operations.return_(report, "Žr. pastabą.")
    transaction.commit()
    call(
        "krt-darbuotoja",
        "POST",
        f"{PATH}/@@remark",
        data={"code": "C4", "remark": key, "text": "Nauja salė."},
    )
    assert [message.text for message in report.remarks[key].messages] == ["Kodėl?", "Nauja salė."]


def test_page_tells_what_is_not_filled_and_which_remarks_are_open(call):
    report = the_report("submitted")
    with act_as("metodininke"):
        key = operations.remark(report, "C4", "Kodėl?")
        operations.TRANSITIONS["return"](report, "Patikslinkite.")
    fill(report, C4="")
    transaction.commit()
    page = call("krt-darbuotoja", "GET", PATH).text
    unfilled = page.partition("Dar neužpildyta</h2>")[2].partition("</section>")[0]
    assert re.findall("#row-([A-Z0-9]+)", unfilled) == ["C4"]
    remarks = page.partition("Neišspręstos pastabos</h2>")[2].partition("</section>")[0]
    assert re.findall("#row-([A-Z0-9]+)", remarks) == ["C4"]
    with act_as("metodininke"):
        operations.resolve(report, key, True)
    transaction.commit()
    assert "Neišspręstos pastabos" not in call("krt-darbuotoja", "GET", PATH).text


def test_history_tells_steps_and_changes(call):
    the_report("accepted")
    page = call("krt-darbuotoja", "GET", f"{PATH}/@@report-history").text
    assert "Priimti" in page
    assert "Rasa Kretingienė" in page
    assert "Rasa Kretingienė" not in call("svecias", "GET", f"{PATH}/@@report-history").text


def test_report_of_a_closed_round_offers_no_way_to_hand_it_in(call, served_round):
    report = library("KRT")["statistical-2025"]
    fill(report, C1="100", C2="20", C4="900")
    transaction.commit()
    assert "report-transition?name=sign" in call("krt-direktore", "GET", PATH).text
    with act_as("metodininke"):
        rounds.close_round(served_round)
    transaction.commit()
    page = call("krt-direktore", "GET", PATH).text
    assert "report-transition?name=" not in page
    assert "Rinkimas uždarytas" in page
    assert "Pateikti iki" not in page
    assert "Rinkimas uždarytas" in call("krt-direktore", "GET", f"{PATH}/@@enter").text
    assert "Liko" not in call("krt-direktore", "GET", "rounds/2025").text


def test_what_came_back_is_handed_in_after_the_round_is_closed(call, served_round):
    report = the_report("returned")
    with act_as("metodininke"):
        rounds.close_round(served_round)
    transaction.commit()
    page = call("krt-direktore", "GET", PATH).text
    assert "report-transition?name=sign" in page
    assert "Rinkimas uždarytas" not in page
    assert report.due is not None


def test_report_leads_to_the_other_one_and_to_its_round(call):
    the_report("published")
    links = re.compile(r'<ul class="mtd-beside">(.*?)</ul>', re.DOTALL)
    places = re.compile(r'href="[^"]*/((?:libraries|rounds)/[^"]+)"')

    def beside(person, path):
        found = links.search(call(person, "GET", path).text)
        return places.findall(found[1]) if found else []

    narrative = "libraries/krt/narrative-2025"
    assert beside("krt-darbuotoja", PATH) == [narrative, "rounds/2025"]
    assert beside("krt-darbuotoja", narrative) == [PATH, "rounds/2025"]
    assert beside(None, PATH) == ["rounds/2025"]


def changed_codes(page):
    return re.findall(r'mtd-entry__code">(\w+)<', page)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["C4", "C2", "C1"]),
        ("?sort=at&order=ascending", ["C1", "C2", "C4"]),
        ("?sort=title", ["C4", "C1", "C2"]),
        ("?text=c2", ["C2"]),
        ("?text=registruoti+VARTOTOJAI", ["C1"]),
    ],
)
def test_changes_are_sorted_and_found(call, query, codes):
    report = library("KRT")["statistical-2025"]
    fill(report, C1="100")
    fill(report, C2="20")
    fill(report, C4="900")
    transaction.commit()
    page = call("krt-darbuotoja", "GET", f"{PATH}/@@report-history{query}").text
    # What is taken from the register isn't of these.
    assert [code for code in changed_codes(page) if code != "A7"] == codes


def test_search_without_a_find_in_the_history_says_so(call):
    the_report("submitted")
    page = call("krt-darbuotoja", "GET", f"{PATH}/@@report-history?text=nieko").text
    assert "Tokio rodiklio reikšmės nekeistos" in page
    assert changed_codes(page) == []


def test_history_is_handed_out_as_it_is_shown(call):
    the_report("submitted")
    answer = call(
        "krt-darbuotoja", "GET", f"{PATH}/@@report-history-export?format=csv&text=apsilankymai"
    )
    name = "krt-statistical-2025-history.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    head, line = read_csv(answer.content)
    assert head == ["Kada", "Kas", "Rodiklio kodas", "Rodiklis", "Buvo", "Yra", "Kaip"]
    assert line[1:4] == ["Rasa Kretingienė", "C4", "Apsilankymai"]
    assert line[-1] == "įrašyta"


def test_history_as_a_workbook_has_the_steps_too(call):
    the_report("accepted")
    answer = call("krt-darbuotoja", "GET", f"{PATH}/@@report-history-export?format=xlsx")
    changes, steps = read_sheets(answer.content)
    assert (changes.name, steps.name) == ("Reikšmių pakeitimai", "Žingsniai")
    assert [row[2] for row in steps.rows[:2]] == ["Žingsnis", "Priimti"]


def test_history_of_a_narrative_report_is_its_steps(call):
    report = library("KRT")["narrative-2025"]
    path = "libraries/krt/narrative-2025/@@report-history-export?format=csv"
    assert read_csv(call("krt-darbuotoja", "GET", path).content) == [
        ["Kada", "Kas", "Žingsnis", "Priežastis"]
    ]
    assert report.form == "narrative"


def test_library_page_lists_what_is_published(call):
    the_report("published")
    page = call(None, "GET", "libraries/krt").text
    assert "statistical-2025" in page
    assert "narrative-2025" not in page


@pytest.mark.usefixtures("wider_round")
def test_library_page_tells_key_figures_of_the_newest_published_year(call):
    assert "Svarbiausi rodikliai" not in call(None, "GET", "libraries/krt").text
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    bring_published(library("KRT")["statistical-2024"], C1="378", C2="20", C4="756")
    bring_published(library("KRT")["statistical-2025"], C1="750", C2="20", C4="900", C5="770")
    transaction.commit()
    page = call(None, "GET", "libraries/krt").text.replace("\N{NO-BREAK SPACE}", " ")
    tiles = re.findall(
        r"<dt[^>]*>\s*([^<]+?)\s*</dt>\s*<dd[^>]*>([^<]*)</dd>\s*<dd[^>]*>([^<]*)</dd>", page
    )
    # Of 37,800 inhabitants a year ago and 37,500 now.
    assert tiles == [
        ("Apsilankymai gyventojui", "0,02", "+20,0 % nuo 2024 m."),
        ("Gyventojų sutelktumas", "2,0 %", "+100,0 % nuo 2024 m."),
    ]


def bring_published(report, **raw):
    """Fill a report and lead it to the public."""
    fill(report, **raw)
    for person, name in WAY["published"]:
        with act_as(person):
            operations.TRANSITIONS[name](report)


@pytest.mark.usefixtures("wider_round")
def test_report_tells_its_indicators_and_what_they_are_computed_from(call):
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    bring_published(library("KRT")["statistical-2024"], C1="378", C2="20", C4="756")
    bring_published(library("KRT")["statistical-2025"], C1="750", C2="20", C4="900", C5="770")
    transaction.commit()
    page = call(None, "GET", PATH).text.replace("\N{NO-BREAK SPACE}", " ")
    table = page.partition("Skaičiuojama iš</th>")[2]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.S)
    assert [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in rows] == [
        ["Gyventojų sutelktumas", "2,0 %", "1,0 %", "C1, A7"],
        ["Apsilankymai gyventojui", "0,02", "0,02", "C4, A7"],
    ]


def test_register_is_filtered_sorted_downloaded_and_followed(call):
    report = the_report("accepted")
    with act_as("metodininke"):
        operations.correct(report, "C4", "950", "=1+1")
    with act_as("vedeja"):
        operations.publish(report)
    transaction.commit()
    page = call(None, "GET", "rounds/@@corrections?text=kreting&year=2025&sort=library").text
    assert 'aria-sort="ascending"' in page
    assert "950" in page
    assert "950" not in call(None, "GET", "rounds/@@corrections?text=pagegiu").text
    data = call(None, "GET", "rounds/@@corrections-export?format=csv&year=2025").content
    head, line = read_csv(data)
    assert (head[:2], line[1], line[6]) == (["Biblioteka", "Metai"], "2025", "'=1+1")
    nothing = call(None, "GET", "rounds/@@corrections-export?format=csv&text=x").content
    assert len(read_csv(nothing)) == 1
    feed = call(None, "GET", "rounds/@@feed/corrections").text
    assert "<summary>900 → 950. =1+1</summary>" in feed
    assert "Ona Metodinskienė" not in feed


def test_only_published_reports_are_fed_and_told_to_search_engines(call):
    the_report("accepted")
    assert "<entry>" not in call(None, "GET", "rounds/@@feed").text
    assert '"@type": "Dataset"' not in call(None, "GET", "rounds/2025").text
    with act_as("vedeja"):
        operations.publish(library("KRT")["statistical-2025"])
    transaction.commit()
    feed = call("vedeja", "GET", "rounds/@@feed").text
    assert feed.count("<entry>") == 1
    assert "Kretingos rajono" in feed
    page = call(None, "GET", "rounds/2025").text
    assert '"@type": "Dataset"' in page
    assert "@@round-export?format=csv\\u0026shape=wide" in page
    assert '"@type": "Dataset"' in call(None, "GET", PATH).text
    assert '"@type": "Dataset"' not in call("vedeja", "GET", PATH).text
    found = call(None, "GET", "@@dcat").text
    assert "rounds/2025#dataset" in found


def test_rounds_are_downloaded_with_progress_for_the_department_alone(call):
    the_report("submitted")
    public = read_csv(call(None, "GET", "rounds/@@rounds-export?format=csv").content)
    full = read_csv(call("metodininke", "GET", "rounds/@@rounds-export?format=csv").content)
    assert [len(row) for row in public] == [5, 5]
    assert full[0][4:] == ["Laukiama", "Gauta", "Laiku", "Priimta", "Paskelbta"]
    assert full[1][5] == "1"
