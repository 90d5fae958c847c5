from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import boundary
from glossary.boundary import Evidence, Judge, Judgement, Memo, Verdict
from glossary.lexicon import folded_lexicon, plain_lexicon
from glossary.text import fold


def judge(sentence: str, *, simplified_dictionary: bool = False) -> Judgement:
    """Judge the candidate between square brackets."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    if simplified_dictionary:
        return Judge(Evidence(plain_lexicon()), text, text).judge(start, end)
    return Judge(Evidence(folded_lexicon()), text, fold(text)).judge(start, end)


def test_sure_where_no_word_crosses() -> None:
    assert judge("实施[攀登计划]。") == Judgement(Verdict.SURE, inf, "")


def test_word_around_the_candidate_does_not_cross() -> None:
    assert judge("国家[图书馆]").verdict is Verdict.SURE


def test_blocked_names_the_crossing_word_as_written() -> None:
    judgement = judge("中國[人大]量購買")
    assert (judgement.verdict, judgement.reason) == (Verdict.BLOCKED, "人大 crosses into 大量")
    assert judgement.margin < -1


def test_likely_names_the_rival() -> None:
    judgement = judge("[中国]人大量购买")
    assert (judgement.verdict, judgement.reason) == (Verdict.LIKELY, "中国 is likelier here than 国人")
    assert judgement.margin > 0


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("M[AI]L", "AI is cut out of MAIL"),
        ("Ｍ[ＡＩ]Ｌ", "ＡＩ is cut out of ＭＡＩＬ"),
        ("caf[é]s", "é is cut out of cafés"),
        ("М[ОС]КВА", "ОС is cut out of МОСКВА"),
        ("1[60]", "60 is cut out of 160"),
        ("1,[600]人", "600 is cut out of 1,600"),
        ("[3].14", "3 is cut out of 3.14"),
        ("[第二十]一届", "第二十 is cut out of 二十一"),
        ("5[万元]", "万元 is cut out of 5万"),
        ("[60]万", "60 is cut out of 60万"),
        ("[外交部]長", "外交部 is cut out of 外交部長"),
    ],
)
def test_runs_are_not_cut(sentence: str, reason: str) -> None:
    assert judge(sentence) == Judgement(Verdict.BLOCKED, -inf, reason)


@pytest.mark.parametrize(
    "sentence",
    [
        "[AI]赋能",
        "[5G]基站",
        "用[AI]和",
        "[GDP]2024年",
        "[60].",
        "在,[60]岁",
        "[统一]三个",
        "统一[一些]标准",
        "三[千瓦]",
        "[银行]长期",
    ],
)
def test_clean_edges_of_runs(sentence: str) -> None:
    assert judge(sentence).verdict is not Verdict.BLOCKED


def test_empty_context_and_whole_text() -> None:
    assert judge("[人大]").verdict is Verdict.SURE
    assert judge("[A]").verdict is Verdict.SURE
    assert judge("[𠀀]𠮷").verdict is Verdict.SURE


def test_long_repetition_is_judged_in_bounded_time() -> None:
    text = "哈" * 20_000
    judgement = Judge(Evidence(folded_lexicon()), text, text).judge(10_000, 10_002)
    assert judgement.margin < inf


SIMPLIFIED = [
    "他是[著名]作家",
    "[著作]等身",
    "扭转[乾坤]之力",
    "[皇后]与太后",
    "[王后]雄来了",
    "遵循[宫商角徵羽]之制",
    "[魏徵]进谏",
    "姓[於]的人",
    "[显著]提高",
    "[土著]居民",
    "[后来]的人",
    "以[后方]为基地",
    "[瞭望]周刊",
    "中国[人大]量",
    "上[海关]于",
]


@pytest.mark.parametrize("sentence", SIMPLIFIED)
def test_folding_the_dictionary_leaves_simplified_text_unharmed(sentence: str) -> None:
    folded, plain = judge(sentence), judge(sentence, simplified_dictionary=True)
    assert (folded.verdict is Verdict.BLOCKED) == (plain.verdict is Verdict.BLOCKED)


# What is remembered from one text to the next must change no verdict.
SHARED = Evidence(folded_lexicon())
PARTS = st.sampled_from(
    ["中国", "人", "大", "量", "人大", "代表", "第", "二", "十", "5", "A", "，", "長", "部", "著", "名"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, min_size=3, max_size=12), st.data())
def test_verdict_depends_on_the_clause_only(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    alone = Judge(Evidence(folded_lexicon()), text, fold(text)).judge(start, end)
    longer = f"前面还有一句话。{text}。后面也有"
    assert Judge(Evidence(folded_lexicon()), longer, fold(longer)).judge(start + 8, end + 8) == alone
    assert (alone.verdict is Verdict.SURE) == (alone.margin == inf) == (not alone.reason)


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS | st.sampled_from("国部长三万百.,一哈"), min_size=1, max_size=14), st.data())
def test_quick_way_gives_what_the_rules_give(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quick = Judge(SHARED, text, fold(text))
    plain = Judge(Evidence(folded_lexicon()), text, fold(text))
    assert quick.judge(start, end) == plain.judge_closely(start, end)


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS | st.sampled_from(["中华人民", "共和国", "不可", "思议"]), max_size=10).map("".join))
def test_crossing_is_what_the_dictionary_says(text: str) -> None:
    folded = fold(text)
    judge = Judge(SHARED, text, folded)
    for position in range(len(folded) + 1):
        assert judge.is_crossed(position) == folded_lexicon().has_word_across(folded, position)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundary, "REMEMBERED", 3)
    memo = Memo(len)
    assert [memo["a" * size] for size in (1, 2, 3, 4, 1)] == [1, 2, 3, 4, 1]
    assert len(memo) == 2
