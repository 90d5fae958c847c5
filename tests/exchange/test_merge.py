from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from exchange_samples import CONCEPTS, FULL, bare, concept_lists
from hypothesis import given
from hypothesis import strategies as st

from glossary.concept import Concept, Designation, Review, Status
from glossary.exchange.account import Account
from glossary.exchange.mending import cleaned, propose_pinyin, report_blemishes
from glossary.exchange.merge import Change, Conflict, Policy, Step, plan_merge, written
from glossary.exchange.storing import merge_into
from glossary.glossary import Glossary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conftest import WriteFile

PLAN = Concept(
    "climbing-plan",
    (Designation("攀登计划", "zh-Hans", pinyin="Pāndēng Jìhuà"), Designation("Climbing Plan", "en")),
    subject="science",
    note="ours",
    review=Review.REVIEWED,
)


def plan(
    existing: Sequence[Concept], incoming: Sequence[Concept], policy: Policy = Policy.OURS
) -> list[Step]:
    return plan_merge(existing, incoming, lambda *_: policy, default_subject="science")


def theirs(**changes: object) -> Concept:
    return replace(PLAN, **{"id": "other", "note": None, "review": None, **changes})  # type: ignore[arg-type]


def test_what_the_import_lacks_is_never_deleted() -> None:
    (step,) = plan(
        [FULL], [Concept(FULL.id, (FULL.designations[0], FULL.designations[4]), subject="science")]
    )
    assert step.change is Change.UNCHANGED
    assert step.result == FULL


def test_what_only_the_import_has_comes_in() -> None:
    more = (*PLAN.designations, Designation("Climbing Programme", "en", Status.DEPRECATED, note="literal"))
    (step,) = plan([PLAN], [theirs(designations=more, definition="new", source=("x",))])
    assert step.change is Change.CHANGED
    assert step.additions == ("definition", "source", "deprecated 'Climbing Programme'")
    assert (step.result.id, step.result.note, step.result.en[1].note) == ("climbing-plan", "ours", "literal")


@pytest.mark.parametrize(
    ("policy", "note", "english"),
    [
        (Policy.OURS, "ours", {"Climbing Plan": "preferred"}),
        (Policy.THEIRS, "theirs", {"Ascent Plan": "preferred", "Climbing Plan": "admitted"}),
        (Policy.BOTH, "ours\ntheirs", {"Climbing Plan": "preferred", "Ascent Plan": "admitted"}),
    ],
)
def test_the_policy_decides_what_differs(policy: Policy, note: str, english: dict[str, str]) -> None:
    incoming = theirs(note="theirs", designations=(PLAN.designations[0], Designation("Ascent Plan", "en")))
    (step,) = plan([PLAN], [incoming], policy)
    assert step.change is Change.CONFLICTING
    assert set(step.conflicts) == {
        Conflict("note", "ours", "theirs"),
        Conflict("preferred English", "Climbing Plan", "Ascent Plan"),
    }
    assert step.result.note == note
    assert {each.text: str(each.status) for each in step.result.en} == english
    (again,) = plan([step.result], [incoming], policy)
    assert not again.is_written


def test_a_deprecated_term_is_not_accepted_by_joining_both() -> None:
    ours = replace(PLAN, designations=(*PLAN.designations, Designation("Ascent", "en", Status.DEPRECATED)))
    incoming = theirs(designations=(*PLAN.designations, Designation("Ascent", "en", Status.ADMITTED)))
    for policy, status in (
        (Policy.OURS, "deprecated"),
        (Policy.BOTH, "deprecated"),
        (Policy.THEIRS, "admitted"),
    ):
        (step,) = plan([ours], [incoming], policy)
        assert [each.status for each in step.result.en if each.text == "Ascent"] == [status]


def test_traditional_characters_name_the_same_concept() -> None:
    incoming = theirs(
        designations=(Designation("攀登計劃", "zh-Hant", Status.ADMITTED), PLAN.designations[1])
    )
    (step,) = plan([PLAN], [incoming])
    assert step.result.id == "climbing-plan"
    assert [each.text for each in step.result.zh] == ["攀登计划", "攀登計劃"]


def test_an_id_that_means_something_else_is_not_overwritten() -> None:
    other = Concept(
        "climbing-plan", (Designation("登山", "zh-Hans"), Designation("hike", "en")), subject="science"
    )
    (step,) = plan([PLAN], [other])
    assert (step.change, step.result.id) == (Change.NEW, "climbing-plan-2")


def test_entries_that_a_client_keeps_apart_stay_apart() -> None:
    twins = [theirs(id=f"t{number}", definition=text) for number, text in enumerate(("one", "two"))]
    steps = plan([], twins)
    assert [step.change for step in steps] == [Change.NEW, Change.NEW]
    again = plan([step.result for step in steps], twins)
    assert [step.change for step in again] == [Change.UNCHANGED, Change.UNCHANGED]


