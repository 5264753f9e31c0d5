"""Puts the demo content into an empty site."""

from DateTime import DateTime
from datetime import date
from datetime import timedelta
from metodinis.common.mail import quiet
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.demo import figures
from metodinis.demo import induction
from metodinis.demo import rows
from metodinis.demo import story
from metodinis.demo.acting import acting
from metodinis.demo.acting import step
from metodinis.demo.chapters import chapters
from metodinis.demo.feedback import make_feedback
from metodinis.demo.practice import date_cases
from metodinis.demo.practice import make_cases
from metodinis.demo.programmes import make_programmes
from metodinis.demo.readers import make_readers
from metodinis.demo.registrations import make_registrations
from metodinis.demo.targets import make_targets
from metodinis.demo.training import make_training
from metodinis.layout import start_pages
from metodinis.layout.exports import as_xlsx
from metodinis.layout.exports import Table
from metodinis.libraries import people
from metodinis.libraries.documents.operations import add_document
from metodinis.libraries.operations import create_library
from metodinis.libraries.operations import update_library
from metodinis.reports import operations as reports
from metodinis.reports.narrative import operations as narrative
from metodinis.reports.narrative.rules import Decision
from metodinis.reports.rounds import operations as rounds
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from zope.annotation.interfaces import IAnnotations
import logging
import secrets


logger = logging.getLogger(__name__)
# Marks a site into which the demo content was put.
DEMO_KEY = "metodinis.demo"

# How a report came to its state in the open year: (transition, who makes it).
STAFF, DIRECTOR, REVIEWER, HEAD = "staff", "director", "reviewer", "head"
STEPS = {
    "draft": (),
    "signing": (("request_signature", STAFF),),
    "submitted": (("request_signature", STAFF), ("sign", DIRECTOR)),
}
STEPS["returned"] = (*STEPS["submitted"], ("return", REVIEWER))
STEPS["accepted"] = (*STEPS["submitted"], ("accept", REVIEWER))
STEPS["published"] = (*STEPS["accepted"], ("publish", HEAD))


def load_demo(site, password=None, today=None):
    """Make libraries, people, published years and an open round; return lines to print.

    password: of all the people, else one is made up. today: date by which years and the open
    deadline are chosen. No mails are sent. To be called on a new site, as a Manager or by code.
    """
    today = today or date.today()
    password = password or secrets.token_urlsafe(12)
    years = figures.years(today)
    with quiet():
        with api.env.adopt_roles(["Manager"]):
            _say_so(site)
            start_pages.complete(site, {**story.FACTS, "date": today.isoformat()})
            libraries = {code: _make_library(code, years) for code in figures.libraries()}
            for person in story.PEOPLE:
                _make_account(libraries, person, password)
            _make_news(site, today)
        with acting(story.HEAD):
            _make_institutions(site)
            for user, codes in story.METHODOLOGISTS.items():
                for code in codes:
                    update_library(libraries[code], {"methodologist": user})
            for code, library in libraries.items():
                for element, reason in rows.standing(code).items():
                    reports.set_standing(library, element, reason)
        _make_documents(libraries, today)
        make_training(site, today)
        make_registrations(site, libraries, today)
        induction.load(libraries, today)
        for year in years.published:
            _tell_published_year(site, libraries, year, final=year < years.published[-1])
        _tell_open_year(site, libraries, years.open, today)
        make_targets(site, libraries, today)
        make_programmes(site, libraries, today)
        make_feedback(site, today)
        make_readers(site, libraries, make_cases(site, libraries, today), today)
        date_cases(site)
        with api.env.adopt_roles(["Manager"]):
            _age_the_rest(today)
    logger.info("demo content made: %s to %s", years.published[0], years.open)
    return [
        "Demo people, all with one password:",
        *(f"  {person.user:<22} {_who(person)}" for person in story.PEOPLE),
        f"Password: {password}",
    ]


ROLES = {
    "heads": "head of the department",
    "methodologists": "methodologist",
    "editors": "editor of the site",
    STAFF: "enters reports of",
    DIRECTOR: "director of",
}


def _who(person):
    place = figures.libraries()[person.place]["address"] if person.place else ""
    return f"{person.fullname}, {ROLES[person.role]} {place}".strip()


