from __future__ import annotations

from pathlib import Path

import pytest

from glossary.boundary import Verdict
from glossary.concept import CHINESE, Concept, Designation
from glossary.matcher import Matcher

TRAPS = Path(__file__).with_name("data") / "trap_sentences.tsv"
ROWS = [line.split("\t") for line in TRAPS.read_text(encoding="utf-8").splitlines()[1:]]


def parts(field: str) -> list[str]:
    return [part for part in field.split("|") if part]


@pytest.mark.parametrize(("terms", "sentence", "matches", "blocked"), ROWS)
def test_trap(terms: str, sentence: str, matches: str, blocked: str) -> None:
    sentence = sentence.replace(r"\r", "\r").replace(r"\n", "\n")
    matcher = Matcher([Concept(term, (Designation(term, CHINESE),)) for term in parts(terms)])
    assert [match.text for match in matcher.find(sentence)] == parts(matches)
    refused = [match for match in matcher.candidates(sentence) if match.verdict is Verdict.BLOCKED]
    assert sorted(match.concept.id for match in refused) == sorted(parts(blocked))
    assert all(match.text in match.reason for match in refused)


def test_there_are_two_hundred_traps() -> None:
    assert len(ROWS) >= 200
