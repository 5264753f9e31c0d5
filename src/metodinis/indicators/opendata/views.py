"""`/indicators/@@statistics.csv` and its likes: all published values, the same for all."""

from metodinis.indicators.opendata import kept
from metodinis.indicators.opendata.data import public_data
from metodinis.layout.exports import send
from metodinis.layout.revalidation import is_known
from Products.Five.browser import BrowserView
from ZPublisher.Iterators import filestream_iterator
import json


class StatisticsFile(BrowserView):
    """A file of kept.FILES, sent as it lies on disk."""

    def __call__(self):
        data, response, name = public_data(), self.request.response, self.__name__
        file = kept.FILES[name]
        if file.described:
            link = f'<{data.url}/@@{file.described}>; rel="describedby"; type="{kept.CSVW_TYPE}"'
            response.setHeader("Link", link)
        if is_known(self.request, f"{data.state.key}-{name}", data.state.modified):
            return b""
        made = kept.made(name, data)
        response.setHeader("Content-Length", str(made.size))
        stream = filestream_iterator(made.path, "rb")
        if file.saved_as:
            return send(response, stream, file.saved_as, file.media_type)
        return send(response, stream, name, file.media_type, "inline")


class FileMetadata(BrowserView):
    """What the columns of a CSV file are, as CSVW."""

    def __call__(self):
        data, name = public_data(), self.__name__
        if is_known(self.request, f"{data.state.key}-{name}", data.state.modified):
            return b""
        told = json.dumps(kept.DESCRIPTIONS[name](data), ensure_ascii=False, indent=1).encode()
        return send(self.request.response, told, name, kept.CSVW_TYPE, "inline")
