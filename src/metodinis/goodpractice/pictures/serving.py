"""How pictures and attachments leave the site."""

from metodinis.common.stored_documents import serve
from metodinis.goodpractice.pictures.reading import is_public
from metodinis.goodpractice.pictures.reading import seen_attachment
from metodinis.goodpractice.pictures.reading import seen_picture
from metodinis.layout.caching import FOR_GOOD_BY_BROWSERS
from metodinis.layout.caching import LANGUAGE_COOKIE
from metodinis.layout.caching import PRIVATE
from plone.app.caching.operations.utils import visibleToRole
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from Products.Five import BrowserView
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


ENDING = ".webp"


@implementer(IPublishTraverse)
class Served(BrowserView):
    """Base: what stands behind the view's name in the address. Raises NotFound beyond `depth`."""

    depth = 1

    def __init__(self, context, request):
        super().__init__(context, request)
        self.names = []

    def publishTraverse(self, request, name):
        self.names.append(name)
        if len(self.names) > self.depth:
            raise NotFound(name)
        return self


class PictureFile(Served):
    """`@@picture/<id>/<scale>.webp`: a scale of a picture, for whoever may see it.

    A picture never changes under its address, so browsers keep it for good where it is public.
    Caches on the way don't: it may be deleted for good, or its case archived. What only an
    unpublished version shows is kept by nobody.
    """

    depth = 2

    def __call__(self):
        id_, _slash, file = "/".join(self.names).partition("/")
        picture = seen_picture(self.context, id_)
        scale = file.removesuffix(ENDING)
        if picture is None or not file.endswith(ENDING) or scale not in picture.scales:
            raise NotFound(file)
        blob, response = picture.blob(scale), self.request.response
        set_headers(blob, response)
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox")
        if visibleToRole(self.context, role="Anonymous") and is_public(self.context, id_):
            response.setHeader("Cache-Control", FOR_GOOD_BY_BROWSERS)
            # A shared cache would give one reader's language to all.
            response.cookies.pop(LANGUAGE_COOKIE, None)
        else:
            response.setHeader("Cache-Control", PRIVATE)
        return stream_data(blob)


class AttachmentFile(Served):
    """`@@attachment/<id>`: a document, always to be saved and never shown by the browser."""

    def __call__(self):
        id_ = "/".join(self.names)
        attachment = seen_attachment(self.context, id_)
        if attachment is None:
            raise NotFound(id_)
        return serve(attachment, self.request.response)
