"""Pictures for the demo's cases of good practice: flat landscapes and still lifes, drawn by code.

Nobody is shown on them, and nobody else has rights to them. Pure.
"""

from math import cos
from math import pi
from math import sin
from metodinis.demo.sheet import BLUE
from metodinis.demo.sheet import BOOKS
from metodinis.demo.sheet import GREEN
from metodinis.demo.sheet import INK
from metodinis.demo.sheet import NIGHT
from metodinis.demo.sheet import OCHRE
from metodinis.demo.sheet import PAPER
from metodinis.demo.sheet import RED
from metodinis.demo.sheet import Sheet
from metodinis.demo.sheet import WIDTH


def forest():
    """A meadow at the edge of a wood, bunting between trees, a rug with an open book."""
    sheet = Sheet("#cfe6ef", "#f3efd8")
    sheet.disc(930, 170, 74, "#fbe3a2")
    sheet.hills(430, 26, 1.2, 0.4, "#b6d3a4")
    for number in range(16):
        sheet.pine(number * 82 - 10, 500 + number * 37 % 42, 190 + number * 53 % 90, "#5f8f6c")
    sheet.hills(500, 20, 0.9, 2.2, "#93bd7f")
    sheet.tree(210, 640, 250, "#6fa063")
    sheet.tree(1000, 650, 270, "#5f9158")
    rope = [(215 + 39.5 * step, 395 + 95 * sin(pi * step / 20)) for step in range(21)]
    sheet.line(rope, INK, 4)
    for number, (x, y) in enumerate(rope[1:-1]):
        sheet.shape([(x - 15, y), (x + 15, y), (x, y + 42)], BOOKS[number % 5])
    sheet.hills(690, 16, 1.4, 1.0, "#7fae6c")
    sheet.shape([(380, 745), (480, 650), (800, 650), (890, 745)], RED)
    sheet.shape([(410, 733), (492, 662), (788, 662), (862, 733)], "#c96a58")
    sheet.open_book(600, 695, 190)
    sheet.pile(745, 710, 3, 90)
    return sheet


def seaside():
    """Dunes by the sea, an awning, two deck chairs and a crate of books."""
    sheet = Sheet("#bfe0f0", "#fdf0d5")
    sheet.disc(250, 190, 66, "#fff1b8")
    sheet.fade(380, 520, "#4f95b5", "#9fcbd3")
    for number in range(9):
        x, y = 60 + number * 263 % 1100, 405 + number * 29 % 90
        sheet.line([(x, y), (x + 70, y)], "#c9e4e8", 3)
    sheet.shape([(960, 380), (960, 250), (1045, 372)], PAPER)
    sheet.shape([(935, 384), (1030, 384), (1008, 404), (955, 404)], RED)
    sheet.hills(530, 22, 0.8, 0.2, "#ecd9a8")
    sheet.hills(620, 26, 0.7, 2.6, "#e2c98e")
    for foot in (420, 780):
        sheet.line([(foot, 330), (foot, 640)], "#8a6a48", 9)
    for number in range(8):
        left = 380 + number * 55
        colour = BLUE if number % 2 else PAPER
        sheet.shape([(left + 20, 300), (left + 65, 300), (left + 55, 380), (left, 380)], colour)
    for left, colour in ((170, RED), (860, OCHRE)):
        sheet.line([(left, 690), (left + 130, 540)], "#8a6a48", 9)
        sheet.line([(left + 30, 570), (left + 140, 690)], "#8a6a48", 9)
        sheet.shape(
            [(left + 118, 532), (left + 140, 550), (left + 62, 668), (left + 22, 655)], colour
        )
    sheet.books(478, 640, 8, 105, 1)
    sheet.box(462, 604, 278, 88, "#a37a4c", 4)
    for row in (632, 660):
        sheet.line([(462, row), (740, row)], "#8a6439", 4)
    for x, y in ((60, 620), (1110, 600), (1060, 720), (90, 750)):
        for lean in (-22, -8, 8, 22):
            sheet.line([(x, y), (x + lean, y - 58)], "#8fa05f", 4)
    return sheet


