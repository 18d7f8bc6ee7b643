"""The ground of the map: nothing is drawn across the world, and it moves with the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: for each line and ring of the map, the longest step in longitude that it is drawn with
_STEPS = """async () => {
  const { Ground } = await import(document.querySelector('script[src$="desk.js"]').src.replace('desk.js', 'ground.js'));
  const ground = new Ground(await (await fetch('/explore/world.json')).json()), found = [];
  const lines = [...ground.rings.map((ring) => ['ring', ring]), ...Object.entries(ground.lines).flatMap(([kind, lines]) => lines.map((line) => [kind, line]))];
  for (const [kind, { points, south }] of lines) {
    let most = 0;
    for (let i = 2; i < points.length; i += 2) most = Math.max(most, Math.abs(points[i] - points[i - 2]));
    found.push([kind, most, south]);
  }
  return found;
}"""
#: a pixel of the ground at the middle of the map, once as it was moved there and once drawn anew
_MOVED = """async () => {
  const canvas = document.querySelector('canvas'), map = window.deskMap;
  const seen = () => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data];
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await frame();
  const moved = seen();
  map.ground.at = null; dispatchEvent(new Event('resize'));
  await frame(); await frame();
  const anew = seen();
  let other = 0;
  for (let i = 0; i < anew.length; i += 4) if (Math.abs(anew[i] - moved[i]) + Math.abs(anew[i + 1] - moved[i + 1]) > 40) other++;
  return other / (anew.length / 4);
}"""


def test_no_line_is_drawn_across_the_world(enter: Callable[..., Any]) -> None:
    """What crosses the date line goes on beyond 180 degrees; only the ring round the pole runs along the edge."""
    page = enter("Ada")
    page.goto("/explore")
    found = page.evaluate(_STEPS)
    across = [(kind, south) for kind, most, south in found if most > 180]
    assert len(found) > 1_000
    assert all(south < -80 for _, south in across), across


def test_moving_the_ground_shows_what_drawing_it_anew_shows(enter: Callable[..., Any]) -> None:
    """The same picture but for the edges of lines, which fall between pixels."""
    page = enter("Ada")
    page.goto("/explore#map=47,15,12.000")
    while not page.evaluate("window.deskMap?.drawn ?? null"):
        page.wait_for_timeout(50)
    assert page.evaluate(_MOVED) < 0.01
