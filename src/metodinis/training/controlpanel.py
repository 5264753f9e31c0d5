"""What the department decides for all of its training."""

from metodinis.i18n import _
from metodinis.training.schema import ITrainingSettings
from metodinis.training.schema import TRAINING_PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform.layout import wrap_form


class TrainingForm(RegistryEditForm):
    """Edit the settings of training."""

    schema = ITrainingSettings
    schema_prefix = TRAINING_PREFIX
    label = _("training_settings", default="Training: settings")


TrainingPage = wrap_form(TrainingForm, ControlPanelFormWrapper)