def van():
    """A mobile library at the kerb of a street of new houses."""
    sheet = Sheet("#d5e8f2", "#f7f1e1")
    sheet.hills(520, 12, 1.1, 0.7, "#bcd3b0")
    for number, (left, roof) in enumerate(
        ((40, RED), (330, "#58697d"), (640, "#9c5a48"), (930, "#58697d"))
    ):
        sheet.house(left, 560, 200, 130 + number % 2 * 24, "#efe4cf", roof, "#a9c9d8")
    for x in (290, 600, 895, 1180):
        sheet.tree(x, 575, 105, "#86ad74")
    sheet.box(0, 560, WIDTH, 60, "#cfc9bb")
    sheet.box(0, 615, WIDTH, 185, "#6c7682")
    for left in range(20, WIDTH, 170):
        sheet.box(left, 735, 95, 9, "#e9e5da")
    sheet.box(260, 360, 640, 280, BLUE, 26)
    sheet.shape([(890, 440), (960, 440), (1010, 540), (1010, 640), (890, 640)], BLUE)
    sheet.shape([(905, 458), (950, 458), (990, 540), (905, 540)], "#d6ebf3")
    sheet.box(310, 405, 390, 130, PAPER, 8)
    sheet.books(322, 528, 12, 108)
    sheet.box(740, 410, 110, 230, "#31688b", 6)
    sheet.box(755, 428, 80, 96, "#d6ebf3", 4)
    sheet.box(260, 570, 480, 14, OCHRE)
    sheet.box(1000, 590, 16, 26, "#fbe3a2", 4)
    for x in (390, 900):
        sheet.disc(x, 642, 54, "#2b3340")
        sheet.disc(x, 642, 24, "#b9c0c7")
    sheet.shape([(740, 640), (850, 640), (905, 700), (700, 700)], "#8e9aa6")
    return sheet


def lagoon():
    """The lagoon at dusk, a flat-bottomed sailing boat, old photographs in front."""
    sheet = Sheet("#e8b98a", "#f6dfbd")
    sheet.disc(760, 330, 84, "#fdf0c8")
    sheet.hills(372, 8, 0.9, 1.2, "#a98a86")
    sheet.fade(385, 640, "#d99f7e", "#5f7f98")
    for number in range(8):
        y = 400 + number * 24
        sheet.line([(760 - 74 + number * 5, y), (760 + 74 - number * 5, y)], "#f9e2b4", 5)
    sheet.line([(400, 205), (400, 505)], INK, 8)
    sheet.shape([(408, 215), (408, 470), (590, 470), (560, 250)], "#7a4a3a")
    sheet.shape([(392, 235), (392, 470), (285, 470)], "#8f5a46")
    sheet.shape([(400, 205), (475, 190), (400, 180)], RED)
    sheet.shape([(235, 490), (640, 490), (600, 545), (280, 545)], "#3d3a3c")
    sheet.line([(235, 490), (640, 490)], OCHRE, 7)
    sheet.box(0, 640, WIDTH, 160, "#7b5b43")
    for row in (690, 745):
        sheet.line([(0, row), (WIDTH, row)], "#6b4d38", 3)
    for left, degrees in ((120, -7), (430, 5), (790, -4)):
        sheet.leaning(left, 775, 250, 180, PAPER, degrees)
        sheet.leaning(left + 14, 760, 222, 152, "#b79f80", degrees)
        turn = degrees * pi / 180
        sheet.leaning(left + 18, 757 + 8 * turn, 214, 48, "#8d765c", degrees)
        x, y = left + 100 * cos(turn) + 62 * sin(turn), 700 + 100 * sin(turn)
        sheet.shape([(x - 52, y), (x + 62, y + 62 * turn * 0.5), (x + 2, y - 46)], "#6f5a45")
        sheet.leaning(x - 38, y + 46, 86, 46, "#9a8468", degrees)
    return sheet


