"""Fills a Plone site for pages.py and serves it; run in the environment of the site it is for.

    python _plone.py fill <zope.conf> <site id> <documents>

Stock Plone has no metodinis beside it, so nothing here imports anything of ours.
"""

import sys


SECTIONS = 20
TEXT = "<p>{}</p>".format("Bibliotekos metodinis darbas ir jo vertinimas. " * 20) * 5


def open_app(configuration):
    """The application of an instance, with a request."""
    from Testing.makerequest import makerequest
    from zope.globalrequest import setRequest
    from Zope2.Startup.run import make_wsgi_app
    import Zope2

    make_wsgi_app({}, configuration)
    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    return app


def fill(configuration, site_id, documents):
    """Make the site if there is none, its sections and documents; all of it published."""
    from AccessControl.SecurityManagement import newSecurityManager
    from zope.component.hooks import setSite
    import transaction

    app = open_app(configuration)
    admin = app.acl_users.getUser("admin")
    newSecurityManager(None, admin.__of__(app.acl_users))
    if site_id not in app.objectIds():
        from Products.CMFPlone.factory import addPloneSite

        addPloneSite(
            app,
            site_id,
            distribution_name="classic",
            default_language="lt",
            portal_timezone="Europe/Vilnius",
            setup_content=False,
            title="Svetainė",
        )
    site = app[site_id]
    setSite(site)
    make_sections(site)
    make_documents(site, documents)
    transaction.commit()
    print(path_of_a_document(site))
    app._p_jar.db().close()


def path_of_a_document(site):
    """Where in the site a document is that every size of it has."""
    from plone import api

    (brain,) = api.content.find(site, id="puslapis-36")
    return brain.getPath().removeprefix("/".join(site.getPhysicalPath()))


def make_sections(site):
    """Folders of the navigation, so many that it has SECTIONS items."""
    from plone import api

    there = [name for name in site.contentIds() if name.startswith("skyrius-")]
    others = api.content.find(site, depth=1, exclude_from_nav=False)
    shown = [brain for brain in others if brain.is_folderish]
    # One item of the navigation is the home page.
    for number in range(len(there), SECTIONS - 1 - len(shown) + len(there)):
        made = api.content.create(site, "Folder", f"skyrius-{number}", title=f"Skyrius {number}")
        api.content.transition(made, "publish")


def make_documents(site, count):
    """`count` pages in the sections; the first are in a section of their own, for the listing."""
    import transaction

    sections = [site[name] for name in site.contentIds() if name.startswith("skyrius-")]
    for number in range(count):
        place = sections[0] if number < 20 else sections[1 + number % (len(sections) - 1)]
        if f"puslapis-{number}" not in place:
            make_document(place, number)
        if number % 500 == 499:
            transaction.commit()
            site._p_jar.cacheMinimize()


def make_document(place, number):
    """A published page, as it is after its events: what making it costs isn't measured."""
    from DateTime import DateTime
    from plone import api
    from plone.app.textfield.value import RichTextValue
    from plone.dexterity.utils import createContent
    from plone.uuid.handlers import addAttributeUUID

    made = createContent(
        "Document",
        title=f"Puslapis {number}",
        description="Apie metodinį darbą bibliotekose",
        text=RichTextValue(TEXT, "text/html", "text/x-html-safe"),
        effective_date=DateTime(),
    )
    made.id = f"puslapis-{number}"
    made.creators = ("admin",)
    addAttributeUUID(made, None)
    place._setOb(made.id, made)
    made = place[made.id]
    flows = api.portal.get_tool("portal_workflow")
    (flow,) = flows.getWorkflowsFor(made)
    flows.setStatusOf(flow.id, made, {"review_state": "published", "time": DateTime()})
    flow.updateRoleMappingsFor(made)
    made.indexObject()


if __name__ == "__main__":
    _script, command, configuration, site_id, documents = sys.argv
    fill(configuration, site_id, int(documents))
