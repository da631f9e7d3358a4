"""From scores to labels: Viterbi for spans, the best tree with one root."""

import numpy as np


def viterbi(emit, start, move):
    """Best label indices of a chain; emit [n, l]."""
    best, back = start + emit[0], []
    for e in emit[1:]:
        s = best[:, None] + move
        back.append(s.argmax(0))
        best = s.max(0) + e
    path = [int(best.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return path[::-1]


def tree(scores):
    """Heads (0 = root) of words 1..n; scores [n, n + 1], row i - 1 for word i, column 0 for the root."""
    n = len(scores)
    scores = scores.astype(np.float64).copy()
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and not cycle(np.concatenate([[0], heads])):
        return heads
    best, best_score = None, -np.inf
    for root in np.argsort(-scores[:, 0])[: min(n, 8)]:  # one root: try the likeliest
        s = scores.copy()
        s[:, 0] = -1e9
        s[root, 1:] = -np.inf
        s[root, 0] = scores[root, 0]
        full = np.full((n + 1, n + 1), -np.inf)
        full[1:] = s
        h = edmonds(full)[1:]
        total = s[np.arange(n), h].sum()
        if total > best_score:
            best, best_score = h, total
    return best


def cycle(heads):
    """Nodes of some cycle of head links among 1..n, or nothing."""
    state = [0] * len(heads)
    for i in range(1, len(heads)):
        path, k = [], i
        while k and not state[k]:
            state[k] = i + 1
            path.append(k)
            k = heads[k]
        if k and state[k] == i + 1:
            return path[path.index(k) :]
    return []


def edmonds(s):
    """Chu-Liu/Edmonds; s[i, j] = score of head j for node i, node 0 the root."""
    n = len(s)
    heads = s.argmax(1)
    heads[0] = 0
    c = cycle(heads)
    if not c:
        return heads
    inside = np.zeros(n, bool)
    inside[c] = True
    rest = np.flatnonzero(~inside)
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = s[np.ix_(rest, rest)]
    c = np.array(c)
    own = s[c, heads[c]]
    enter = s[np.ix_(c, rest)] - own[:, None]
    small[m, :m] = enter.max(0)
    small[:m, m] = s[np.ix_(rest, c)].max(1)
    small[0, m] = -np.inf
    got = edmonds(small)
    out = heads.copy()
    for k in range(1, m):
        out[rest[k]] = rest[got[k]] if got[k] < m else c[s[rest[k], c].argmax()]
    enters = got[m]
    node = c[enter[:, enters].argmax()]
    out[node] = rest[enters]
    return out
