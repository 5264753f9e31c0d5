"""Pictures and attachments as others read them: addresses, sources of an image, JSON.

Other rooms show a picture by macro `figure` of `@@mtd-macros`:

    <metal:use use-macro="context/@@mtd-macros/figure" tal:define="figure view/picture" />

where `picture` is `figure_of(case, case.pictures[0])`.
"""

from metodinis.common.permissions import may
from metodinis.goodpractice.cases.operations import PROCESS
from metodinis.goodpractice.cases.rules import PUBLIC_VERSIONS
from metodinis.goodpractice.cases.schema import FILE_FIELDS


def picture_path(picture, scale):
    """The address of a picture's scale from that of its case; of its widest if it has no such."""
    return f"@@picture/{picture.id}/{picture.nearest(scale)}.webp"


def picture_url(case, picture, scale="page"):
    """The whole address of it. scale: a key of common.pictures.SCALES."""
    return f"{case.absolute_url()}/{picture_path(picture, scale)}"


def srcset(case, picture):
    """All its scales, as attribute `srcset` has them."""
    return ", ".join(
        f"{picture_url(case, picture, name)} {width}w"
        for name, (width, _height) in picture.scales.items()
    )


def figure_of(case, picture, scale="page"):
    """What macro `figure` shows: src, srcset, width, height, alt, credit.

    scale: what browsers take that know no srcset; width and height are its own.
    """
    width, height = picture.scales[picture.nearest(scale)]
    return {
        "src": picture_url(case, picture, scale),
        "srcset": srcset(case, picture),
        "width": width,
        "height": height,
        "alt": picture.alt,
        "credit": picture.credit,
    }


def picture_json(case, picture):
    """A picture for programs."""
    return {
        "@id": picture_url(case, picture, picture.widest),
        "id": picture.id,
        "alt": picture.alt,
        "credit": picture.credit,
        "width": picture.width,
        "height": picture.height,
        "scales": {
            name: {"@id": picture_url(case, picture, name), "width": width, "height": height}
            for name, (width, height) in picture.scales.items()
        },
    }


def attachment_url(case, attachment):
    """The address from which an attachment is saved."""
    return f"{case.absolute_url()}/@@attachment/{attachment.id}"


def attachment_json(case, attachment):
    """An attachment for programs."""
    return {
        "@id": attachment_url(case, attachment),
        "id": attachment.id,
        "filename": attachment.name,
        "kind": attachment.kind,
        "size": attachment.size,
    }


def seen_picture(case, id_):
    """The Picture of some id that the present user may see with the case, or None."""
    return _seen(case, "pictures", id_)


def seen_attachment(case, id_):
    """The Attachment of some id that the present user may have with the case, or None."""
    return _seen(case, "attachments", id_)


def _seen(case, name, id_):
    """A file of the case as it is now, or of a version that the present user may read."""
    files = list(getattr(case, name))
    if not any(file.id == id_ for file in files):
        sees_all = may(PROCESS, case)
        for version in case.versions:
            if sees_all or version.kind in PUBLIC_VERSIONS:
                files += version.values[name]
    return next((file for file in files if file.id == id_), None)


def is_public(case, id_):
    """Whether a file belongs to what everybody reads while the case is published: to the case as
    it is now, or to a version that was published."""
    told = [case.pictures, case.attachments]
    for version in case.versions:
        if version.kind in PUBLIC_VERSIONS:
            told += [version.values[name] for name in FILE_FIELDS]
    return any(file.id == id_ for files in told for file in files)


def all_files(case):
    """The pictures, then the attachments, of the case and of all its versions; each id once."""
    found = {}
    for name in FILE_FIELDS:
        for files in (getattr(case, name), *(version.values[name] for version in case.versions)):
            for file in files:
                found.setdefault(file.id, file)
    return list(found.values())
