"""TBX, the terminology exchange format: ISO 30042:2019 (v3, styles DCA and DCT) and its predecessor (v2, martif)."""

from __future__ import annotations

from glossary.exchange.tbx.reading import read_tbx
from glossary.exchange.tbx.writing import Style, write_tbx

__all__ = ["Style", "read_tbx", "write_tbx"]
