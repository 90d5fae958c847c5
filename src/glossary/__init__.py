"""Bilingual terminology for Chinese policy language: load, look up, find, annotate, check.

>>> import glossary
>>> terms = glossary.load()
>>> glossary.look_up(terms, "攀登计划").hits[0].concept.preferred_en.text
'Climbing Plan'

Nothing heavy is imported before it is used: not jieba, pypinyin, rich or tomlkit.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost a third of the start of `glossary lookup`
if TYPE_CHECKING:
    from typing import Any

    from glossary.annotate import Annotation, Annotator, Style
    from glossary.boundary import Verdict
    from glossary.concept import Concept, Designation, Examples, Review, Status, TermType
    from glossary.diagnostics import Diagnostic, Edit, Severity
    from glossary.errors import GlossaryError
    from glossary.gloss import Template
    from glossary.glossary import Glossary
    from glossary.loading import load
    from glossary.lookup import LookupResult, look_up
    from glossary.matcher import Match, Matcher
    from glossary.text import Span

__version__ = "0.1.0"

_HOMES = {
    "Annotation": "annotate",
    "Annotator": "annotate",
    "Style": "annotate",
    "Concept": "concept",
    "Designation": "concept",
    "Examples": "concept",
    "Review": "concept",
    "Status": "concept",
    "TermType": "concept",
    "Diagnostic": "diagnostics",
    "Edit": "diagnostics",
    "Severity": "diagnostics",
    "GlossaryError": "errors",
    "Template": "gloss",
    "Glossary": "glossary",
    "load": "loading",
    "LookupResult": "lookup",
    "look_up": "lookup",
    "Match": "matcher",
    "Matcher": "matcher",
    "Verdict": "boundary",
    "Span": "text",
}

__all__ = [
    "Annotation",
    "Annotator",
    "Concept",
    "Designation",
    "Diagnostic",
    "Edit",
    "Examples",
    "Glossary",
    "GlossaryError",
    "LookupResult",
    "Match",
    "Matcher",
    "Review",
    "Severity",
    "Span",
    "Status",
    "Style",
    "Template",
    "TermType",
    "Verdict",
    "__version__",
    "load",
    "look_up",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'glossary' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(f"glossary.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
