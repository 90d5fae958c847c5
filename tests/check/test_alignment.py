"""Alignment of paragraphs and sentences, and its doubts."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from glossary.alignment import align, split_sentences
from glossary.files import TextFile
from glossary.formats.plain import read_plain
from glossary.pairing import align_documents

ZH = [
    "今年经济增长百分之五，高于去年。",
    "改革继续推进，成效显著，社会各界普遍欢迎这一结果。",
    "会议于3月5日结束。",
    "下一步工作将很快公布，敬请关注有关安排。",
]
EN = [
    "The economy grew by five per cent this year, more than last year.",
    "Reform moved on with visible results, and people from all walks of life generally welcomed this outcome.",
    "The meeting ended on 5 March.",
    "The next steps will be announced soon; please watch out for the arrangements.",
]


def test_a_merged_unit_is_found_by_length() -> None:
    beads = align(ZH, [EN[0], f"{EN[1]} {EN[2]}", EN[3]])
    assert [(list(b.source), list(b.target)) for b in beads] == [([0], [0]), ([1, 2], [1]), ([3], [2])]


def test_anchors_decide_where_lengths_do_not() -> None:
    known = {"a": "甲", "b": "乙", "c": "丙"}

    def anchors(source: str, target: str) -> tuple[Counter[str], Counter[str]]:
        return Counter(c for c in source if c in known.values()), Counter(
            known[w] for w in target.split() if w in known
        )

    sources = ["甲短句。", "乙短句。", "丙短句。"]
    for targets, expected in (
        (["a short b line", "c short line x"], [([0, 1], [0]), ([2], [1])]),
        (["a short line x", "b short c line"], [([0], [0]), ([1, 2], [1])]),
    ):
        assert [(list(b.source), list(b.target)) for b in align(sources, targets, anchors)] == expected


@given(
    st.lists(st.text(alphabet="甲。a ", max_size=20), max_size=6),
    st.lists(st.text(alphabet="ab. ", max_size=40), max_size=6),
)
def test_beads_cover_both_sides_in_order(sources: list[str], targets: list[str]) -> None:
    beads = align(sources, targets)
    assert [n for bead in beads for n in bead.source] == list(range(len(sources)))
    assert [n for bead in beads for n in bead.target] == list(range(len(targets)))
    assert all(0 <= bead.confidence <= 1 for bead in beads)


def test_sentences_end_where_readers_see_them_end() -> None:
    def cut(text: str) -> list[str]:
        return [text[span.start : span.end].strip() for span in split_sentences(text)]

    assert cut("他说：“好。”然后走了！真的？是") == ["他说：“好。”", "然后走了！", "真的？", "是"]
    assert cut('It rose 2.5% in the U.S. market. "Good," he said. No. 5 fell.') == [
        "It rose 2.5% in the U.S. market.",
        '"Good," he said.',
        "No. 5 fell.",
    ]


@given(st.text(alphabet='甲。！aB. \n"”?;', max_size=40))
def test_sentences_cover_the_text(text: str) -> None:
    assert "".join(text[span.start : span.end] for span in split_sentences(text)) == text


def test_equal_paragraphs_pair_by_number_and_split_into_sentences() -> None:
    source = read_plain(TextFile(f"{ZH[0]}{ZH[2]}\n{ZH[1]}\n"), path="s")
    target = read_plain(TextFile(f"{EN[0]} {EN[2]}\n{EN[1]}\n"), path="t")
    bitext = align_documents(source, target)
    assert [(p.source.text, p.target.text.strip(), p.group, p.certain) for p in bitext.pairs] == [
        (ZH[0], EN[0], 1, True),
        (ZH[2], EN[2], 1, True),
        (ZH[1], EN[1], 2, True),
    ]
    assert bitext.remarks == ()


def test_a_doubtful_alignment_says_so() -> None:
    source = read_plain(TextFile("\n".join([*ZH, *ZH])), path="s")
    target = read_plain(TextFile("\n".join(EN[:2])), path="t")
    bitext = align_documents(source, target)
    assert any("doubtful" in remark for remark in bitext.remarks)
    assert not all(pair.certain for pair in bitext.pairs)
