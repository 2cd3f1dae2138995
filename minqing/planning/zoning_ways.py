"""Bounds for what is not a border: who gets which unit, and how far units lie from their zone's centre."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minqing.planning.zoning_ground import Ground

LARGE = 40_000  # units × members up to which loads are taken into account
STEPS = 400
HOLD = 1e-6  # kept back for the rounding of floating numbers, relative


def least_costs(ground: Ground) -> float:
    """What moved weight and unmet wishes come to at least, in any division within the bounds.

    The transport problem in which units may be split; beyond `LARGE`, each unit's cheapest member.
    """
    cheapest = sum(
        min((c for c, ok in zip(row, bars, strict=True) if ok), default=0.0)
        for row, bars in zip(ground.costs, ground.allowed, strict=True)
    )
    if not ground.has_costs or ground.n * ground.k > LARGE:
        return cheapest
    from ortools.linear_solver import pywraplp

    solver: Any = pywraplp.Solver.CreateSolver("GLOP")
    loads = [
        solver.Constraint(float(low), float(high))
        for low, high in zip(ground.lower, ground.upper, strict=True)
    ]
    aim = solver.Objective()
    for u in range(ground.n):
        whole = solver.Constraint(1.0, 1.0)
        for z in range(ground.k):
            if ground.allowed[u][z]:
                share = solver.NumVar(0.0, 1.0, "")
                whole.SetCoefficient(share, 1.0)
                loads[z].SetCoefficient(share, float(ground.weights[u]))
                aim.SetCoefficient(share, float(ground.costs[u][z]))
    aim.SetMinimization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return cheapest
    got = float(aim.Value())
    return max(cheapest, got - HOLD * (1.0 + abs(got)))


def least_ways(ground: Ground, over: Callable[[], bool]) -> float:
    """Weight × metres to zones' centres at least, in any division: the k-median problem by Lagrangian relaxation.

    Prices for serving each unit; a centre is worth what it saves at these prices; the k best are taken. Any prices give
    a bound; subgradient steps make it higher. Loads are left out.
    """
    import numpy as np

    n, k = ground.n, ground.k
    spots = np.array(ground.spots)
    weight = np.array(ground.weights, dtype=float) / ground.scale
    away = np.hypot(spots[:, None, 0] - spots[None, :, 0], spots[:, None, 1] - spots[None, :, 1])
    cost = away * weight[:, None]  # of unit (row) by centre (column)
    price = np.sort(cost, axis=1)[:, min(n - 1, max(1, n // k // 2))].copy()
    best, pace, still = 0.0, 1.0, 0
    for _ in range(STEPS):
        saved = np.minimum(0.0, cost - price[:, None])
        worth = saved.sum(axis=0)
        chosen = np.argpartition(worth, min(k, n) - 1)[:k]
        bound = float(price.sum() + worth[chosen].sum())
        still = 0 if bound > best + 1e-9 else still + 1
        best = max(best, bound)
        if still >= 10:
            pace, still = pace * 0.6, 0
        slope = 1.0 - (saved[:, chosen] < 0).sum(axis=1)
        norm = float((slope**2).sum())
        if not norm or pace < 1e-3 or over():
            break
        price = np.maximum(0.0, price + pace * max(1.0, 0.05 * abs(best)) * slope / norm)
    return max(0.0, best - HOLD * (1.0 + best))
