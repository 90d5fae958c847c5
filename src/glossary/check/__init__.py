"""A translation held against the glossary: segments and concepts to findings."""

from glossary.check.finding import CheckOptions, Consistency, FileReport, Finding, Tally
from glossary.check.rules import RULES, Rule
from glossary.check.run import Checker, check_bitext

__all__ = [
    "RULES",
    "CheckOptions",
    "Checker",
    "Consistency",
    "FileReport",
    "Finding",
    "Rule",
    "Tally",
    "check_bitext",
]
