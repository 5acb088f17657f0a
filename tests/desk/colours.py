"""The colours of the desk's sheets, and how much two of them differ (WCAG 2.1)."""

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

STATIC = Path(__file__).parents[2] / "desk/static"
OWN = STATIC / "desk.css"
KERN = STATIC / "kern/kern.min.css"
DARK = "@media (prefers-color-scheme: dark)"
LINEAR = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
"""From the cone responses of OKLab to linear red, green and blue."""


def own_names(scheme: str) -> dict[str, tuple[str, str]]:
    """Return each colour of the desk's sheet: KERN's name for it, and what stands in for that."""
    light, dark = OWN.read_text("utf-8").split(DARK, maxsplit=1)
    shape = r"--([\w-]+): var\(--([\w-]+), (#[0-9a-f]{6})\);"
    parts = (light,) if scheme == "light" else (light, dark)
    return {name: (kern, own) for part in parts for name, kern, own in re.findall(shape, part)}


def plain_colours(scheme: str) -> dict[str, float]:
    """Return the brightness of each colour where KERN is missing."""
    return {name: hex_luminance(own) for name, (_, own) in own_names(scheme).items()}


def kern_colours(scheme: str) -> dict[str, float]:
    """Return the brightness of each colour as KERN gives it."""
    sheet = KERN.read_text("utf-8")
    themed = sheet.partition(f"@media (prefers-color-scheme: {scheme}){{:root{{")[2]
    values = dict(re.findall(r"--([\w-]+): ?(oklch\([^)]*\));", sheet))
    values |= dict(re.findall(r"--([\w-]+): ?([^;}]+)", themed.partition("}")[0]))
    return {name: _resolved(kern, values) for name, (kern, _) in own_names(scheme).items()}


def contrast(one: float, other: float) -> float:
    """Return how much two brightnesses differ."""
    dark, light = sorted((one, other))
    return (light + 0.05) / (dark + 0.05)


def hex_luminance(colour: str) -> float:
    """Return how bright #rrggbb is."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return _weighed(
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )


def oklch_luminance(lightness: float, chroma: float, hue: float) -> float:
    """Return how bright an OKLCH colour is on a screen that shows sRGB."""
    green_red = chroma * math.cos(math.radians(hue))
    blue_yellow = chroma * math.sin(math.radians(hue))
    cones = (
        (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3,
        (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3,
        (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3,
    )
    linear = (sum(a * b for a, b in zip(row, cones, strict=True)) for row in LINEAR)
    return _weighed(min(1.0, max(0.0, each)) for each in linear)


def _resolved(name: str, values: Mapping[str, str]) -> float:
    """Follow names to the colour at their end."""
    value = values[name]
    while found := re.match(r"var\(--([\w-]+)\)", value):
        value = values[found[1]]
    lightness, chroma, hue = re.findall(r"[\d.]+", value)
    return oklch_luminance(float(lightness) / 100, float(chroma), float(hue))


def _weighed(linear: Iterable[float]) -> float:
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
