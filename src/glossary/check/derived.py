"""Words made from a term by one more character (代表团 from 代表): another word, which demands nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.lexicon import folded_lexicon
from glossary.text import fold

if TYPE_CHECKING:
    from glossary.check.assess import Outcome
    from glossary.text import Span

# 代表团 is no 代表 and 科学家 no 科学, but 国家图书馆 is a library: longer compounds keep their parts' meaning.
LONGEST_BASE = 3
# 亿港元 and 各行业 are in the dictionary, too, but number and determiner make no other word.
NO_PREFIXES = frozenset("一二三四五六七八九十百千万亿两几数多各每全本该此这那诸同")


def waive_derived(outcome: Outcome) -> bool:
    """Take places in derived words off a demand that is not met; True where nothing is left of it."""
    if outcome.rendered >= outcome.required:
        return False
    source = outcome.pair.source.text
    firm = [span for span in outcome.demand.spans if not _is_derived(source, span)]
    if len(firm) == outcome.required:
        return False
    if not firm and not outcome.struck:
        return True
    if firm:
        outcome.demand.spans[:] = firm
    return False


def _is_derived(source: str, span: Span) -> bool:
    if len(span) > LONGEST_BASE:
        return False
    lexicon = folded_lexicon()
    start = max(0, span.start - 1)
    around = fold(source[start : span.end + 1])
    longer = [around[span.start - start :]] if span.end < len(source) else []
    if span.start and around[0] not in NO_PREFIXES:
        longer.append(around[: span.end - start])
    return any(word in lexicon for word in longer)
