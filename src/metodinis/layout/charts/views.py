"""What pages show of charts, and the files that they hand out."""

from metodinis.layout.charts import engine
from metodinis.layout.charts import palette
from metodinis.layout.charts import rendering
from metodinis.layout.charts import specs
from metodinis.layout.views import PageView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
import json
import re


TYPES = {"svg": "image/svg+xml", "png": "image/png"}
NUMBER = re.compile(r"[+−-]?\d|–$|$")


class ChartMacros(PageView):
    """`context/@@chart-macros/chart`"""

    index = ViewPageTemplateFile("templates/chart.pt")

    def __getitem__(self, name):
        return self.index.macros[name]

    def drawings(self, chart):
        """(name, SVG) of a Chart for wide and for narrow windows."""
        return [
            ("wide", rendering.inline(chart.spec, self.lang)),
            ("narrow", rendering.inline(specs.narrowed(chart.spec), self.lang)),
        ]

    def data(self, chart):
        """What the browser's script draws of, as JSON that may stand in a script element."""
        wide, narrow = (
            {key: value for key, value in spec.items() if key != "data"}
            for spec in (chart.spec, specs.narrowed(chart.spec))
        )
        whole = {
            "values": chart.spec["data"]["values"],
            "wide": wide,
            "narrow": narrow,
            "locale": rendering.locale(self.lang),
            "engine": engine.address(self.portal_url),
        }
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        return palette.themed(text).replace("<", "\\u003c")

    def columns(self, chart):
        """(title, class of its cells) of a Chart's table: numbers stand to the right."""
        cells = list(zip(*chart.rows, strict=True)) or [()] * len(chart.head)
        return [
            (title, "mtd-num" if place and all(map(NUMBER.match, found)) else None)
            for place, (title, found) in enumerate(zip(chart.head, cells, strict=True))
        ]


class ChartsPage:
    """Mixin of a PageView with charts: hands out each as a file at the page's own address.

    A subclass has `charts`, the Charts that the page shows for its address. It stands before
    PageView; a `__call__` of the subclass ends with that of `super()`.
    """

    def __call__(self, *args, **kwargs):
        if "chart" in self.request.form:
            return self._file()
        return super().__call__(*args, **kwargs)

    def chart_url(self, chart, format_):
        """The address of a Chart as a file. format_: of TYPES."""
        query = self.query_without(chart=chart.id, format=format_)
        return self.request["ACTUAL_URL"] + query

    def _file(self):
        form, response = self.request.form, self.request.response
        asked, format_ = form["chart"], form.get("format")
        chart = next((one for one in self.charts if one.id == asked), None)
        if chart is None or not isinstance(format_, str) or format_ not in TYPES:
            raise NotFound(self.__name__)
        spec = specs.titled(chart.spec, chart.title, chart.note)
        etag = f'"{rendering.digest(spec, self.lang, format_)}"'
        response.setHeader("ETag", etag)
        response.setHeader("Cache-Control", "private, no-cache")
        if etag in self.request.get_header("If-None-Match", ""):
            response.setStatus(304)
            return b""
        response.setHeader("Content-Type", TYPES[format_])
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox")
        name = f"{self.__name__}-{chart.id}.{format_}"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        if format_ == "png":
            return rendering.png(spec, self.lang)
        return rendering.svg(spec, self.lang).encode()
