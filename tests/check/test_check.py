"""What a check finds, and what it does not cry wolf about."""

from __future__ import annotations

import re

import pytest

from conftest import WriteFile
from glossary.check.finding import CheckOptions, Consistency, FileReport, Finding
from glossary.check.rules import RULES, to_markdown
from glossary.check.run import Checker, check_bitext
from glossary.check.suppression import apply_baseline, fingerprint, read_baseline, write_baseline
from glossary.concept import Concept, Designation, Review, Status
from glossary.diagnostics import Severity
from glossary.document import Bitext, Direction, Prose, SegmentPair
from glossary.errors import ConfigError
from glossary.files import TextFile
from glossary.formats.plain import read_plain
from glossary.pairing import align_documents
from glossary.termbase import ConceptTermBase


def concept(zh: str, *en: str, struck: str = "", note: str | None = None, **fields: object) -> Concept:
    english = [
        Designation(text, "en", Status.ADMITTED if n else Status.PREFERRED) for n, text in enumerate(en)
    ]
    if struck:
        english.append(Designation(struck, "en", Status.DEPRECATED, note=note))
    name = re.sub(r"\W+", "-", en[0].lower())
    return Concept(name, (Designation(zh, "zh-Hans"), *english), **fields)  # type: ignore[arg-type]


TERMS = (
    concept("共同富裕", "common prosperity", struck="shared wealth", note="not the official wording"),
    concept("乡村振兴", "rural revitalization", "revitalization of the countryside"),
    concept("供给侧结构性改革", "supply-side structural reform"),
    concept("改革", "reform"),
    concept("代表", "deputy"),
    concept("法院", "court"),
    concept("全国人民代表大会", "National People's Congress"),
    concept("示范区", "demonstration zone", review=Review.DRAFT),
)


def check(
    *pairs: tuple[str, str], options: CheckOptions | None = None, terms: tuple[Concept, ...] = TERMS
) -> FileReport:
    rows = tuple(SegmentPair(f"row {n}", Prose(s, n), Prose(t, n)) for n, (s, t) in enumerate(pairs, start=1))
    return check_bitext(terms, Bitext("x.tsv", "tsv", rows), options)


def codes(report: FileReport) -> list[str]:
    return [finding.code for finding in report.findings]


def only(report: FileReport) -> Finding:
    (finding,) = report.findings
    return finding


def test_a_missing_term_is_named_with_what_stands_instead() -> None:
    finding = only(check(("推進鄉村振興戰略。", "Advance the rural vitalization strategy.")))
    assert (finding.code, finding.severity, finding.term) == ("missing-term", Severity.ERROR, "鄉村振興")
    assert finding.approved == ("rural revitalization", "revitalization of the countryside")
    assert finding.instead == "rural vitalization"
    (span,) = finding.target_spans
    assert finding.pair.target.text[span.start : span.end] == finding.instead
    assert "rural revitalization" in finding.diagnostic.message


def test_nothing_is_guessed_where_nothing_fits() -> None:
    text = "All of this was said at great length by several people who had come from far away to listen to one another."
    assert only(check(("他们谈到乡村振兴。", text))).instead is None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("深化供给侧结构性改革。", "Deepen supply-side structural reforms."),
        ("法院判决。", "The courts ruled."),
        ("推进乡村振兴。", "The revitalisation of the countryside goes on."),
        ("代表团参观。", "The delegation visited."),
        ("两会代表团和各代表团", "delegations"),
        ("中国人大量购买。", "Chinese people buy a lot."),
        ("乡村振兴", "Rural Revitalization"),
        ("", "reform"),
        ("😀𠀀", "nothing"),
    ],
)
def test_good_translations_have_no_findings(source: str, target: str) -> None:
    assert codes(check((source, target))) == []


def test_a_number_before_a_unit_makes_no_other_word() -> None:
    terms = (concept("港元", "Hong Kong dollar"),)
    assert codes(check(("共三亿港元。", "Three hundred million pounds."), terms=terms)) == ["missing-term"]


def test_another_word_between_the_parts_is_another_term() -> None:
    report = check(("深化供给侧结构性改革。", "Deepen supply-side and structural reform."))
    assert codes(report) == ["missing-term"]


def test_a_longer_term_satisfies_the_shorter_one_in_it() -> None:
    report = check(("供给侧结构性改革是改革。", "Supply-side structural reform is what it is."))
    assert codes(report) == []


