"""What GenericSetup's XML can't say: run after the profiles."""

def after_install(context):
    """Arrange the site after profile `metodinis:default`."""


def after_uninstall(context):
    """Take back what `after_install` arranged."""
