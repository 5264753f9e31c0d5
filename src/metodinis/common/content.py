"""What all content classes of ours share."""

from types import FunctionType
from ZPublisher import zpublish


class Unpublished:
    """Mixin: methods of a content class are for operations and pages, and have no address.

    Zope publishes each method that has a docstring, under the address of the object and to
    whoever may see it, arguments and all. Stands last among the bases: in front of Plone's it
    would hide what the type definition adds to an object's interfaces.
    """

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        for attribute in vars(cls).values():
            if isinstance(attribute, FunctionType):
                zpublish(False)(attribute)