def evening():
    """A small library in a village on a winter evening, its windows lit."""
    sheet = Sheet("#1f2f52", "#56648c")
    for number in range(46):
        x, y = number * number * 71 % WIDTH, number * number * 37 % 331
        sheet.disc(x, y, 2 + number % 2, "#f4ecd2")
    sheet.disc(985, 140, 52, "#f6eccb")
    sheet.disc(1008, 126, 46, "#2a3a60")
    sheet.hills(520, 24, 1.0, 0.9, "#8f9cbb")
    for number in range(9):
        sheet.pine(30 + number * 147, 560 + number * 31 % 24, 150 + number * 41 % 70, "#33466b")
    sheet.hills(590, 16, 0.8, 2.4, "#c9d2e2")
    sheet.box(380, 400, 460, 220, "#7c4b3f")
    sheet.shape([(340, 405), (880, 405), (800, 270), (420, 270)], "#e6ebf3")
    sheet.box(730, 225, 46, 80, "#6a4036")
    for number, x in enumerate((815, 838, 868)):
        sheet.disc(x - 52, 205 - number * 36, 17 + number * 7, "#7482a5")
    for left in (420, 700):
        sheet.box(left, 440, 100, 100, "#f9d77e", 4)
        sheet.books(left + 6, 538, 3, 46, left % 5)
        sheet.line([(left + 50, 440), (left + 50, 540)], "#7c4b3f", 6)
    sheet.box(560, 455, 100, 165, "#f3c766", 4)
    sheet.box(572, 467, 76, 153, "#4c2f2a", 3)
    sheet.box(584, 480, 52, 60, "#f9d77e", 3)
    sheet.shape([(560, 620), (660, 620), (760, 800), (430, 800)], "#f4e2b4")
    sheet.hills(800, 0, 1, 0, "#c9d2e2")
    for step in range(7):
        sheet.oval(585 + step % 2 * 46, 650 + step * 22, 11, 6, "#cdbb90")
    sheet.tree(180, 660, 150, "#9fadc8", "#4a3b36")
    sheet.tree(1040, 680, 170, "#9fadc8", "#4a3b36")
    return sheet


