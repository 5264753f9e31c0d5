"""The colours of charts: in specifications and files as they are, on pages as the scheme has them.

Told apart by the colour-blind too (after Okabe and Ito), and each 3 : 1 against its ground; a dash
or a shape always says the same.
"""

import re


# name of the style sheet's variable -> the colour in the light scheme and in files
COLOURS = {
    "--mtd-chart-1": "#0072b2",
    "--mtd-chart-2": "#c85200",
    "--mtd-chart-3": "#007a5a",
    "--mtd-chart-4": "#a8508a",
    "--mtd-chart-5": "#8a6400",
    "--mtd-chart-6": "#5b4fc4",
    "--mtd-chart-ink": "#1b2731",
    "--mtd-chart-soft": "#51606c",
    "--mtd-chart-line": "#d5dce0",
    "--mtd-chart-axis": "#7b8a95",
    "--mtd-chart-rest": "#728da0",
    "--mtd-chart-band": "#dfe8ed",
    "--mtd-chart-halo": "#fefefe",
}
SERIES = tuple(COLOURS[f"--mtd-chart-{number}"] for number in range(1, 7))
INK = COLOURS["--mtd-chart-ink"]
SOFT = COLOURS["--mtd-chart-soft"]
LINE = COLOURS["--mtd-chart-line"]
AXIS = COLOURS["--mtd-chart-axis"]
# What isn't marked, where something is.
REST = COLOURS["--mtd-chart-rest"]
BAND = COLOURS["--mtd-chart-band"]
# Around texts that a line may cross.
HALO = COLOURS["--mtd-chart-halo"]
SURFACE = "#ffffff"

_NAMES = {colour: name for name, colour in COLOURS.items()}
_QUOTED = re.compile('"(' + "|".join(_NAMES) + ')"')


def themed(text):
    """SVG or JSON with each colour of COLOURS as the variable that follows the reader's scheme."""
    return _QUOTED.sub(lambda found: f'"var({_NAMES[found[1]]})"', text)
