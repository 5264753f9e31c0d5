"""A field of day and time: people see and type the time of the site, the database keeps UTC."""

from datetime import UTC
from plone import api
from plone.app.z3cform.converters import DatetimeWidgetConverter
from plone.app.z3cform.interfaces import IDatetimeWidget
from plone.app.z3cform.widgets.datetime import DatetimeWidget
from z3c.form.interfaces import IFieldWidget
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.schema.interfaces import IDatetime
import zoneinfo


class IMomentWidget(IDatetimeWidget):
    """Marker of MomentWidget, for its converter."""


@implementer_only(IMomentWidget)
class MomentWidget(DatetimeWidget):
    """Day and time where the site is; in a schema:

    directives.widget("deadline", MomentFieldWidget, default_time="23:59")
    """

    @property
    def default_timezone(self):
        return api.portal.get_registry_record("plone.portal_timezone")


@implementer(IFieldWidget)
def MomentFieldWidget(field, request):
    return FieldWidget(field, MomentWidget(request))


@adapter(IDatetime, IMomentWidget)
class MomentConverter(DatetimeWidgetConverter):
    """Between aware datetimes of any zone and what stands in the widget."""

    def toWidgetValue(self, value):
        if value is not None:
            value = value.astimezone(zoneinfo.ZoneInfo(self.widget.default_timezone))
        return super().toWidgetValue(value)

    def toFieldValue(self, value):
        moment = super().toFieldValue(value)
        return moment.astimezone(UTC) if moment is not None else None
