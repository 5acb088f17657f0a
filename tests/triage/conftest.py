"""What the tests of this room share: the built-in classifier, loaded once."""

import pytest

from triage.model.artefact import builtin
from triage.model.classifier import Classifier


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """Return the classifier that comes with the program."""
    return builtin()
