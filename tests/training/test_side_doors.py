"""What may be asked of the catalog, and is by anybody, tells nothing of persons."""

from metodinis.common.moments import at
from metodinis.training.certificates.nightly import look_at_ended
from metodinis.training.evaluation import nightly
from metodinis.training.evaluation.catalog import LOW
from metodinis.training.evaluation.catalog import with_verdict
from plone import api
from tests.training.made_past_events import add_people
from tests.training.made_past_events import DAY
from tests.training.made_past_events import END
from tests.training.made_past_events import make_event
from tests.training.made_past_events import sheet


def known_of(content):
    """All that the catalog knows of an object: what it is found by, and what is told of it."""
    catalog = api.portal.get_tool("portal_catalog")
    rid = catalog.getrid("/".join(content.getPhysicalPath()))
    return str([catalog.getIndexDataForRID(rid), catalog.getMetadataForRID(rid)])


def test_of_an_event(served_world):
    event = make_event()
    event.trainer_accounts = ("svecias",)
    people = add_people(event, 4)
    people[0].state = "registered"
    for one in people[1:]:
        event.feedback.urns["after"].put(one.id, sheet(1, best="Paslaptis"))
    with at(END + 40 * DAY):
        nightly.judge(event, (END + 40 * DAY).date())
        look_at_ended((END + DAY).date())
        event.reindexObject()
        assert [brain.UID for brain in with_verdict(LOW)] == [event.UID()]
    told = known_of(event)
    secret = {one.email for one in people} | {one.name for one in people}
    assert [word for word in (*secret, "Paslaptis", "svecias") if word in told] == []
    catalog = api.portal.get_tool("portal_catalog")
    names = {*catalog.indexes(), *catalog.schema()}
    assert {name for name in names if name.startswith("training_")} == {
        "training_competences",
        "training_form",
        "training_hours",
        "training_kind",
        "training_price",
        "training_programme",
        "training_sessions",
    }
