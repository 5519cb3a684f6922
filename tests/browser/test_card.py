"""The picture beside a shared link: the one that is kept is what its drawing shows."""

from __future__ import annotations

from base64 import b64encode

from playwright.sync_api import Page

from publishing.paths import ROOT

ASSETS = ROOT / "docs" / "assets"

FARTHEST = """async (sources) => {
  const [drawn, kept] = await Promise.all(sources.map(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const pen = new OffscreenCanvas(1200, 630).getContext("2d");
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, 1200, 630).data;
  }));
  return drawn.reduce((sum, value, place) => sum + (Math.abs(value - kept[place]) > 64), 0);
}"""
"""How many colour values differ by more than smoothing of edges explains, among 1200 × 630 × 4."""


def test_the_picture_shows_what_is_drawn(page: Page) -> None:
    sources = [
        f"data:image/{kind};base64," + b64encode((ASSETS / name).read_bytes()).decode()
        for kind, name in (("svg+xml", "card.svg"), ("png", "card.png"))
    ]
    assert page.evaluate(FARTHEST, sources) < 100