def test_a_struck_out_designation_is_reported_with_its_note_and_a_mending() -> None:
    target = Prose("Toward shared wealth.", 1, ())
    report = check_bitext(TERMS, Bitext("x", "tsv", (SegmentPair("1", Prose("共同富裕"), target),)))
    finding = only(report)
    assert (finding.code, finding.severity) == ("deprecated-term", Severity.ERROR)
    assert "not the official wording" in finding.diagnostic.message
    assert finding.diagnostic.edits == ()  # no way back to the file


def test_the_words_in_another_order_are_advisory() -> None:
    finding = only(
        check(
            ("示范的法院改革", "court reform"), ("结构", ""), ("推进乡村振兴。", "For revitalization, rural.")
        )
    )
    assert finding.severity is Severity.ERROR
    finding = only(check(("供给侧结构性改革", "structural supply-side reform")))
    assert (finding.code, finding.severity) == ("missing-term", Severity.ADVISORY)


def test_drafts_are_advisory() -> None:
    assert only(check(("建设示范区。", "Build model areas."))).severity is Severity.ADVISORY


def test_counts_are_advisory_and_generous() -> None:
    assert codes(check(("改革，改革。", "Reform it."))) == []
    finding = only(check(("改革，改革，改革。", "Reform it, and do it again.")))
    assert (finding.code, finding.severity) == ("term-count", Severity.ADVISORY)


def test_an_initialism_is_fine_after_the_full_form_and_advisory_before() -> None:
    late = check(
        ("全国人民代表大会", "The National People's Congress (NPC) met."),
        ("全国人民代表大会", "The NPC met."),
    )
    assert codes(late) == []
    early = check(
        ("全国人民代表大会", "The NPC met."), ("全国人民代表大会", "The National People's Congress met.")
    )
    assert codes(early) == ["initialism-first"]


def test_an_initialism_that_is_another_term_is_no_rendering_of_the_full_name() -> None:
    terms = (concept("证券监督委员会", "Securities Commission"), concept("证监会", "SC"))
    rows = ("证券监督委员会说，证监会同意。", "The Stock Board said that the SC agrees.")
    assert codes(check(("证券监督委员会", "the Securities Commission (SC)"), rows, terms=terms)) == [
        "missing-term"
    ]


def test_an_initialism_defined_for_another_name_is_no_rendering() -> None:
    report = check(("全国人民代表大会", "The National Party Committee (NPC) met; the NPC voted."))
    assert codes(report) == ["missing-term"]


def test_inconsistent_renderings_make_a_ledger() -> None:
    rows = [("乡村振兴", "rural revitalization")] * 2 + [("乡村振兴", "revitalization of the countryside")]
    finding = only(check(*rows))
    assert (finding.code, finding.severity, finding.pair.key) == (
        "inconsistent-term",
        Severity.WARNING,
        "row 3",
    )
    assert "rural revitalization ×2, revitalization of the countryside ×1" in finding.diagnostic.message
    assert codes(check(*rows, options=CheckOptions(consistency=Consistency.OFF))) == []


def test_abbreviations_are_inconsistent_only_when_strict() -> None:
    rows = [("全国人民代表大会", "the National People's Congress"), ("全国人民代表大会", "the NPC")]
    assert codes(check(*rows)) == []
    assert codes(check(*rows, options=CheckOptions(consistency=Consistency.STRICT))) == ["inconsistent-term"]


@pytest.mark.parametrize(
    ("names", "direction"),
    [
        (("Jiangxi Province", "Jiangxi"), Direction.ZH_EN),
        (("national strategy for food security", "national food security strategy"), Direction.ZH_EN),
        (("江西省", "江西"), Direction.EN_ZH),
    ],
)
def test_shortened_names_are_inconsistent_only_when_strict(
    names: tuple[str, str], direction: Direction
) -> None:
    full, short = names
    if direction is Direction.ZH_EN:
        terms, rows = (concept("某地", full, short),), [("某地", full), ("某地", short)]
    else:
        chinese = Designation(full, "zh-Hans"), Designation(short, "zh-Hans", Status.ADMITTED)
        terms = (Concept("place", (*chinese, Designation("Place", "en"))),)
        rows = [("Place", full), ("Place", short)]
    assert codes(check(*rows, terms=terms, options=CheckOptions(direction))) == []
    strict = CheckOptions(direction, consistency=Consistency.STRICT)
    assert codes(check(*rows, terms=terms, options=strict)) == ["inconsistent-term"]


