"""Site setup: the department's contact."""

from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.common.schema import IDepartmentSettings
from metodinis.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform.layout import wrap_form


class DepartmentForm(RegistryEditForm):
    """Edit the records that the footer and the mails read."""

    schema = IDepartmentSettings
    schema_prefix = DEPARTMENT_PREFIX
    label = _("layout_department_title", default="Department")


DepartmentPage = wrap_form(DepartmentForm, ControlPanelFormWrapper)