def _say_so(site):
    """Mark the site, and give it a department to sign its mails."""
    IAnnotations(site)[DEMO_KEY] = True
    api.portal.set_registry_record(f"{DEPARTMENT_PREFIX}.address", "Klaipėda")
    api.portal.set_registry_record(f"{DEPARTMENT_PREFIX}.email", "metodika@apskritis.example")
    api.portal.set_registry_record("plone.email_from_address", "metodika@apskritis.example")
    api.portal.set_registry_record("plone.email_from_name", "Bibliotekų metodikos skyrius")


def _make_library(code, years):
    row, place = figures.libraries()[code], figures.network(years.open)[code]
    return create_library(
        {
            "code": code,
            "title": row["title"],
            "short_name": row["short_name"],
            "municipality": row["municipality"],
            "founder": row["founder"],
            "address": row["address"],
            "email": f"biblioteka@{row['domain']}",
            "web": f"https://www.{row['domain']}",
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
            "outlets": {
                "central": 1,
                **{kind: int(place[kind]) for kind in ("urban", "rural", "point", "mobile")},
            },
            "population": [
                {
                    "year": year,
                    "population": figures.population(year)[code],
                    "source": figures.POPULATION_SOURCE,
                }
                for year in (*years.published, years.open)
            ],
        }
    )


def _make_account(libraries, person, password):
    api.user.create(
        username=person.user,
        email=person.email,
        password=password,
        properties={"fullname": person.fullname, "language": "lt"},
    )
    if person.place:
        people.put(libraries[person.place], person.user, person.role)
    else:
        api.group.add_user(groupname=person.role, username=person.user)


def _make_institutions(site):
    for title, email in story.DEPARTMENTS:
        createContentInContainer(site["departments"], "Department", title=title, email=email)
    for title, field in story.PARTNERS:
        createContentInContainer(site["partners"], "Partner", title=title, field=field)


def _make_documents(libraries, today):
    for code, title, kind, state, days, lines in story.DOCUMENTS:
        values = {
            "title": title,
            "kind": kind,
            "date": today - timedelta(days=days),
            "state": state,
        }
        upload = (f"{title}.xlsx", as_xlsx([Table(title, list(lines))]))
        with acting(story.person(code, STAFF)):
            add_document(libraries[code], values, upload)


def _make_news(site, today):
    folder = api.content.create(site, "Folder", "naujienos", title="Naujienos")
    api.content.transition(folder, "publish")
    for name, title, summary, text, days in story.NEWS:
        item = api.content.create(
            folder,
            "News Item",
            name,
            title=title,
            description=summary,
            text=RichTextValue(text, "text/html", "text/x-html-safe"),
        )
        api.content.transition(item, "publish")
        item.setEffectiveDate(DateTime((today - timedelta(days=days)).isoformat()))
        item.reindexObject(idxs=["effective"])


def _age_the_rest(today):
    """What was made just now is no news beside the reports' steps, which have their own days."""
    moment = DateTime((today - timedelta(days=200)).isoformat())
    made = {"query": DateTime(today.isoformat()), "range": "min"}
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(modified=made):
        obj = brain._unrestrictedGetObject()
        obj.setModificationDate(moment)
        obj.reindexObject(idxs=["modified"])


def _make_round(site, year, deadline, opening, signature):
    reporting_round = rounds.create_round(
        site["rounds"],
        {
            "year": year,
            "forms": {"statistical", "narrative"},
            "opening": opening,
            "deadline": deadline,
            "libraries": set(),
            "requires_signature": signature,
            "instructions": RichTextValue(story.INSTRUCTIONS, "text/html", "text/x-html-safe"),
        },
    )
    step(reporting_round, rounds.open_round)
    return reporting_round


def _fill(code, report, raw):
    """Type values; explain what has to be explained."""
    reports.save_cells(report, {element: {"raw": text} for element, text in raw.items()})
    for finding in report.open_findings():
        if finding.severity == "warning":
            reports.explain(report, finding.key, story.explanation(code, finding.key))


def _write(report, texts):
    narrative.save_chapters(report, {chapter: {"text": text} for chapter, text in texts.items()})


# the published years