def test_chinese_wordings_that_begin_alike_are_inconsistent() -> None:
    chinese = Designation("改革创新", "zh-Hans"), Designation("改革、开放", "zh-Hans", Status.ADMITTED)
    terms = (Concept("reform", (*chinese, Designation("reform", "en"))),)
    rows = [("reform", "改革创新"), ("reform", "改革、开放")]
    assert codes(check(*rows, terms=terms, options=CheckOptions(Direction.EN_ZH))) == ["inconsistent-term"]


def test_a_short_form_counts_with_the_fuller_one() -> None:
    terms = (concept("某地", "Jiangxi Province", "Jiangxi", "River West"),)
    rows = [("某地", "Jiangxi"), ("某地", "Jiangxi Province"), ("某地", "Jiangxi"), ("某地", "River West")]
    assert "Jiangxi Province ×3, River West ×1" in only(check(*rows, terms=terms)).diagnostic.message


def test_first_mention_of_a_listed_abbreviation_is_optional() -> None:
    terms = (concept("全国人民代表大会", "National People's Congress", "NPC"),)
    rows = [("全国人民代表大会", "The NPC met.")]
    assert codes(check(*rows, terms=terms)) == []
    assert codes(check(*rows, terms=terms, options=CheckOptions(first_mention=True))) == ["first-mention"]


def test_an_initialism_is_introduced_by_any_earlier_segment() -> None:
    terms = (
        concept("全国人民代表大会", "National People's Congress"),
        concept("证监会", "Securities Commission"),
    )
    rows = [
        ("总则", "The national people's congress is at home here."),
        ("证监会", "The SC agrees."),
        ("全国人民代表大会", "The NPC met."),
        ("说明", "The Securities Commission comes too late."),
        ("证监会", "The SC agrees."),
    ]
    found = check(*rows, terms=terms).findings
    assert [(finding.code, finding.pair.key) for finding in found] == [("initialism-first", "row 2")]


@pytest.mark.parametrize(
    ("target", "wording"),
    [
        ("The IT budget grows.", "IT"),
        ("𠀀 （IT）😀", "IT"),
        ("ITs grow.", "IT"),
        ("Information Technology grows.", "information technology"),
        ("Information Technologies (IT) grow.", "information technology"),
    ],
)
def test_a_listed_initialism_counts_as_what_is_written(target: str, wording: str) -> None:
    (tally,) = check(
        ("信息技术", target), terms=(concept("信息技术", "information technology", "IT"),)
    ).tallies
    assert (tally.rendered, tally.renderings) == (1, {wording: 1})


@pytest.mark.parametrize("target", ["Say it again.", "The EXIT is here.", "The ITEM is here.", ""])
def test_small_letters_and_parts_of_words_are_no_initialism(target: str) -> None:
    report = check(("信息技术", target or "."), terms=(concept("信息技术", "IT"),))
    assert codes(report) == ["missing-term"]


@pytest.mark.parametrize("target", ["The HKMA Chief Executive", "The HKMA and the HKMA Chief Executive"])
def test_words_that_render_another_term_are_not_said_instead(target: str) -> None:
    terms = (concept("金管局总裁", "Chief Executive of the HKMA"), concept("金管局", "HKMA"))
    assert only(check(("金管局总裁和金管局", target), terms=terms)).instead == "Chief Executive"


def test_a_relative_is_recognised_by_most_of_its_letters_only() -> None:
    terms = (concept("现代化", "modernisation"),)
    text = "Many people from far away spoke at great length about {} and other matters of interest that day."
    assert only(check(("现代化", text.format("modernity")), terms=terms)).instead == "modernity"
    assert only(check(("现代化", text.format("sensation")), terms=terms)).instead is None


def test_case_where_it_is_demanded() -> None:
    party = Concept("party", (Designation("党", "zh-Hans"), Designation("Party", "en", case_sensitive=True)))
    assert codes(check(("在党的领导下", "led by the party"), terms=(party,))) == ["wrong-case"]
    assert codes(check(("在党的领导下", "led by the Party"), terms=(party,))) == []


