"""Glosses: the English (and pinyin) written beside a term, how they are put in and found again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossary.errors import GlossaryError
from glossary.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossary.concept import Concept, Designation
    from glossary.matcher import Match

FIELDS: Final = ("zh", "en", "pinyin", "id", "subject")
PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
INLINE: Final = "{zh} ({en})"
INLINE_WITH_PINYIN: Final = "{zh} ({pinyin}, {en})"


@dataclass(frozen=True, slots=True)
class Template:
    """A house style: `{zh}` is the term as it stands in the text, the rest is written around it.

    Attributes:
        before: the part in front of the term, with placeholders.
        after: the part behind it.
    """

    before: str
    after: str

    @classmethod
    def parse(cls, pattern: str) -> Template:
        """Read a template such as `{zh} ({en})`.

        Raises:
            GlossaryError: no `{zh}` or more than one, an unknown placeholder, or nothing beside `{zh}`.
        """
        names = PLACEHOLDER.findall(pattern)
        hint = f"for example '{INLINE}'; placeholders: {', '.join(f'{{{name}}}' for name in FIELDS)}"
        for name in names:
            if name not in FIELDS:
                raise GlossaryError(f"the template has an unknown placeholder {{{name}}}", hint=hint)
        if names.count("zh") != 1:
            raise GlossaryError("the template must have {zh} once: the term itself", hint=hint)
        before, after = pattern.split("{zh}")
        if not (before or after).strip() or not {"en", "pinyin"} & set(names):
            raise GlossaryError("the template adds neither {en} nor {pinyin}", hint=hint)
        return cls(before, after)

    def around(self, concept: Concept, designation: Designation) -> tuple[str, str]:
        """What to write before and after a designation of a concept."""
        english = concept.english_for(designation)
        values = {
            "en": english.text if english else "",
            "pinyin": designation.pinyin or "",
            "id": concept.id,
            "subject": concept.subject,
        }
        before, after = (PLACEHOLDER.sub(lambda m: values[m[1]], part) for part in (self.before, self.after))
        if not designation.pinyin:
            # Without a reading, "(, Climbing Plan)" would be left of "({pinyin}, {en})".
            before, after = (
                re.sub(r"(?<=[(\[（【「])[,，、:：;；\s]+", "", part) for part in (before, after)
            )
        return before, after

    @property
    def landmark(self) -> str:
        """Characters that every gloss of this template contains: without them a text has no glosses."""
        parts = [part for half in (self.before, self.after) for part in PLACEHOLDER.split(half)[::2]]
        return max((part.strip() for part in parts), key=len, default="")


@dataclass(frozen=True, slots=True)
class Bared:
    """A text without its glosses.

    Attributes:
        text: the text less the glosses.
        glosses: the spans of the glosses in the text that had them, by position.
    """

    text: str
    glosses: tuple[Span, ...]

    def position(self, offset: int, *, after_glosses: bool) -> int:
        """Map an offset in the bare text to the text with glosses.

        Args:
            offset: in the bare text.
            after_glosses: where a gloss stands just there, the place behind it or in front of it?
        """
        shift = 0
        for gloss in self.glosses:
            start = gloss.start - shift
            if start > offset or (start == offset and not after_glosses):
                break
            shift += len(gloss)
        return offset + shift


def bare(text: str, occurrences: Iterable[Match], template: Template) -> Bared:
    """Take out the glosses that stand around designations, exactly as the template writes them.

    Only a gloss that names the concept of the very designation beside it is taken out; word boundaries play
    no part, because a gloss changes what stands next to a term.

    Args:
        text: with or without glosses.
        occurrences: every place where the characters of a designation occur, by position.
        template: how the glosses are written.
    """
    glosses: list[Span] = []
    taken = 0
    for match in occurrences:
        for before, after in _forms(match, template):
            start, end = match.span.start - len(before), match.span.end + len(after)
            if start < taken or not _stands(text, match.span, before, after):
                continue
            glosses += [
                span for span in (Span(start, match.span.start), Span(match.span.end, end)) if len(span)
            ]
            taken = end
            break
    return Bared(_without(text, glosses), tuple(glosses))


def _stands(text: str, span: Span, before: str, after: str) -> bool:
    return text.endswith(before, 0, span.start) and text.startswith(after, span.end)


def _forms(match: Match, template: Template) -> Iterable[tuple[str, str]]:
    concepts = (match.concept, *match.others)
    # Longest first, so that "(a)" does not cut "(a) (b)" of a longer wording short.
    return sorted(
        {template.around(concept, match.designation) for concept in concepts},
        key=lambda form: (-len(form[0]) - len(form[1]), form),
    )


def _without(text: str, spans: Iterable[Span]) -> str:
    kept, position = [], 0
    for span in spans:
        kept.append(text[position : span.start])
        position = span.end
    kept.append(text[position:])
    return "".join(kept)
