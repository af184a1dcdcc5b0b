"""FRAUDAR: the densest blocks of accounts and contents, contents weighted by rarity.

Source: B. Hooi and others, "FRAUDAR: Bounding Graph Fraud in the Face of Camouflage", KDD 2016. An edge to
content j weighs 1 / log(degree(j) + 5). The node with the least weight left is deleted, again and again; the
block is what was left when weight per node was largest. Then its edges are taken out and the next is sought.
"""

from __future__ import annotations

import heapq
import math
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
# of the paper: keeps the weight finite for contents of one like
ADDED_TO_DEGREE = 5


def fraudar(user: Ints, content: Ints, blocks: int) -> dict[int, float]:
    """Rank accounts by block and, within a block, by when they are deleted.

    Args:
        user, content: one entry a like, both numbered from 0; a pair counts once.
        blocks: how many to seek, one after another.
    Returns: score by account, only of those in a block. The whole part is higher for earlier blocks, the rest
        for accounts that stay longer, so that a cut may fall anywhere in the method's own order.
    """
    pairs = np.unique(np.stack([user, content]), axis=1)
    user, content = pairs
    users = int(user.max()) + 1
    scores: dict[int, float] = {}
    for number in range(blocks):
        if not len(user):
            break
        order, kept = _peel(user, content, users)
        block = order[kept:]
        members = [node for node in block if node < users]
        for place, node in enumerate(members):
            scores.setdefault(node, blocks - number - 1 + (place + 1) / (len(members) + 1))
        inside = np.zeros(max(order) + 1, bool)
        inside[block] = True
        out = ~(inside[user] & inside[users + content])
        user, content = user[out], content[out]
    return scores


def _peel(user: Ints, content: Ints, users: int) -> tuple[list[int], int]:
    """Delete nodes by least weight.

    Returns: nodes in the order of deletion, contents numbered after users; how many are deleted when the
        density of the rest is largest.
    """
    degree = np.bincount(content)
    weight_of = 1 / np.log(degree + ADDED_TO_DEGREE)
    ends = np.concatenate([user, users + content])
    others = np.concatenate([users + content, user])
    edge = np.tile(weight_of[content], 2)
    left = np.bincount(ends, weights=edge)
    by_node = np.argsort(ends, kind="stable")
    neighbours, weights = others[by_node].tolist(), edge[by_node].tolist()
    starts = np.searchsorted(ends[by_node], np.arange(len(left) + 1)).tolist()
    spans = list(pairwise(starts))
    # an outdated entry stays in the heap and is passed over: same order as the paper's priority tree
    rest: list[float] = left.tolist()
    nodes = [node for node in range(len(rest)) if spans[node][0] < spans[node][1]]
    heap = [(rest[node], node) for node in nodes]
    heapq.heapify(heap)
    total, alive = math.fsum(edge.tolist()) / 2, len(nodes)
    best, kept = total / alive, 0
    order: list[int] = []
    while heap:
        weight, node = heapq.heappop(heap)
        if rest[node] != weight:
            continue
        rest[node] = -1.0
        order.append(node)
        total -= weight
        alive -= 1
        for position in range(*spans[node]):
            neighbour = neighbours[position]
            if rest[neighbour] >= 0:
                rest[neighbour] = max(0.0, rest[neighbour] - weights[position])
                heapq.heappush(heap, (rest[neighbour], neighbour))
        if alive and total / alive > best:
            best, kept = total / alive, len(order)
    return order, kept
