from __future__ import annotations

import logging
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.segmenter import import_jieba, segmenter

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "",
    "中国人大量购买房产，发展中国家的代表来到北京大学生活动中心。",
    "国务院总理李克强调研上海外高桥时提出，支持上海积极探索新机制。",
    "小明硕士毕业于中国科学院计算所，后在日本京都大学深造",
    "他来到了网易杭研大厦，工信处女干事每月经过下属科室都要亲口交代24口交换机等技术性器件的安装工作",
    "十四届全国人大四次会议3月5日上午9时开幕；GDP增长5.3%，5G基站337.7万个。",
    "鄉村振興戰略、裏面和裡面、著名與乾坤",
    "ＡＩ＋制造 Hello, world! C++ and c# are 编程语言\r\n第二行\t制表 👩‍💻 𠀀𠮷野家",
    "哈哈哈哈哈哈哈哈哈",
    "欧阳修与诸葛亮在阿尔卑斯山下的斯特拉斯堡见面，谈到了蒂莫西·查拉梅。",
]


@pytest.fixture(scope="module")
def jieba_tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Jieba's own tokenizer, the yardstick."""
    jieba = import_jieba()
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("hmm", [True, False])
def test_cut_equals_jieba(jieba_tokenizer: Any, text: str, hmm: bool) -> None:  # noqa: FBT001
    ours = segmenter()
    assert list(ours.cut(text, HMM=hmm)) == list(jieba_tokenizer.cut(text, HMM=hmm))
    assert list(ours.cut(text, cut_all=True)) == list(jieba_tokenizer.cut(text, cut_all=True))
    assert list(ours.cut_for_search(text, HMM=hmm)) == list(jieba_tokenizer.cut_for_search(text, HMM=hmm))


WORDS = st.sampled_from(
    [
        *"长部在了Ａb。\n习𠀀",
        "中国",
        "人大",
        "大量",
        "代表",
        "大会",
        "发展",
        "第二",
        "十一",
        "5G",
        "李克强",
        "上海",
        "关于",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map("".join), st.booleans())
def test_cut_equals_jieba_on_anything(jieba_tokenizer: Any, text: str, hmm: bool) -> None:  # noqa: FBT001
    assert list(segmenter().cut(text, HMM=hmm)) == list(jieba_tokenizer.cut(text, HMM=hmm))


def test_added_and_deleted_words_act_like_jiebas(jieba_tokenizer: Any, tmp_path: Path) -> None:
    text = "新质生产力和低空经济首次写入台中的政府工作报告，石墨烯材料除外"
    dictionary = tmp_path / "user.txt"
    long = "超长的一个用户词条也要能够切出来完整无缺地切"
    dictionary.write_text(f"新质生产力 5 n\n低空经济\n{long} 9\n", encoding="utf-8")
    ours, theirs = segmenter(), import_jieba().Tokenizer()
    theirs.FREQ, theirs.total = dict(jieba_tokenizer.FREQ), jieba_tokenizer.total
    theirs.initialized = True
    ours.load_userdict(str(dictionary))
    with dictionary.open("rb") as lines:
        theirs.load_userdict(lines)
    for tokenizer in (ours, theirs):
        tokenizer.add_word("石墨烯")
        tokenizer.del_word("政府")
    text += long
    assert list(ours.cut(text)) == list(theirs.cut(text))
    assert {"新质生产力", "低空经济", "石墨烯"} <= set(ours.cut(text))
    assert "新质生产力" not in segmenter().cut(text), "words are added to one segmenter only"


def test_segmenting_is_silent() -> None:
    code = "from glossary.segmenter import segmenter; print('/'.join(segmenter().cut('发展中国家')))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert (done.stdout.strip(), done.stderr) == ("发展中国家", "")
