"""What a library is, for search engines."""

from metodinis.libraries import rules


class LibraryData:
    """A library."""

    type = "website"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        library = self.context
        place = rules.municipalities().get(library.municipality)
        return {
            "@type": "Library",
            "name": library.title,
            "alternateName": library.short_name,
            "url": library.absolute_url(),
            "sameAs": library.web,
            "email": library.email,
            "telephone": library.phone,
            "address": library.address,
            "areaServed": place and place.name,
            "foundingDate": library.opened and library.opened.isoformat(),
            "dissolutionDate": library.closed and library.closed.isoformat(),
            "geo": self._coordinates(),
        }

    def _coordinates(self):
        latitude, longitude = self.context.latitude, self.context.longitude
        if latitude is None or longitude is None:
            return None
        return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
