"""A sheet on which the demo's pictures are drawn, and the things that stand on it. Pure.

It is 1,200 × 800 units, drawn at twice that size and made smaller, so that edges are smooth.
"""

from io import BytesIO
from math import cos
from math import pi
from math import sin
from PIL import Image
from PIL import ImageDraw


WIDTH, HEIGHT = 1200, 800
SCALE = 2
SIZE = (1600, 1067)  # of the picture that comes out, pixels
QUALITY = 88
INK, PAPER, NIGHT = "#24344d", "#fbf6ea", "#1d2b4a"
RED, OCHRE, BLUE, GREEN = "#b5493b", "#dfa43c", "#3d7ea6", "#5b8c5a"
BOOKS = (RED, OCHRE, BLUE, GREEN, "#7d5a86", "#e0d3b8")


class Sheet:
    """A sheet to draw on, in units. Colours are what Pillow takes."""

    def __init__(self, top, bottom):
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self._draw = ImageDraw.Draw(self.image)
        self.fade(0, HEIGHT, top, bottom)

    def fade(self, top, bottom, first, last):
        """Fill all between two heights from one colour to another."""
        blend = Image.new("RGB", (1, 2))
        blend.putpixel((0, 0), _rgb(first))
        blend.putpixel((0, 1), _rgb(last))
        size = (WIDTH * SCALE, (bottom - top) * SCALE)
        # The middle half of two pixels is where one goes over into the other.
        box = (0, 0.5, 1, 1.5)
        stretched = blend.resize(size, Image.Resampling.BILINEAR, box=box)
        self.image.paste(stretched, (0, top * SCALE))

    def shape(self, points, fill):
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def box(self, x, y, width, height, fill, round_=0):
        edges = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._draw.rounded_rectangle(edges, round_ * SCALE, fill)

    def disc(self, x, y, radius, fill):
        self.oval(x, y, radius, radius, fill)

    def oval(self, x, y, across, down, fill):
        edges = [(x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE]
        self._draw.ellipse(edges, fill)

    def line(self, points, fill, width):
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill, round(width * SCALE), joint="curve")

    def hills(self, height, swing, waves, shift, fill):
        """Everything below a wavy line. height: its middle; waves: how many over the sheet."""
        crest = [
            (x, height + swing * sin(shift + waves * 2 * pi * x / WIDTH))
            for x in range(0, WIDTH + 1, 8)
        ]
        self.shape([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], fill)

    def leaning(self, x, y, width, height, fill, degrees):
        """A box turned around its lower left corner."""
        turn = degrees * pi / 180
        corners = ((0, 0), (width, 0), (width, -height), (0, -height))
        self.shape(
            [
                (x + a * cos(turn) - b * sin(turn), y + a * sin(turn) + b * cos(turn))
                for a, b in corners
            ],
            fill,
        )

    def books(self, x, y, count, height, first=0):
        """A row of standing books from x to the right on y; where it ends."""
        for number in range(first, first + count):
            width = 22 + number * 7 % 17
            tall = height - number * 13 % 29
            self.box(x, y - tall, width, tall, BOOKS[number % len(BOOKS)], 2)
            self.box(x + 5, y - tall + 14, width - 10, 5, PAPER)
            x += width + 3
        return x

    def pile(self, x, y, count, width):
        """Books that lie on each other, the lowest on y."""
        for number in range(count):
            left = x + number * 19 % 23
            self.box(left, y - 30, width - number * 12, 28, BOOKS[(number + 2) % len(BOOKS)], 4)
            y -= 30

    def open_book(self, x, y, width):
        """A book that lies open, seen from its foot; x, y: its middle."""
        half, low = width / 2, width * 0.16
        for side in (-1, 1):
            edge = x + side * half
            self.shape([(x, y + low), (edge, y), (edge, y - low * 1.9), (x, y - low)], "#e6dcc6")
            self.shape(
                [
                    (x, y + low * 0.6),
                    (edge, y - low * 0.5),
                    (edge, y - low * 2.3),
                    (x, y - low * 1.3),
                ],
                PAPER,
            )
            for row in range(4):
                up = y - low * (0.25 + 0.35 * row)
                start, end = x + side * half * 0.15, x + side * half * 0.85
                self.line([(start, up), (end, up - low * 0.75)], "#b9b1a0", 3)

    def tree(self, x, y, size, leaves, trunk="#6d5138"):
        """A broad-leaved tree that stands on y."""
        self.box(x - size * 0.07, y - size, size * 0.14, size, trunk)
        for across, up, radius in ((-0.32, 1.0, 0.36), (0.32, 1.05, 0.36), (0, 1.4, 0.46)):
            self.disc(x + across * size, y - up * size, radius * size, leaves)

    def pine(self, x, y, size, fill):
        """A conifer that stands on y."""
        self.box(x - size * 0.04, y - size * 0.25, size * 0.08, size * 0.25, "#6d5138")
        for tier in range(3):
            foot, wide = y - size * (0.18 + 0.26 * tier), size * (0.3 - 0.07 * tier)
            self.shape([(x - wide, foot), (x + wide, foot), (x, foot - size * 0.4)], fill)

    def house(self, x, y, width, height, wall, roof, window):
        """A house with a gable roof that stands on y."""
        self.box(x, y - height, width, height, wall)
        eaves, ridge = y - height, y - height * 1.75
        self.shape([(x - 22, eaves), (x + width + 22, eaves), (x + width / 2, ridge)], roof)
        for place in range(2):
            left = x + width * (0.16 + 0.42 * place)
            self.box(left, y - height * 0.78, width * 0.26, height * 0.42, window, 3)
            middle = left + width * 0.13
            self.line([(middle, y - height * 0.78), (middle, y - height * 0.36)], wall, 4)

    def cup(self, x, y, size, fill):
        """A cup that stands on y."""
        self.disc(x + size * 0.62, y - size * 0.45, size * 0.3, fill)
        self.disc(x + size * 0.62, y - size * 0.45, size * 0.17, "#8d6b4f")
        self.box(x - size / 2, y - size * 0.9, size, size * 0.9, fill, size * 0.2)
        self.oval(x, y - size * 0.88, size * 0.44, size * 0.1, "#6b4a33")

    def as_jpeg(self):
        """The picture as bytes of a JPEG."""
        stream = BytesIO()
        picture = self.image.resize(SIZE, Image.Resampling.LANCZOS)
        picture.save(stream, "JPEG", quality=QUALITY)
        return stream.getvalue()


def _rgb(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
