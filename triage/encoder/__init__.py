"""Sentence vectors of a letter, computed here from weights that a package brings (ADR 0014).

Ask `installed_encoder()` in `encoder.py`; `weights.py` reads the file, `pieces.py` cuts words
into what the network knows, `layers.py` is the network. Nothing else in the house needs to know.
"""
