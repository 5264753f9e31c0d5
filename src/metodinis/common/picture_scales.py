"""Makes the scales of a picture, in a process of its own. Pure.

    python -m metodinis.common.picture_scales JPEG < picture.jpg

Writes one line of JSON, a list of [name, width, height, bytes], and behind it the WebP files one
after another; `pictures.scales_of` reads that. It takes no more memory and processor time than the
limits below.
"""

from metodinis.common import pictures
from PIL import Image
from PIL import ImageCms
from PIL import ImageOps
import io
import json
import resource
import struct
import sys
import warnings


CPU_SECONDS = 12
MEMORY = 1024**3
QUALITY = 82
WHITE = (255, 255, 255)
ORIENTATION = 0x0112
# What broken notes of a camera raise; the picture beside them may be whole.
UNREADABLE_NOTES = (SyntaxError, ValueError, LookupError, OSError, TypeError, struct.error)
# Modes of more than 8 bits a pixel, which Pillow cuts off instead of scaling them down.
DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N")


def opened(data, kind):
    """The picture in some bytes, its head alone read. Raises PictureError."""
    Image.MAX_IMAGE_PIXELS = pictures.MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=[kind])
            # A photo of a phone may carry a second picture (its depth); that is no movement.
            moves = kind != "JPEG" and getattr(image, "is_animated", False)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise pictures.PictureError("too_many_pixels") from error
    if moves:
        raise pictures.PictureError("moves")
    if min(image.size) < pictures.MIN_SIDE:
        raise pictures.PictureError("too_small")
    return image


def upright(image):
    """A picture as it is looked at: its largest scale, turned, in sRGB, on white; nothing beside.

    What a camera notes of its turning is heeded, a colour profile applied; both are dropped then.
    """
    profile, turning = image.info.get("icc_profile"), turning_of(image)
    width, height = box_of(max(pictures.SCALES.values()))
    # Turned pictures lie on their side until the end.
    box = (height, width) if turning in (5, 6, 7, 8) else (width, height)
    # A JPEG is decoded at once at about the size that is needed.
    image.draft(None, box)
    if image.mode in DEEP:
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in ("P", "1"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif "transparency" in image.info:
        image = image.convert("RGBA")
    image.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3)
    image = in_srgb(on_white(image), profile)
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    exif = Image.Exif()
    exif[ORIENTATION] = turning
    clean.info["exif"] = exif.tobytes()
    clean = ImageOps.exif_transpose(clean)
    clean.info.clear()
    return clean


def turning_of(image):
    """How a camera noted that the picture lies, 1 to 8 as EXIF tells it; 1 if that is no use."""
    try:
        turning = image.getexif().get(ORIENTATION, 1)
    except UNREADABLE_NOTES:
        return 1
    return turning if turning in range(1, 9) else 1


def on_white(image):
    """A picture that lets nothing through."""
    if image.mode not in ("RGBA", "LA", "PA", "La", "RGBa"):
        return image
    image = image.convert("RGBA")
    ground = Image.new("RGB", image.size, WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def in_srgb(image, profile):
    """A picture in sRGB. profile: bytes of an ICC profile, or None; a wrong one isn't heeded."""
    if profile:
        try:
            return ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB")


def box_of(width):
    """The most that a scale of some width takes: (width, height) in pixels."""
    return width, int(width * pictures.TALLEST)


def scales_of(image):
    """(name, width, height, bytes of a WebP file) of each scale, the narrowest first."""
    for name, width in pictures.SCALES.items():
        scale = image.copy()
        scale.thumbnail(box_of(width), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        scale.save(file, "WEBP", quality=QUALITY, method=4)
        yield name, *scale.size, file.getvalue()
        # The wider ones would be the same.
        if scale.size == image.size:
            return


def main():
    """Write the scales of the picture on standard input to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        image = upright(opened(sys.stdin.buffer.read(), sys.argv[1]))
    except pictures.PictureError as error:
        sys.stdout.write(error.code)
        return pictures.EXIT_REFUSED
    found = list(scales_of(image))
    head = [[name, width, height, len(data)] for name, width, height, data in found]
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    for *_told, data in found:
        sys.stdout.buffer.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
