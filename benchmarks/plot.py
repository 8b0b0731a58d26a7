"""A picture of curves on logarithmic scales, as SVG text: no library, the same bytes for the same figures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 70, 20, 90, 50
FONT = 'font-family="sans-serif" font-size="13"'
COLOURS = ("#b2182b", "#2166ac", "#1b7837", "#762a83")

Curve = Sequence[tuple[float, float]]


def draw(curves: Mapping[str, Curve], *, x: str, y: str) -> str:
    """Return the curves, each named at its end, over a grid of powers of ten."""
    points = [point for curve in curves.values() for point in curve]
    across = scale([one for one, _ in points], LEFT, WIDTH - RIGHT)
    up = scale([one for _, one in points], HEIGHT - BOTTOM, TOP)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *(grid(f"{at:g}", across(at), vertical=True) for at in tens([one for one, _ in points])),
        *(grid(f"{at:g}", up(at), vertical=False) for at in tens([one for _, one in points])),
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">{escape(x)}</text>',
        f'<text transform="translate(18 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">{escape(y)}</text>',
    ]
    for colour, (name, curve) in zip(COLOURS, curves.items(), strict=False):
        path = " ".join(f"{across(a):.1f},{up(b):.1f}" for a, b in curve)
        last = curve[-1]
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(
            f'<text x="{across(last[0]) + 6:.1f}" y="{up(last[1]) + 4:.1f}" fill="{colour}">{escape(name)}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])


def scale(values: Sequence[float], start: float, end: float):
    """Return the function that places a value between two coordinates by its logarithm."""
    low, high = math.log10(min(values)), math.log10(max(values))
    return lambda value: start + (math.log10(value) - low) / (high - low) * (end - start)


def tens(values: Sequence[float]) -> list[float]:
    """Return the powers of ten within the values."""
    first, last = math.ceil(math.log10(min(values))), math.floor(math.log10(max(values)))
    return [10.0**power for power in range(first, last + 1)]


def grid(label: str, at: float, *, vertical: bool) -> str:
    """Return one line of the grid with its number."""
    ends = f'x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"'
    text = f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{label}</text>'
    if not vertical:
        ends = f'x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}"'
        text = f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{label}</text>'
    return f'<line {ends} stroke="#ddd"/>{text}'
