"""Random ballot files: as a city would write them, and with every trap that a city might add."""

from __future__ import annotations

from hypothesis import strategies as st

TEXTS = st.text(
    st.one_of(st.sampled_from('ab1;",\n\r \u00a0żé'), st.characters(codec="utf-8")), max_size=8
).map(lambda text: text.replace("\0", "").strip())
"""Text that a file can hold: no spaces around it."""

IDS = st.one_of(
    st.integers(0, 400).map(str), st.sampled_from(["RD/1", "ż", "a b", "x" * 40, "1.0", '"q"'])
)
VOTERS = st.one_of(st.integers(0, 30).map(str), st.sampled_from(["v 1", "ż2", "2-3", "END"]))
AMOUNTS = st.sampled_from(["1", "40", "60,50", "0.01", "9007199254740993", "1" + "0" * 29])
VOTE_TYPES = st.sampled_from(
    ["approval", "choose-1", "knapsack", "cumulative", "scoring", "ordinal", "guess"]
)
LIMITS = st.dictionaries(
    st.sampled_from(
        [
            "min_length",
            "max_length",
            "min_sum_cost",
            "max_sum_cost",
            "min_points",
            "max_sum_points",
            "num_votes",
            "scoring_fn",
        ]
    ),
    st.sampled_from(["0", "1", "2", "30.5", "all", "Borda"]),
    max_size=3,
)


def quoted(text: str) -> str:
    """A field as it has to be written."""
    if any(sign in text for sign in ';"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


@st.composite
def head(draw: st.DrawFn, vote_type: str, ids: list[str]) -> str:
    """META and PROJECTS."""
    limits = "".join(f"{key};{value}\n" for key, value in draw(LIMITS).items())
    limits += draw(st.sampled_from(["", "", "default_score;0\n", "default_score;2\n"]))
    meta = f"META\nkey;value\nbudget;{draw(AMOUNTS)}\nvote_type;{vote_type}\n{limits}"
    rows = [
        f"{quoted(project_id)};{draw(AMOUNTS)};{quoted(draw(TEXTS))};{draw(st.integers(0, 3))}"
        for project_id in ids
    ]
    return meta + "\n".join(["PROJECTS", "project_id;cost;name;votes", *rows, ""])


@st.composite
def plain_line(draw: st.DrawFn, columns: list[str], ids: list[str]) -> str:
    """A ballot without a mistake."""
    chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=40)) if ids else []
    chosen = [each for each in chosen if "," not in each]
    points = [str(draw(st.integers(0 if draw(st.booleans()) else 1, 9))) for _ in chosen]
    values = {
        "voter_id": draw(VOTERS),
        "vote": ",".join(chosen),
        "points": ",".join(points),
        "age": draw(TEXTS),
    }
    return ";".join(quoted(values[name]) for name in columns)


TRAPS = st.sampled_from(
    [
        *(";", ";;", '"', ",", "\n", "\r", "\r\n", "\n\n", " ", "\t", "\u00a0", "\ufeff", "\0"),
        *("9", "0", "-1", "2.0", "2.5", "x", "ż", "META\n", "VOTES\n", "\nPROJECTS", '""', "\x1c"),
    ]
)


@st.composite
def trapped(draw: st.DrawFn, text: str) -> str:
    """The text with a few signs put in, left out or doubled somewhere."""
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        removed = draw(st.integers(0, 2))
        text = text[:at] + draw(TRAPS) + text[at + removed :]
    return text


@st.composite
def ballot_files(draw: st.DrawFn, with_traps: bool = True) -> str:
    """A whole file; with traps only in VOTES, since the rest is read by one reader alone."""
    vote_type = draw(VOTE_TYPES)
    ids = draw(st.lists(IDS, unique=True, max_size=45))
    columns = draw(st.permutations(["voter_id", "vote", *draw(_more_columns(vote_type))]))
    lines = draw(st.lists(plain_line(columns, ids), max_size=6))
    lines += draw(st.lists(st.sampled_from(lines), max_size=3)) if lines else []
    votes = "\n".join(lines)
    if with_traps:
        votes = draw(trapped(votes))
    text = draw(head(vote_type, ids)) + "\n".join(["VOTES", ";".join(columns), votes])
    return text + draw(st.sampled_from(["", "\n", "\r\n", "\n\n"]))


def _more_columns(vote_type: str) -> st.SearchStrategy[list[str]]:
    if vote_type in ("cumulative", "scoring"):
        return st.sampled_from([["points"], ["points", "age"]])
    return st.sampled_from([[], ["age"], ["points"], ["age", "points"]])
