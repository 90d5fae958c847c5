"""Each rule of lint: a file that passes and one that fails."""

from __future__ import annotations

import pytest

from conftest import WriteFile
from glossary.diagnostics import Severity
from glossary.lint import RULES, fix_files, lint_files

GOOD = """\
# 标题
subject = "x"

[alpha]
zh = "甲类"
pinyin = "jiǎlèi"
en = "class A"
source = ["Gazette, Press, 2020-01-02, https://example.org/a"]
review = "reviewed"
related = ["beta"]
examples.match = ["甲类企业"]
examples.no_match = ["乙类企业"]

[beta]
zh.preferred = "乙类"
zh.admitted = { term = "二类", pinyin = "èrlèi", not_in = ["第二类"], en = "type B" }
pinyin = "yǐlèi"
en.preferred = "class B"
en.admitted = "type B"
en.deprecated = { term = "B class", note = "word order" }
"""

# code -> a replacement in GOOD that breaks just this rule
BREAKS = {
    "missing-pinyin": ('pinyin = "jiǎlèi"\n', ""),
    "impossible-pinyin": ("jiǎlèi", "jiālèi"),
    "stray-whitespace": ('"class A"', '"class  A"'),
    "full-width": ('"甲类"\n', '"甲类Ａ"\n'),
    "unsorted-ids": ("[alpha]", "[gamma]"),
    "leading-article": ('"class A"', '"the class A"'),
    "final-punctuation": ('"class A"', '"class A;"'),
    "clashing-designation": ('"二类"', '"甲類"'),
    "shared-english": ('["beta"]', '["beta"]\n\n[aleph]\nzh = "丙"\npinyin = "bǐng"\nen = "Class A"'),
    "missing-preferred": ('en.preferred = "class B"\n', ""),
    "repeated-designation": ('"B class"', '"class B"'),
    "unknown-reference": ('["beta"]', '["delta"]'),
    "failing-example": ('["乙类企业"]', '["有甲类企业"]'),
    "needless-exclusion": ('["第二类"]', '["第三类"]'),
    "unknown-english": ('en = "type B"', 'en = "B class"'),
    "reviewed-without-source": ('source = ["Gazette, Press, 2020-01-02, https://example.org/a"]\n', ""),
    "source-form": ("Gazette, Press, 2020-01-02, https://example.org/a", "somewhere"),
    "undefined-numerals": ('zh.preferred = "乙类"', 'zh.preferred = "三个代表"'),
    "british-spelling": ('"class A"', '"class A centre"'),
    "unexplained-deprecation": (', note = "word order"', ""),
}


def codes(write: WriteFile, text: str, name: str = "x.toml") -> set[str]:
    return {each.code for each in lint_files([write(name, text)]).diagnostics}


def test_a_good_file_passes_every_rule(write: WriteFile) -> None:
    report = lint_files([write("x.toml", GOOD)])
    assert report.diagnostics == ()
    assert (report.files, report.concepts) == (1, 2)


@pytest.mark.parametrize("code", BREAKS)
def test_a_broken_file_fails_the_rule(write: WriteFile, code: str) -> None:
    old, new = BREAKS[code]
    assert old in GOOD
    assert code in codes(write, GOOD.replace(old, new))


def test_an_organ_has_capitals(write: WriteFile) -> None:
    text = (
        'subject = "state-organs"\n\n[m]\nzh = "财政部"\npinyin = "Cáizhèng Bù"\nen = "ministry of finance"\n'
    )
    assert "organ-capitals" in codes(write, text)
    assert "organ-capitals" not in codes(write, text.replace("ministry of f", "Ministry of F"))


@pytest.mark.parametrize(
    ("text", "times"), [("乙、类", 1), ("乙，类", 1), ("乙,類", 1), ("乙类", 0), ("乙;类", 0)]
)
def test_a_designation_that_is_found_as_another_repeats_it(write: WriteFile, text: str, times: int) -> None:
    again = GOOD.replace('zh.preferred = "乙类"', 'zh.preferred = "乙,类"').replace('"二类"', f'"{text}"')
    found = lint_files([write("x.toml", again)]).diagnostics
    assert [each.code for each in found].count("repeated-designation") == times


def test_homonyms_may_share_their_english_where_one_names_the_other(write: WriteFile) -> None:
    shared = GOOD.replace('en = "class A"', 'en = "class B"')
    assert "shared-english" not in codes(write, shared)
    assert "shared-english" in codes(write, shared.replace('related = ["beta"]\n', ""))
    third = '\n[gamma]\nzh = "丙类"\npinyin = "bǐnglèi"\nen = "Class B"\nrelated = ["alpha"]\n'
    assert "shared-english" in codes(write, shared + third)
    assert "shared-english" not in codes(write, shared + third.replace('["alpha"]', '["alpha", "beta"]'))


def test_a_subject_has_one_file(write: WriteFile) -> None:
    one = write("t/one.toml", GOOD)
    write("t/two.toml", 'subject = "x"\n\n[zeta]\nzh = "丁类"\npinyin = "dīnglèi"\nen = "class D"\n')
    assert {each.code for each in lint_files([one.parent]).diagnostics} == {"split-subject"}


def test_every_rule_is_tested_and_documented() -> None:
    tested = {*BREAKS, "organ-capitals", "split-subject"}
    assert {rule.code for rule in RULES} == tested
    assert all(len(rule.documentation) > 40 for rule in RULES)


def test_errors_of_reading_and_of_rules_come_together(write: WriteFile) -> None:
    write("t/bad.toml", 'subject = "y"\n[a]\nzh = "\n')
    write("t/x.toml", GOOD.replace('"class A"', '"class  A"'))
    report = lint_files([write("t/x2.toml", GOOD.replace("[alpha]", "[alpha2]")).parent])
    found = {each.code for each in report.diagnostics}
    assert {"invalid-entry", "stray-whitespace", "duplicate-id", "clashing-designation"} <= found
    assert any(each.severity is Severity.ERROR and each.line for each in report.diagnostics)


def test_fix_mends_what_has_one_right_answer_and_keeps_comments(write: WriteFile) -> None:
    text = (
        GOOD.replace('"class A"', '"class  A "')
        .replace('"甲类"\n', '"甲类Ａ"\n')
        .replace("jiǎlèi", "jiǎlèi A")
    )
    text = text.replace("[alpha]", "# about gamma\n[gamma]").replace('["甲类企业"]', '["甲类A企业"]')
    path = write("x.toml", text)
    assert fix_files([path]) == [str(path)]
    assert fix_files([path]) == []
    mended = path.read_text(encoding="utf-8")
    assert '# about gamma\n[gamma]\nzh = "甲类A"\n' in mended
    assert 'en = "class A"\n' in mended
    assert mended.startswith("# 标题\n")
    assert lint_files([path]).diagnostics == ()
