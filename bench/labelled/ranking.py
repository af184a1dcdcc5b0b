"""How well one number ranks labelled things, and what a cut chosen on one half does on the other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


def auc(label: Labels, score: Scores) -> float:
    """Chance that a positive ranks above a negative, ties half; higher scores are more suspicious."""
    order = np.sort(score)
    # the mean rank of equal scores
    rank = (np.searchsorted(order, score, "left") + np.searchsorted(order, score, "right") + 1) / 2
    positives = int(label.sum())
    negatives = len(label) - positives
    return float((rank[label].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def judged(label: Labels, flagged: Labels) -> dict[str, float]:
    """Precision, recall, F1 and false-positive rate of flags."""
    true, both = int(label.sum()), int((label & flagged).sum())
    precision, recall = both / max(int(flagged.sum()), 1), both / max(true, 1)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-12), 4),
        "fpr": round(int((~label & flagged).sum()) / max(len(label) - true, 1), 4),
    }


def held_out(label: Labels, score: Scores, seed: int = 0) -> dict[str, float]:
    """AUC of all, and flags of one random half by the cut that is best on the other.

    The direction is the caller's, set before looking: a number that ranks the wrong way round has an AUC
    below one half.
    """
    first = np.random.default_rng(seed).permutation(len(label)) % 2 == 0
    cuts = np.unique(score[first])[-2000:]
    best = max(cuts, key=lambda cut: judged(label[first], score[first] >= cut)["f1"])
    return {"auc": round(auc(label, score), 4)} | judged(label[~first], score[~first] >= best)
