"""What a programme is, for search engines."""

from metodinis.training.programmes.rules import totals
from metodinis.training.programmes.vocabularies import LEVEL_TITLES
from metodinis.training.vocabularies import competences
from zope.i18n import translate


class ProgrammeData:
    """A programme as a Course of schema.org; nothing of who taught or evaluated it."""

    type = "website"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        programme = self.context
        level = LEVEL_TITLES.get(programme.level)
        hours = totals(programme.topics).hours
        titles = competences()
        return {
            "@type": "Course",
            "name": programme.title,
            "description": programme.annotation or programme.aim,
            "url": programme.absolute_url(),
            "provider": programme.provider
            and {"@type": "Organization", "name": programme.provider},
            "educationalLevel": level and translate(level, context=request),
            "teaches": list(programme.outcomes),
            "about": [titles.get(code, code) for code in programme.competences],
            # 45 minutes each.
            "timeRequired": f"PT{int(hours * 45)}M" if hours else None,
            "educationalCredentialAwarded": programme.certificate,
        }
