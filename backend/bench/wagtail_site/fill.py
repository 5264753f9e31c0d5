"""Fills the site as _plone.py fills the others: python fill.py <documents>."""

import django
import os
import sys


SECTIONS = 20
TEXT = "<p>{}</p>".format("Bibliotekos metodinis darbas ir jo vertinimas. " * 20) * 5

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
django.setup()


def fill(documents):
    from django.core.management import call_command
    from pages.models import StandardPage
    from wagtail.models import Page
    from wagtail.models import Site

    call_command("migrate", verbosity=0)
    if StandardPage.objects.exists():
        return
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=StandardPage(title="Svetainė", slug="pradzia"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    sections = [
        home.add_child(
            instance=StandardPage(title=f"Skyrius {n}", slug=f"skyrius-{n}", show_in_menus=True)
        )
        for n in range(SECTIONS - 1)
    ]
    for number in range(documents):
        place = sections[0] if number < 20 else sections[1 + number % (len(sections) - 1)]
        place.add_child(
            instance=StandardPage(
                title=f"Puslapis {number}",
                slug=f"puslapis-{number}",
                introduction="Apie metodinį darbą bibliotekose",
                body=TEXT,
            )
        )


if __name__ == "__main__":
    fill(int(sys.argv[1]))
