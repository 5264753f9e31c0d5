"""What cases and collections are, for search engines and for those who cite by a program."""

from metodinis.common.states import state_of
from metodinis.goodpractice.booklets import citation
from metodinis.goodpractice.booklets import reading
from metodinis.goodpractice.booklets.workflow import PUBLISHED
from metodinis.goodpractice.cases.reading import words_of
from metodinis.goodpractice.cases.rules import PUBLIC_VERSIONS
from metodinis.goodpractice.cases.vocabularies import LICENCE_ADDRESSES
from metodinis.goodpractice.pictures.reading import picture_url
from metodinis.layout.metadata import organization


class CaseData:
    """A published case as an Article."""

    type = "article"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        case = self.context
        if not citation.is_citable(case) or state_of(case) != PUBLISHED:
            return None
        source = citation.source_of(case)
        library = {"@type": "Library", "name": source.library}
        people = [
            {"@type": "Person", "name": " ".join(filter(None, (author.given, author.family)))}
            for author in source.authors
        ]
        changed = [version.at for version in case.versions if version.kind in PUBLIC_VERSIONS]
        return {
            "@type": "Article",
            "headline": case.title,
            "alternativeHeadline": case.english_title,
            "description": case.summary,
            "url": case.absolute_url(),
            "identifier": source.address,
            "datePublished": source.published.isoformat(),
            "dateModified": changed[-1].isoformat() if changed else None,
            "temporalCoverage": self._period(),
            "inLanguage": source.language,
            "author": people or library,
            "sourceOrganization": library,
            "publisher": organization(),
            "license": LICENCE_ADDRESSES.get(case.licence),
            "about": reading.topic_titles(case, source.language),
            "image": self._pictures(),
            "isAccessibleForFree": True,
        }

    def _period(self):
        started, ended = self.context.started, self.context.ended
        return f"{started.isoformat()}/{ended.isoformat()}" if started and ended else None

    def _pictures(self):
        """Addresses of its pictures, each with what it shows and whose it is."""
        return [
            {
                "@type": "ImageObject",
                "contentUrl": picture_url(self.context, picture, "large"),
                "caption": picture.alt,
                "creditText": picture.credit,
            }
            for picture in self.context.pictures
        ]


class CollectionData:
    """A published collection as a list of cases."""

    type = "article"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        collection = self.context
        return {
            "@type": "CollectionPage",
            "name": collection.title,
            "description": collection.description,
            "url": collection.absolute_url(),
            "publisher": organization(),
            "mainEntity": {
                "@type": "ItemList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": place,
                        "name": case.title,
                        "url": case.absolute_url(),
                    }
                    for place, case in enumerate(reading.cases_of(collection), start=1)
                ],
            },
        }


class CaseWords:
    """What a case is called in English, if it has a summary in it."""

    def __init__(self, context):
        self.context = context

    def words(self, language):
        """as layout.names.IWords asks."""
        return words_of(self.context, language)


class CasePicture:
    """The first picture of a case, for its social card."""

    def __init__(self, context):
        self.context = context

    def picture(self):
        """as ICardPicture asks; None without one."""
        return card_of(self.context)


class CollectionPicture(CasePicture):
    """That of a collection's first case."""

    def picture(self):
        return next(filter(None, map(card_of, reading.cases_of(self.context))), None)


def card_of(case):
    """What a social card shows of a case, or None."""
    if not case.pictures:
        return None
    picture = case.pictures[0]
    width, height = picture.scales[picture.nearest("page")]
    address = picture_url(case, picture, "page")
    return address, "image/webp", width, height, picture.alt
