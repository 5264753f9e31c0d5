from backend.cooking import Engine
from backend.cooking import TURN
from backend.instance import load
from backend.instance import render
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from Products.PageTemplates.engine import Program
from zope.configuration import xmlconfig
from zope.configuration.config import ConfigurationMachine
from zope.configuration.config import resolveConflicts
from zope.pagetemplate.interfaces import IPageTemplateEngine
import pytest
import re


OTHERS = re.compile(r"<include [^>]*>|<five:[^>]*>")


def is_free():
    """Whether another thread could compile now."""
    with ThreadPoolExecutor(1) as other:
        if free := other.submit(TURN.acquire, blocking=False).result():
            other.submit(TURN.release).result()
    return free


def test_templates_are_compiled_in_turn(monkeypatch):
    seen = []
    monkeypatch.setattr(Program, "cook", lambda *given: seen.append((is_free(), given)))
    Engine.cook("page.pt", "<p>Ąžuolas</p>", None, "text/html")
    assert seen == [(False, ("page.pt", "<p>Ąžuolas</p>", None, "text/html"))]
    assert is_free()


def test_a_template_that_fails_gives_its_turn_back(monkeypatch):
    def cook(*given):
        raise SyntaxError

    monkeypatch.setattr(Program, "cook", cook)
    with pytest.raises(SyntaxError):
        Engine.cook("page.pt", "<p", None, "text/html")
    assert is_free()


def test_the_instance_compiles_with_it(tmp_path):
    paths = render(load(Path("instance.yaml"), environ={}), tmp_path)
    own = (paths.target / "etc" / "site.zcml").read_text(encoding="utf-8")
    # What this file says for itself, and beside it the registration that it goes before.
    zcml = OTHERS.sub("", own).replace(
        "</configure>", '<include package="Products.PageTemplates" /></configure>'
    )
    context = ConfigurationMachine()
    xmlconfig.registerCommonDirectives(context)
    xmlconfig.string(
        '<include xmlns="http://namespaces.zope.org/zope" package="zope.component" '
        'file="meta.zcml" />',
        context,
        execute=False,
    )
    xmlconfig.string(zcml, context, execute=False)
    chosen = {
        action["discriminator"]: action["args"] for action in resolveConflicts(context.actions)
    }
    assert chosen["utility", IPageTemplateEngine, ""][1] is Engine