def workshop():
    """A workbench with a laptop, a 3D printer and a small robot."""
    sheet = Sheet("#e9eef0", "#d9e2e4")
    sheet.box(70, 70, 1060, 330, "#c7a777", 8)
    for number in range(60):
        sheet.disc(110 + number % 15 * 70, 110 + number // 15 * 82, 5, "#a5865a")
    sheet.line([(180, 130), (180, 290)], "#8a8f96", 14)
    sheet.box(150, 105, 60, 40, "#8a8f96", 6)
    sheet.line([(300, 110), (300, 300)], OCHRE, 18)
    sheet.shape([(291, 300), (309, 300), (300, 335)], "#8a8f96")
    sheet.box(420, 130, 130, 90, RED, 6)
    sheet.box(920, 120, 120, 160, BLUE, 6)
    sheet.books(600, 305, 8, 96)
    sheet.box(590, 305, 270, 14, "#8a6439")
    sheet.box(0, 600, WIDTH, 200, "#a9784a")
    sheet.box(0, 600, WIDTH, 22, "#c08e5b")
    sheet.box(130, 420, 290, 185, INK, 12)
    sheet.box(145, 434, 260, 156, "#d6ebf3", 4)
    for row, (left, right) in enumerate(
        ((165, 290), (190, 360), (190, 320), (165, 250), (190, 380))
    ):
        sheet.line([(left, 458 + row * 26), (right, 458 + row * 26)], BOOKS[row], 8)
    sheet.shape([(110, 605), (440, 605), (470, 640), (80, 640)], "#3a4d6b")
    sheet.box(790, 330, 320, 290, "#57636f", 14)
    sheet.box(820, 360, 260, 220, "#eef2f3", 6)
    sheet.line([(820, 400), (1080, 400)], "#8a8f96", 10)
    sheet.box(925, 385, 60, 52, RED, 4)
    sheet.shape([(944, 437), (966, 437), (955, 458)], INK)
    sheet.shape([(905, 560), (925, 480), (985, 480), (1005, 560)], OCHRE)
    sheet.box(860, 560, 190, 14, "#8a8f96")
    sheet.box(560, 500, 130, 92, GREEN, 16)
    sheet.disc(598, 540, 17, PAPER)
    sheet.disc(652, 540, 17, PAPER)
    sheet.disc(600, 542, 8, INK)
    sheet.disc(650, 542, 8, INK)
    sheet.line([(625, 500), (625, 462)], INK, 6)
    sheet.disc(625, 456, 11, RED)
    sheet.box(545, 592, 160, 52, "#3f6b45", 20)
    for x in (575, 625, 675):
        sheet.disc(x, 640, 24, INK)
    return sheet


def laptop():
    """A table at a window: a laptop, spectacles and a notebook."""
    sheet = Sheet("#f1e7d6", "#e8dac2")
    sheet.box(180, 50, 840, 440, "#cfe3ea", 6)
    sheet.shape(
        [(180, 400), (480, 330), (760, 385), (1020, 340), (1020, 490), (180, 490)], "#a9c79a"
    )
    sheet.tree(850, 420, 120, "#86ad74")
    for x in (180, 600, 1008):
        sheet.box(x, 50, 14, 440, PAPER)
    sheet.box(170, 40, 862, 14, PAPER)
    sheet.box(150, 480, 900, 26, PAPER, 4)
    sheet.box(0, 560, WIDTH, 240, "#9b6f4a")
    sheet.box(0, 560, WIDTH, 18, "#b58558")
    sheet.box(330, 330, 420, 262, INK, 14)
    sheet.box(348, 348, 384, 226, "#f6fafb", 4)
    sheet.box(372, 372, 130, 100, "#a9c9d8", 6)
    sheet.disc(437, 405, 22, "#7b8fa5")
    sheet.oval(437, 465, 46, 34, "#7b8fa5")
    sheet.box(372, 472, 130, 34, "#f6fafb")
    for row, right in enumerate((700, 670, 690, 620)):
        sheet.line([(525, 388 + row * 26), (right, 388 + row * 26)], "#b7c2cc", 8)
    sheet.box(372, 520, 170, 32, GREEN, 10)
    sheet.shape([(300, 592), (780, 592), (830, 660), (250, 660)], "#3a4d6b")
    sheet.shape([(360, 606), (720, 606), (744, 636), (336, 636)], "#55698a")
    for x in (910, 1010):
        sheet.disc(x, 680, 42, INK)
        sheet.disc(x, 680, 34, "#c7a584")
    sheet.line([(948, 668), (972, 668)], INK, 8)
    sheet.line([(1048, 668), (1120, 640)], INK, 8)
    sheet.leaning(60, 740, 190, 130, RED, -8)
    sheet.leaning(70, 728, 172, 112, PAPER, -8)
    sheet.cup(880, 600, 74, OCHRE)
    return sheet


def river():
    """The Nemunas between hills, a castle with a red roof on its high bank."""
    sheet = Sheet("#cde3ec", "#f8ecd2")
    sheet.disc(210, 160, 60, "#fdeebb")
    sheet.hills(400, 30, 1.0, 0.3, "#b3cfa8")
    sheet.hills(470, 24, 1.3, 1.9, "#98bf8a")
    sheet.shape([(620, 800), (690, 470), (820, 380), (1200, 350), (1200, 800)], "#7ea76e")
    sheet.shape(
        [
            (560, 425),
            (640, 425),
            (430, 540),
            (860, 640),
            (700, 800),
            (60, 800),
            (330, 600),
            (300, 520),
        ],
        "#6ea3bd",
    )
    for number in range(6):
        x, y = 330 + number * 61 % 230, 560 + number * 38
        sheet.line([(x, y), (x + 80, y)], "#a9cbd9", 4)
    sheet.box(800, 220, 320, 160, "#c9785c")
    sheet.shape([(785, 222), (1135, 222), (1090, 160), (830, 160)], "#8e3f34")
    for left, wide, top in ((770, 78, 150), (1080, 88, 110)):
        sheet.box(left, top, wide, 390 - top, "#d68a6c")
        sheet.shape(
            [(left - 12, top), (left + wide + 12, top), (left + wide / 2, top - 96)], "#8e3f34"
        )
        sheet.box(left + wide / 2 - 12, top + 46, 24, 46, "#5d332b", 10)
    for x in (870, 930, 990, 1040):
        sheet.box(x, 262, 26, 50, "#5d332b", 10)
    for number in range(7):
        sheet.tree(700 + number * 82, 470 + number * 47 % 60, 92, "#5f8c58")
    for number in range(5):
        sheet.tree(40 + number * 70, 545 + number * 29 % 44, 84, "#6f9c63")
    sheet.shape([(420, 690), (560, 690), (530, 722), (450, 722)], "#8a5a3a")
    sheet.open_book(490, 682, 84)
    return sheet


def dunes():
    """Sand dunes by the lagoon, a carved weathervane on a pole."""
    sheet = Sheet("#a9d3e6", "#fbeed0")
    for x, y in ((330, 150), (720, 105), (1020, 200)):
        for across in (-60, 0, 60):
            sheet.oval(x + across, y - 12 * (across == 0), 62, 26, "#f3f7f6")
    sheet.fade(400, 560, "#5d9cba", "#a8cdd4")
    sheet.shape(
        [(420, 470), (700, 330), (880, 300), (1200, 400), (1200, 620), (420, 620)], "#efdcae"
    )
    sheet.shape([(880, 300), (1200, 400), (1200, 620), (760, 620), (840, 420)], "#dfc48a")
    sheet.hills(600, 20, 0.9, 0.6, "#8fa873")
    for number in range(10):
        sheet.pine(420 + number * 86, 640 + number * 37 % 30, 105 + number * 29 % 40, "#4f7a56")
    sheet.hills(680, 14, 1.2, 2.1, "#e6d09b")
    sheet.line([(240, 180), (240, 760)], "#6d5138", 16)
    sheet.box(240, 230, 240, 112, NIGHT, 4)
    for number in range(6):
        colour = (PAPER, RED, OCHRE)[number % 3]
        sheet.box(252 + number % 3 * 74, 242 + number // 3 * 48, 62, 40, colour, 3)
    sheet.shape([(480, 230), (560, 262), (560, 312), (480, 342)], RED)
    sheet.box(232, 205, 250, 22, OCHRE, 4)
    sheet.house(285, 205, 70, 42, RED, NIGHT, PAPER)
    sheet.shape([(390, 205), (470, 205), (455, 190), (405, 190)], NIGHT)
    sheet.line([(430, 190), (430, 140)], NIGHT, 5)
    sheet.shape([(434, 145), (434, 186), (466, 186)], PAPER)
    sheet.pile(900, 765, 4, 150)
    return sheet


def shelves():
    """Shelves of books and a ring of coloured chairs."""
    sheet = Sheet("#efe6d6", "#e2d4bc")
    sheet.box(36, 50, 1128, 420, "#a37a4c", 6)
    for row in range(3):
        top = 68 + row * 134
        sheet.box(54, top, 1092, 118, "#6b4d33")
        x = 60
        for number in range(0, 32, 8):
            x = sheet.books(x, top + 118, 8, 104, number + row * 5) + 6
    sheet.box(0, 530, WIDTH, 270, "#c3a27c")
    sheet.oval(600, 660, 480, 112, "#8e5d54")
    sheet.oval(600, 660, 440, 94, "#a9746a")
    for number, left in enumerate((150, 330, 520, 710, 890)):
        low = 660 + (0, 34, 48, 34, 0)[number]
        colour = BOOKS[(number * 2 + 1) % 5]
        for foot in (left + 14, left + 106):
            sheet.line([(foot, low), (foot, low + 66)], INK, 9)
        sheet.box(left, low - 120, 120, 78, colour, 14)
        sheet.box(left - 6, low - 26, 132, 30, colour, 12)
        for post in (left + 12, left + 108):
            sheet.line([(post, low - 50), (post, low - 20)], INK, 9)
    sheet.open_book(580, 676, 92)
    return sheet


def village():
    """Fields and a farmstead in summer, a book shelf at its fence."""
    sheet = Sheet("#c4e0ee", "#f8f0d4")
    sheet.disc(960, 150, 66, "#fdebae")
    sheet.hills(400, 16, 0.9, 0.8, "#a9c990")
    for number in range(7):
        left, right = number * 190 - 120, number * 190 - 20
        colour = ("#e6c76a", "#b9d18d", "#d8b95c")[number % 3]
        sheet.shape(
            [(left + 160, 425), (right + 150, 425), (right + 60, 560), (left - 40, 560)], colour
        )
    sheet.hills(545, 10, 1.1, 1.4, "#8fb873")
    sheet.house(690, 590, 270, 140, "#b98a58", "#8a4a3a", "#f4ecd2")
    sheet.house(1010, 570, 130, 92, "#a5764a", "#6d5138", "#e0d3b8")
    sheet.tree(620, 600, 170, "#6f9c63")
    sheet.tree(1180, 590, 150, "#6f9c63")
    for x in range(20, WIDTH, 62):
        if not 180 < x < 480:
            sheet.box(x, 610, 20, 96, "#d9c7a2", 6)
    for y in (636, 676):
        sheet.box(500, y, 700, 12, "#c4b08a")
        sheet.box(0, y, 186, 12, "#c4b08a")
    sheet.shape([(190, 400), (490, 400), (340, 320)], RED)
    sheet.box(215, 400, 250, 330, "#7d5b3c", 4)
    for row in range(2):
        top = 418 + row * 146
        sheet.box(230, top, 220, 126, "#f0e2c4", 3)
        sheet.books(238, top + 126, 6, 106, 3 + row * 4)
    sheet.box(235, 730, 24, 50, "#7d5b3c")
    sheet.box(421, 730, 24, 50, "#7d5b3c")
    for number in range(18):
        x, y = 20 + number * 151 % 1160, 740 + number * 23 % 50
        sheet.disc(x, y, 8, (RED, OCHRE, PAPER)[number % 3])
    return sheet


def reader():
    """An e-reader on a table, a cup and a pile of books beside it."""
    sheet = Sheet("#dfe8e4", "#eef0e4")
    sheet.box(0, 520, WIDTH, 280, "#b58a60")
    sheet.box(0, 520, WIDTH, 20, "#cba075")
    sheet.pile(120, 620, 7, 280)
    sheet.cup(980, 640, 130, PAPER)
    for number in range(3):
        x = 950 + number * 30
        smoke = [(x + 9 * sin(step / 2), 500 - step * 11) for step in range(12)]
        sheet.line(smoke, "#f7f8f3", 6)
    sheet.box(450, 170, 380, 520, INK, 30)
    sheet.box(490, 215, 300, 400, "#f4f1e6", 4)
    sheet.box(520, 245, 170, 16, INK)
    for row in range(13):
        right = 760 - (row * 47 % 40 if row % 4 != 3 else 130)
        sheet.line([(520, 290 + row * 24), (right, 290 + row * 24)], "#8d8f90", 6)
    sheet.oval(640, 652, 34, 9, "#5a6a83")
    return sheet


SCENES = {
    scene.__name__: scene
    for scene in (
        dunes,
        evening,
        forest,
        lagoon,
        laptop,
        reader,
        river,
        seaside,
        shelves,
        van,
        village,
        workshop,
    )
}


def draw(name):
    """One of SCENES as a JPEG (bytes)."""
    return SCENES[name]().as_jpeg()
