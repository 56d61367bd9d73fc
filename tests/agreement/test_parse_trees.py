from __future__ import annotations

import numpy as np
import pytest
from agreement_strategies import to_ratings
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.agreement import Parse, fleiss_kappa, tree_alpha
from pipeline.agreement.legal_trees import LegalTrees, ways

# The two legal trees of three tokens.
CHAIN, FLAT = (2, 3, 0), (3, 3, 0)


def parse(unit, annotator, heads, relations=None, group=None):
    return Parse(unit, annotator, heads, tuple(relations or "x" * len(heads)), group)


def random_heads(rng, tokens):
    """Any legal tree, not all as likely."""
    heads, runs = [0] * tokens, [(0, tokens)]
    while runs:
        start, count = runs.pop()
        if count > 1:
            first = int(rng.integers(1, count))
            heads[start + first - 1] = start + count
            runs += [(start, first), (start + first, count - first)]
    return tuple(heads)


def test_by_hand():
    """Of 8 trees of three tokens, 5 are chains.

    As trees, CHAIN is ε(x(x(x))) and FLAT ε(x(x, x)): a deletion and an insertion make one of the other, and
    give a squared distance of 4. D_e = 2 · 5/8 · 3/8 · 4 = 15/8. D_o = 4 / 4, as
    they differ in one sentence of four.
    """
    trees = [(CHAIN, CHAIN), (CHAIN, CHAIN), (FLAT, FLAT), (CHAIN, FLAT)]
    result = tree_alpha(
        [
            parse(unit, who, heads)
            for unit, both in enumerate(trees)
            for who, heads in zip("ab", both, strict=True)
        ]
    )
    assert result.agreement.value == pytest.approx(1 - 8 / 15, abs=4 * result.standard_error)
    assert 0 < result.standard_error < 0.1
    assert result.agreement.measure == "alpha_tree_plain_within_sentence"
    assert (result.agreement.items, result.agreement.annotators, result.agreement.ratings) == (4, 2, 8)


def test_sentences_of_one_token_are_categories():
    """With one relation a sentence, chance is that of Fleiss' κ."""
    rng = np.random.default_rng(0)
    matrix = [["xyz"[v], "xyz"[v] if rng.random() < 0.6 else "x"] for v in rng.integers(0, 3, 60)]
    parses = [parse(u, who, (0,), own) for u, row in enumerate(matrix) for who, own in enumerate(row)]
    result = tree_alpha(parses)
    expected = fleiss_kappa(to_ratings(matrix)).value
    assert result.agreement.value == pytest.approx(expected, abs=4 * result.standard_error)


@pytest.mark.parametrize("distance", ["plain", "norm"])
def test_trees_at_random_are_at_chance(distance):
    rng = np.random.default_rng(1)
    parses = []
    for unit in range(600):
        tokens = int(rng.integers(2, 9))
        for annotator in "abc":
            heads = random_heads(rng, tokens)
            relations = ["root" if not way else f"r{min(way, 3)}{rng.integers(2)}" for way in ways(heads)]
            parses.append(parse(unit, annotator, heads, relations))
    result = tree_alpha(parses, distance, resamples=200)
    assert abs(result.agreement.value) < 0.06
    assert result.agreement.low < 0.03
    assert result.agreement.high > -0.03


def test_sentences_of_many_lengths_are_no_agreement():
    """Annotators who draw at random seem to agree where trees of other sentences are their chance."""
    rng = np.random.default_rng(2)
    lengths = [3, 20] * 40
    parses = [parse(u, who, random_heads(rng, n)) for u, n in enumerate(lengths) for who in "ab"]
    assert abs(tree_alpha(parses, resamples=0).agreement.value) < 0.2


def test_agreement_falls_with_errors_of_either_kind():
    rng = np.random.default_rng(3)
    truth = [(random_heads(rng, 8), [f"r{rng.integers(4)}" for _ in range(8)]) for _ in range(80)]

    def value(heads_wrong, relations_wrong):
        other = [
            (
                random_heads(rng, 8) if rng.random() < heads_wrong else heads,
                [f"r{rng.integers(4)}" if rng.random() < relations_wrong else own for own in relations],
            )
            for heads, relations in truth
        ]
        return tree_alpha(
            [
                parse(u, who, *tree)
                for who, trees in (("a", truth), ("b", other))
                for u, tree in enumerate(trees)
            ],
            resamples=0,
        ).agreement.value

    assert value(0, 0) == 1
    assert 1 > value(0.2, 0) > value(0.6, 0) > -0.2
    assert 1 > value(0, 0.2) > value(0, 0.6) > -0.2


def test_the_error_is_the_spread_over_seeds(monkeypatch):
    monkeypatch.setattr("pipeline.agreement.parse_trees.PAIRS", 100)
    rng = np.random.default_rng(4)
    parses = [parse(u, who, random_heads(rng, 6)) for u in range(50) for who in "ab"]
    results = [tree_alpha(parses, resamples=0, seed=seed) for seed in range(30)]
    spread = np.std([result.agreement.value for result in results])
    assert spread == pytest.approx(np.mean([result.standard_error for result in results]), rel=0.4)


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3)), max_size=5), st.integers(0, 9), st.randoms())
def test_parses_may_come_in_any_order(sizes, seed, shuffle):
    rng = np.random.default_rng(seed)
    parses = [
        parse(u, who, random_heads(rng, tokens), ["xy"[rng.integers(2)] for _ in range(tokens)], u % 2)
        for u, (tokens, annotators) in enumerate(sizes)
        for who in range(annotators)
    ]
    shuffled = list(parses)
    shuffle.shuffle(shuffled)
    result = tree_alpha(parses, resamples=9)
    assert tree_alpha(shuffled, resamples=9) == result
    same_name = {"measure": "m", "resamples": 9}
    assert tree_alpha(parses, "diff", **same_name) == tree_alpha(parses, "plain", **same_name)


def test_undefined_says_why():
    alone = tree_alpha([parse("s", "a", CHAIN)])
    assert alone.agreement.undefined_because == "no sentence was parsed by two annotators"
    assert (alone.standard_error, alone.pairs) == (None, 0)
    one_tree = tree_alpha([parse("s", who, (2, 0)) for who in "ab"])
    assert one_tree.agreement.undefined_because == "the arcs that were drawn leave each sentence one tree"


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (parse("s", "a", CHAIN), "'a' parses sentence 's' a second time"),
        (parse("s", "b", (2, 0)), "'a' and 'b' parse a sentence of different length or group"),
        (parse("s", "b", CHAIN, group="g"), "different length or group"),
        (parse("s", "b", (2, 0, 2)), "token 2 has head 0: every head but the last token's"),
    ],
)
def test_what_does_not_fit_is_refused(second, message):
    with pytest.raises(ValueError, match=message):
        tree_alpha([parse("s", "a", CHAIN), second])


def test_chance_is_fitted_to_the_trees_that_count():
    """A parse that stands alone has no say in chance."""
    both = [parse(u, who, heads) for u, heads in enumerate([CHAIN, FLAT]) for who in "ab"]
    alone = [parse(u, "a", FLAT) for u in range(2, 9)]
    assert tree_alpha(both + alone, resamples=9) == tree_alpha(both, resamples=9)
    assert LegalTrees.like([(ways(CHAIN), "xxx")]).draw(3, np.random.default_rng(0)).leftmost == (0, 0, 0, 0)