def _tell_published_year(site, libraries, year, final):
    """A whole year: reported, accepted, published; and archived, if another one followed."""
    opening = story.deadline(year) - timedelta(days=40, hours=15)
    with acting(story.HEAD, opening):
        reporting_round = _make_round(site, year, story.deadline(year), opening, signature=False)
    for code, library in libraries.items():
        pair = library[f"statistical-{year}"], library[f"narrative-{year}"]
        with acting(story.person(code, STAFF), story.handed_in(code, year)):
            values = rows.values(code, year).items()
            _fill(code, pair[0], {element: rows.typed(value) for element, value in values})
            _write(pair[1], chapters(code, year))
            for report in pair:
                step(report, reports.submit)
        with acting(story.REVIEWER, story.accepted(code, year)):
            for report in pair:
                step(report, reports.accept)
        with acting(story.HEAD, story.published(year)):
            for report in pair:
                step(report, reports.publish)
    with acting(story.HEAD, story.published(year)):
        step(reporting_round, rounds.close_round)
        if final:
            step(reporting_round, rounds.archive_round)
    for code, library in libraries.items():
        with acting(story.REVIEWER, story.published(year) + timedelta(days=50)):
            decision = Decision(*story.decision(code, year))
            narrative.set_decision(library[f"narrative-{year}"], decision)
    _mend(libraries, year, year, story.published(year) + timedelta(days=75))


def _mend(libraries, told, year, moment=None):
    """Correct accepted values as the story tells. told: the year, or "open"."""
    for mend in story.CORRECTIONS:
        if mend.year == told:
            report = libraries[mend.code][f"statistical-{year}"]
            value = report.record(mend.element).cell.value + mend.change
            with acting(story.REVIEWER, moment):
                reports.correct(report, mend.element, str(value), mend.reason)


# the open year


def _tell_open_year(site, libraries, year, today):
    """A round whose deadline comes near, with reports in every state."""
    deadline = story.open_deadline(today)
    opening = deadline - timedelta(days=40, hours=15)
    with acting(story.HEAD, opening):
        reporting_round = _make_round(site, year, deadline, opening, signature=True)
    for number, (code, (statistical, narrative_state)) in enumerate(story.OPEN.items()):
        library = libraries[code]
        begun = story.begun_at(today, number)
        with acting(story.person(code, STAFF), begun):
            _begin(code, library, year, statistical)
        for form, state in (("statistical", statistical), ("narrative", narrative_state)):
            _bring(code, library[f"{form}-{year}"], state, begun)
    code, days, reason = story.EXTENSION
    with acting(story.HEAD, deadline - timedelta(days=story.DAYS_LEFT + 1)):
        rounds.extend_deadline(
            reporting_round, libraries[code], deadline + timedelta(days=days), reason
        )
    _mend(libraries, "open", year)


def _begin(code, library, year, state):
    """Type what there is so far; what is handed in is explained."""
    report, raw = library[f"statistical-{year}"], story.begun(code, year)
    if state == "draft":
        reports.save_cells(report, {element: {"raw": text} for element, text in raw.items()})
    else:
        _fill(code, report, raw)
    texts = chapters(code, year, is_open=True)
    wanted = story.BEGUN_CHAPTERS.get(code, texts)
    _write(library[f"narrative-{year}"], {chapter: texts[chapter] for chapter in wanted})


def _bring(code, report, state, begun):
    """Walk a report to its state, a day a step."""
    reason, talks = story.RETURNED.get((code, report.form), ("", ()))
    remarks = []
    for day, (name, who) in enumerate(STEPS[state], start=1):
        user = {REVIEWER: story.REVIEWER, HEAD: story.HEAD}.get(who) or story.person(code, who)
        with acting(user, begun + timedelta(days=day)):
            if name == "return":
                remarks = [reports.remark(report, talk.code, talk.remark) for talk in talks]
                step(report, reports.return_, reason)
            else:
                step(report, reports.TRANSITIONS[name])
    for talk, remark in zip(talks, remarks, strict=True):
        if talk.answer:
            with acting(story.person(code, STAFF), begun + timedelta(days=4)):
                reports.answer(report, remark, talk.answer)
        if talk.settled:
            with acting(story.REVIEWER, begun + timedelta(days=5)):
                reports.resolve(report, remark)
