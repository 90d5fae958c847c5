"""Bilingual terminology for Chinese policy language."""

__version__ = "0.1.0"
