"""Hold term files against the rules of good terminology: files to diagnostics."""

from glossary.lint.rule import Rule
from glossary.lint.run import RULES, LintReport, fix_files, lint_files

__all__ = ["RULES", "LintReport", "Rule", "fix_files", "lint_files"]
