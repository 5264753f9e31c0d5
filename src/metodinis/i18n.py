"""The message factory: symbolic message ids with an English default."""

from zope.i18nmessageid import MessageFactory


_ = MessageFactory("metodinis")
