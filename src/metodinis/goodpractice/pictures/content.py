"""What a case keeps of its pictures and attachments."""

from metodinis.common.pictures import MEDIA_TYPE
from metodinis.common.stored_documents import Document
from persistent import Persistent
from plone.namedfile.file import NamedBlobFile
from ZPublisher import zpublish


@zpublish(False)
class Picture(Persistent):
    """A picture: id (text), alt (what it shows), credit (as it stands below it), and its files.

    Its scales lie in `_scales`: name -> (width, height, NamedBlobFile), the narrowest first.
    """

    def __init__(self, id_, alt, credit, scales):
        self.id = id_
        self.alt = alt
        self.credit = credit
        self._scales = scales

    @classmethod
    def of(cls, id_, alt, credit, made):
        """The Picture of what `common.pictures.scales_of` made."""
        scales = {
            name: (
                scale.width,
                scale.height,
                NamedBlobFile(scale.data, contentType=MEDIA_TYPE, filename=f"{id_}-{name}.webp"),
            )
            for name, scale in made.items()
        }
        return cls(id_, alt, credit, scales)

    def described(self, alt, credit):
        """Another Picture of the same files."""
        return Picture(self.id, alt, credit, self._scales)

    @property
    def scales(self):
        """name -> (width, height) in pixels, the narrowest first."""
        return {name: (width, height) for name, (width, height, _blob) in self._scales.items()}

    @property
    def widest(self):
        """The name of the largest scale."""
        return list(self._scales)[-1]

    @property
    def width(self):
        """Pixels of the widest scale."""
        return self.scales[self.widest][0]

    @property
    def height(self):
        """Pixels of the widest scale."""
        return self.scales[self.widest][1]

    def nearest(self, scale):
        """The name of a scale, or of the widest there is if it has none of that name."""
        return scale if scale in self._scales else self.widest

    def blob(self, scale):
        """The NamedBlobFile of a scale (WebP). Raises KeyError."""
        return self._scales[scale][2]


@zpublish(False)
class Attachment(Document):
    """A Document with an id (text) of its own."""

    id = ""
