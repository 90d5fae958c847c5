"""Lists of English words: articles, function words, irregular forms, British spellings."""

from __future__ import annotations

import re

ARTICLES = frozenset({"a", "an", "the"})
FUNCTION_WORDS = ARTICLES | {"of", "and", "for", "to", "in", "on", "at", "by", "with", "or", "from", "&"}
# Words that begin or end no term, besides the function words.
LIGHT = frozenset(
    """
    is are was were be been has have had will would should must can may shall we our they their it its this that
    these those which who as into toward through over under between among against not no but than more most also
    such all any each both further
    """.split()  # noqa: SIM905 -- a list of quoted words would be harder to read
).union(FUNCTION_WORDS)
IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am are is was were been being",
        "have": "has had having",
        "do": "does did done",
        "go": "went gone goes",
        "man": "men",
        "woman": "women",
        "child": "children",
        "foot": "feet",
        "life": "lives",
        "shelf": "shelves",
        "leaf": "leaves",
        "half": "halves",
        "criterion": "criteria",
        "phenomenon": "phenomena",
        "index": "indices",
        "matrix": "matrices",
        "appendix": "appendices",
        "medium": "media",
        "datum": "data",
        "build": "built",
        "hold": "held",
        "lead": "led",
        "make": "made",
        "take": "took taken",
        "undertake": "undertook undertaken",
        "give": "gave given",
        "seek": "sought",
        "bring": "brought",
        "buy": "bought",
        "sell": "sold",
        "tell": "told",
        "pay": "paid",
        "lay": "laid",
        "grow": "grew grown",
        "spend": "spent",
        "lend": "lent",
        "send": "sent",
        "keep": "kept",
        "meet": "met",
        "win": "won",
        "run": "ran",
        "rise": "rose risen",
        "fall": "fell fallen",
        "write": "wrote written",
        "underwrite": "underwrote underwritten",
        "choose": "chose chosen",
        "drive": "drove driven",
        "show": "shown",
        "draw": "drew drawn",
        "know": "knew known",
        "begin": "began begun",
        "break": "broke broken",
        "bear": "bore borne",
        "fight": "fought",
        "teach": "taught",
        "think": "thought",
        "catch": "caught",
        "stand": "stood",
        "understand": "understood",
        "lose": "lost",
        "find": "found",
        "deal": "dealt",
        "come": "came",
        "become": "became",
        "overcome": "overcame",
        "freeze": "froze frozen",
        "steal": "stole stolen",
        "speak": "spoke spoken",
        "agree": "agreed",
        "disagree": "disagreed",
        "free": "freed",
        "use": "used using",
        "guarantee": "guaranteed",
        "oversee": "oversaw overseen",
        "foresee": "foresaw foreseen",
        "die": "dying",
        "lie": "lying",
        "tie": "tying",
    }.items()
    for form in forms.split()
}
IRREGULAR_PLURALS = frozenset(["men", "women", "children", "feet", "criteria", "phenomena", "media", "data"])
INVARIABLE = frozenset(["news", "series", "species", "people", "thus", "this", "his", "its", "always"])
SPELLING = (
    (re.compile(r"(?<=[a-z]{3})is(?=e$|es$|ed$|ing$|er$|ers$|able$|ations?$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=e$|ed$|ing$|er$|ers$)"), "yz"),
    (
        re.compile(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|able$|ably$|al$|hood$|ite$|ites$|ful$|er$|ers$|less$)"),
        "or",
    ),
    (re.compile(r"^(cent|theat|met|lit|fib|calib|somb|spect|lust)re(?=s?$|d$)"), r"\1er"),
    (re.compile(r"^(def|off|lic|pret)ence"), r"\1ense"),
    (re.compile(r"logue(?=s?$|d$)"), "log"),
    (re.compile(r"ll(?=ment|ful)"), "l"),
    (re.compile(r"(?<=[a-z]{2}[aeo])ll(?=ers?$|ors?$)"), "l"),
    (re.compile(r"(?<=[a-z])ae(?=d|st|m|ol)"), "e"),
)
SPELLED = {
    "grey": "gray",
    "ageing": "aging",
    "judgement": "judgment",
    "judgements": "judgments",
    "acknowledgement": "acknowledgment",
    "aluminium": "aluminum",
    "manoeuvre": "maneuver",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "sceptical": "skeptical",
    "plough": "plow",
    "cheque": "check",
    "cheques": "checks",
    "mould": "mold",
    "tyre": "tire",
    "tyres": "tires",
    "kerb": "curb",
    "storey": "story",
    "jewellery": "jewelry",
    "artefact": "artifact",
    "artefacts": "artifacts",
    "towards": "toward",
    "analyses": "analysis",
    "whilst": "while",
}