@given(concept_lists(), concept_lists(), st.sampled_from(list(Policy)))
def test_importing_twice_changes_nothing(
    existing: list[Concept], incoming: list[Concept], policy: Policy
) -> None:
    base = {concept.id: concept for concept in existing}
    base |= {concept.id: concept for concept in written(plan(existing, incoming, policy))}
    again = plan(list(base.values()), incoming, policy)
    assert not list(written(again))


def keep_ours(*_: object) -> Policy:
    return Policy.OURS


def test_a_new_term_file_holds_what_was_imported(tmp_path: Path) -> None:
    target = tmp_path / "new.toml"
    merge_into(target, CONCEPTS, keep_ours, default_subject="law", pinyin=False)
    assert bare(Glossary.load([target]).concepts) == bare(CONCEPTS)
    before = target.read_bytes()
    steps = merge_into(target, CONCEPTS, keep_ours, default_subject="law", pinyin=False)
    assert target.read_bytes() == before
    assert {step.change for step in steps} == {Change.UNCHANGED}


def test_merging_keeps_comments_and_order(write: WriteFile) -> None:
    target = write(
        "t.toml",
        'subject = "science"\n\n# about b\n[b]\nzh = "乙"\nen = "B"  # mine\n\n[d]\nzh = "丁"\nen = "D"\n',
    )
    incoming = [
        Concept("x", (Designation("乙", "zh-Hans"), Designation("B", "en")), note="n"),
        Concept("c", (Designation("丙", "zh-Hans"), Designation("third stem", "en"))),
        Concept("subject", (Designation("题", "zh-Hans"), Designation("subject", "en"))),
    ]
    merge_into(target, incoming, keep_ours, default_subject="", pinyin=True)
    text = target.read_text(encoding="utf-8")
    assert "# about b\n[b]" in text
    assert 'en = "B"  # mine\nnote = "n"' in text
    assert [each.id for each in Glossary.load([target])] == ["b", "c", "d", "subject-2"]
    added = Glossary.load([target]).by_id["c"]
    assert (added.zh[0].pinyin, added.review) == ("bǐng", Review.DRAFT)
    assert Glossary.load([target]).by_id["b"].zh[0].pinyin is None


def test_in_a_folder_each_concept_finds_its_file(write: WriteFile, tmp_path: Path) -> None:
    write("terms/law.toml", 'subject = "law"\n\n[a]\nzh = "甲"\nen = "A"\n')
    incoming = [
        Concept("z", (Designation("甲", "zh-Hans"), Designation("A", "en")), subject="x", note="n"),
        Concept("b", (Designation("乙", "zh-Hans"), Designation("B", "en")), subject="law"),
        Concept("c", (Designation("丙", "zh-Hans"), Designation("C", "en")), subject="new field"),
    ]
    merge_into(tmp_path / "terms", incoming, keep_ours, default_subject="x", pinyin=False)
    assert {each.id: str(each.path).rpartition("/")[2] for each in Glossary.load([tmp_path / "terms"])} == {
        "a": "law.toml",
        "b": "law.toml",
        "c": "new-field.toml",
    }


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    steps = merge_into(tmp_path / "t.toml", CONCEPTS, keep_ours, default_subject="x", dry_run=True)
    assert len(steps) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("**combined** value :::", "combined value"),
        ("1. 攀登计划", "攀登计划"),
        ("（三）攀登计划；", "攀登计划"),
        ("Climbing plan.", "Climbing plan"),
        ("the U.S.", "the U.S."),
        ("3.15 晚会", "3.15 晚会"),
        ("**", "**"),
        ("5G", "5G"),
    ],
)
def test_marks_of_documents_are_cleaned(text: str, better: str) -> None:
    assert cleaned(text) == better


def test_blemishes_are_reported_and_cleaned_only_on_request() -> None:
    concept = replace(
        PLAN, designations=(PLAN.designations[0], Designation("Climbing **Plan**", "en")), line=4
    )
    account = Account()
    assert report_blemishes(concept, account, clean=False) == concept
    assert account.problems[0].line == 4
    assert report_blemishes(concept, account, clean=True).en[0].text == "Climbing Plan"


def test_proposed_pinyin_is_marked_as_draft() -> None:
    bare_plan = replace(PLAN, designations=(Designation("攀登计划", "zh-Hans"), PLAN.designations[1]))
    concept, count = propose_pinyin(bare_plan)
    assert (count, concept.zh[0].pinyin, concept.review) == (1, "Pāndēng Jìhuà", Review.DRAFT)
    assert propose_pinyin(PLAN) == (PLAN, 0)
