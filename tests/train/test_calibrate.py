import numpy as np
import pytest
from train.calibrate import fit


def test_the_curve_that_made_the_answers_is_found():
    random = np.random.default_rng(5)
    logs = -random.exponential(4, 20_000)
    right = random.random(20_000) < 1 / (1 + np.exp(-(0.5 * logs + 1.2)))
    slope, offset = fit(logs, right.astype(float))
    assert slope == pytest.approx(0.5, abs=0.05)
    assert offset == pytest.approx(1.2, abs=0.1)
