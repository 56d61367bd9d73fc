from __future__ import annotations

import numpy as np
import pytest
from audit_data import data_file, tc

from pipeline.audit.checks.label_errors import SUSPECT, folds
from pipeline.audit.confident import confident_classes, margins, suspects
from pipeline.audit.logistic import fit, out_of_sample, predict
from pipeline.audit.ngrams import tf_idf
from pipeline.audit.run import audit

WORDS = {
    "정치": ["국회", "총리", "의원", "장관", "여당", "야당", "법안", "청문회"],
    "경제": ["증시", "금리", "환율", "수출", "은행", "물가", "세금", "투자"],
    "스포츠": ["야구", "축구", "감독", "선수", "우승", "경기", "올림픽", "홈런"],
}
SHARED = ["서울", "오늘", "올해", "발표", "논란", "결과", "첫", "새", "다시", "전국"]


def headlines(count: int, flipped: float, seed: int):
    """Headlines of one to two telling words and three that tell nothing; some labels are flipped."""
    random = np.random.default_rng(seed)
    topics = list(WORDS)
    rows, wrong = [], []
    for number in range(count):
        topic = topics[number % len(topics)]
        telling = random.choice(WORDS[topic], random.integers(1, 3), replace=False)
        title = " ".join(random.permutation([*telling, *random.choice(SHARED, 3)]))
        is_wrong = bool(random.random() < flipped)
        label = topics[(number + 1 + int(random.integers(2))) % 3] if is_wrong else topic
        rows.append(tc(f"{title} {number}", label, guid=f"tc{number}", votes=(label,)))
        wrong.append(is_wrong)
    return rows, np.array(wrong)


def auc(score: np.ndarray, positive: np.ndarray) -> float:
    """Share of pairs of a positive and a negative in which the positive scores higher."""
    difference = score[positive][:, None] - score[~positive][None, :]
    return float(np.mean((difference > 0) + 0.5 * (difference == 0)))


def test_flipped_labels_rank_on_top():
    rows, wrong = headlines(600, 0.08, seed=3)
    names, label = np.unique([row.label for row in rows], return_inverse=True)
    probabilities = out_of_sample(
        tf_idf([row.title for row in rows]), label, folds([row.title for row in rows]), len(names)
    )
    assert auc(-margins(probabilities, label), wrong) > 0.97
    ranked = suspects(probabilities, label)
    assert wrong[ranked[: wrong.sum() // 2]].mean() > 0.9


def test_the_check_names_rank_and_probabilities():
    rows, wrong = headlines(300, 0.05, seed=4)
    report = audit([data_file("tc", *rows)], requested=(SUSPECT,))
    found = [incident for incident in report.incidents if incident.check == SUSPECT]
    assert found[0].message.endswith(f"(rank 1 of {len(found)})")
    assert wrong[int(found[0].guid.removeprefix("tc"))]
    assert SUSPECT not in audit([data_file("tc", *rows)]).counts


def test_too_few_records_are_not_judged():
    rows, _ = headlines(60, 0.3, seed=5)
    assert SUSPECT not in audit([data_file("tc", *rows)], requested=(SUSPECT,)).counts


def test_folds_keep_groups_together_and_do_not_depend_on_order():
    groups = [f"g{number // 3}" for number in range(60)]
    fold = folds(groups)
    assert all(len(set(fold[[g == group for g in groups]])) == 1 for group in set(groups))
    assert fold[::-1].tolist() == folds(groups[::-1]).tolist()
    assert np.bincount(fold).tolist() == [12] * 5


def test_confident_learning_on_a_worked_example():
    # Thresholds: class 0 (.8 + .6 + .1) / 3 = .5, class 1 (.9 + .7) / 2 = .8.
    first = np.array([0.8, 0.6, 0.1, 0.1, 0.3])
    probabilities = np.stack([first, 1 - first], axis=1)
    label = np.array([0, 0, 0, 1, 1])
    assert confident_classes(probabilities, label).tolist() == [0, 0, 1, 1, 1]
    assert margins(probabilities, label) == pytest.approx([0.6, 0.2, -0.8, 0.8, 0.4])
    assert suspects(probabilities, label).tolist() == [2]


def test_the_model_fits_what_is_separable():
    texts = ["가나다 라마", "가나다 바사", "가나다 아자", "카타파 라마", "카타파 바사", "카타파 아자"]
    label = np.array([0, 0, 0, 1, 1, 1])
    vectors = tf_idf(texts)
    assert np.sqrt(vectors.multiply(vectors).sum(axis=1)) == pytest.approx(np.ones(6))
    assert predict(vectors, fit(vectors, label, 2)).argmax(axis=1).tolist() == label.tolist()