def test_chinese_left_in_the_target() -> None:
    assert codes(check(("甲乙丙", "Build 示范区 now"))) == ["untranslated"]
    assert codes(check(("甲乙丙", "甲乙丙"))) == ["untranslated"]
    assert codes(check(("甲乙丙", "Build demonstration zones (示范区) now"))) == []


def test_english_into_chinese_in_both_scripts() -> None:
    options = CheckOptions(direction=Direction.EN_ZH)
    good = check(("Rural revitalization matters.", "鄉村振興很重要。"), ("Courts", "法院"), options=options)
    assert codes(good) == []
    finding = only(check(("Rural revitalization matters.", "乡村复兴很重要。"), options=options))
    assert (finding.code, finding.term, finding.approved, finding.instead) == (
        "missing-term",
        "Rural revitalization",
        ("乡村振兴",),
        "乡村复兴",
    )


def test_any_of_several_concepts_with_one_name_satisfies() -> None:
    terms = (concept("代表", "deputy"), concept("代表", "representative"))
    assert codes(check(("代表发言。", "The representatives spoke."), terms=terms)) == []


def test_terms_may_stand_in_the_neighbouring_sentence_of_two_aligned_texts() -> None:
    source = read_plain(TextFile("改革已经开始推进了。法院也已经正式成立起来。"), path="s")
    target = read_plain(
        TextFile("It has now begun to move on. Courts have been set up, for reform."), path="t"
    )
    report = Checker(TERMS).check(align_documents(source, target))
    assert codes(report) == []


def test_tallies_and_rates() -> None:
    report = check(("共同富裕", "shared wealth"), ("共同富裕", "common prosperity"), ("改革", "reforms"))
    assert {t.concept: (t.required, t.rendered, t.renderings) for t in report.tallies} == {
        "common-prosperity": (2, 1, {"shared wealth": 1, "common prosperity": 1}),
        "reform": (1, 1, {"reform": 1}),
    }
    assert report.rate == pytest.approx(2 / 3)


def test_suppression_by_option_and_by_comment() -> None:
    rows = ("共同富裕", "great wealth for all")
    for name in ("common-prosperity", "missing-term", "missing-term:common-prosperity"):
        report = check(rows, options=CheckOptions(ignored=frozenset({name})))
        assert (codes(report), report.suppressed) == ([], 1)
    for note, expected in (
        ("glossary-ignore", []),
        ("see glossary-ignore: common-prosperity", []),
        ("glossary-ignore: reform", ["missing-term"]),
    ):
        pair = SegmentPair("1", Prose(rows[0]), Prose(rows[1]), note=note)
        assert codes(check_bitext(TERMS, Bitext("x", "tsv", (pair,)))) == expected


def test_a_baseline_holds_until_the_segment_changes(write: WriteFile) -> None:
    report = check(("共同富裕", 'great "wealth" for all'))
    path = write("baseline.toml", write_baseline([report], 'agreed "so"'))
    accepted = read_baseline(path)
    rest, used = apply_baseline(report, accepted)
    assert (rest.findings, rest.suppressed, used) == ((), 1, {fingerprint(report.findings[0])})
    changed = check(("共同富裕", "greater wealth for all"))
    assert apply_baseline(changed, accepted)[0].findings == changed.findings
    with pytest.raises(ConfigError, match="has no reason"):
        read_baseline(write("bad.toml", '[[accepted]]\nfingerprint = "x"\n'))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_documented(rule: object) -> None:
    assert getattr(rule, "documentation", "").endswith(".")
    assert f"## {getattr(rule, 'code', '')}\n" in to_markdown()


def test_the_reference_page_is_up_to_date(pytestconfig: pytest.Config) -> None:
    page = pytestconfig.rootpath / "src/glossary/check/findings.md"
    assert page.read_text(encoding="utf-8") == to_markdown()


def test_a_compiled_term_base_serves_as_well_as_concepts() -> None:
    pairs = (SegmentPair("row 1", Prose("共同富裕和乡村振兴", 1), Prose("shared wealth and reform", 1)),)
    bitext = Bitext("x.tsv", "tsv", pairs)
    assert check_bitext(ConceptTermBase(TERMS), bitext) == check_bitext(TERMS, bitext)


def test_english_texts_need_the_concepts_themselves() -> None:
    with pytest.raises(TypeError, match="give the concepts"):
        Checker(ConceptTermBase(TERMS), CheckOptions(Direction.EN_ZH))
