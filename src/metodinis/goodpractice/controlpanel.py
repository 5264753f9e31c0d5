"""What the department decides for all of its good practice."""

from metodinis.goodpractice.schema import GOODPRACTICE_PREFIX
from metodinis.goodpractice.schema import IGoodPracticeSettings
from metodinis.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform.layout import wrap_form


class GoodPracticeForm(RegistryEditForm):
    """Edit the settings of good practice."""

    schema = IGoodPracticeSettings
    schema_prefix = GOODPRACTICE_PREFIX
    label = _("goodpractice_settings", default="Good practice: settings")


GoodPracticePage = wrap_form(GoodPracticeForm, ControlPanelFormWrapper)
