"""A sentence that hangs on data stops the chapter when the data move from under it."""

import numpy as np
import pytest

from monograph.voices.sentences import SentenceError, holds


@pytest.mark.parametrize("true", [True, np.bool_(1), np.array([1, 2]).max() == 2])
def test_what_is_true_may_be_said(true: object) -> None:
    holds({"None is supported": true, "All are open": True})


@pytest.mark.parametrize("false", [False, np.bool_(0)])
def test_every_false_sentence_is_named_and_no_true_one(false: object) -> None:
    with pytest.raises(SentenceError, match="write anew") as fault:
        holds({"None is supported": false, "All are open": True, "H2 fails": False})
    assert "None is supported" in str(fault.value)
    assert "H2 fails" in str(fault.value)
    assert "All are open" not in str(fault.value)


@pytest.mark.parametrize("neither", [1, None, "yes", np.array([True, True]), np.int64(1)])
def test_a_condition_is_true_or_false(neither: object) -> None:
    with pytest.raises(TypeError, match=r"'None is supported' is a .*, not a bool"):
        holds({"None is supported": neither})
