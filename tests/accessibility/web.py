"""What a page must be for everybody. Each rule takes a page as it is in the browser and gives its faults, or nothing.

The page's own security policy stays in force: nothing is put into the page but styles that the browser itself adds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

AXE_OPTIONS = {
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},
}
"""What axe-core is asked for. Style sheets it loads first only for one rule, on pages that turn with a telephone, which
it leaves out."""

_IN_THE_FLOW = """are => {
  for (const bar of document.querySelectorAll('.bar')) bar.style.position = are ? 'relative' : '';
  for (const panel of document.querySelectorAll('.panel')) panel.style.position = are ? 'static' : '';
}"""


def violations(page: Page) -> list[Any]:
    """What axe-core finds, with the rule on the size of targets, which it leaves out unless asked. Meanwhile the bar
    stays at the end of the page, and a panel in it: what is half under them only needs to be scrolled to, or the panel
    to be closed, and would count as too small.
    What passes is not listed, which would take as long again."""
    page.evaluate(_IN_THE_FLOW, True)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options)", AXE_OPTIONS)["violations"]
    page.evaluate(_IN_THE_FLOW, False)
    return [(v["id"], [node["html"] for node in v["nodes"]]) for v in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return width


def sideways(page: Page) -> list[str]:
    return [f"{overflow(page)} px wider than the window"] if overflow(page) > 0 else []


# --- text spacing -----------------------------------------------------------------------------------

SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""
"""The spacing that WCAG 1.4.12 says a reader may ask for."""

CUT_OFF = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility() && !one.closest('.heard, svg, .skip') && one.textContent.trim())
  .filter(one => {
    for (let box = one; box; box = box.parentElement) if (box.offsetWidth === 1) return false;  // only heard
    return true;
  })
  .filter(one => {
    const style = getComputedStyle(one);
    if (style.display === 'inline') return false;
    const wide = one.scrollWidth > one.clientWidth + 1, high = one.scrollHeight > one.clientHeight + 1;
    const hides = axis => ['hidden', 'clip'].includes(axis);
    const pressed = one.matches('button, summary, label');
    return one.clientWidth && ((wide && (pressed || hides(style.overflowX))) || (high && hides(style.overflowY)));
  })
  .map(one => one.outerHTML.slice(0, 160))"""


def cut_off(page: Page) -> list[str]:
    """Text that its own box hides a part of, and names of buttons that run out of them."""
    found: list[str] = page.evaluate(CUT_OFF)
    return found


@contextmanager
def spaced_out(page: Page) -> Iterator[None]:
    """The page as it is for a reader who spaces letters, words and lines out."""
    page.evaluate(
        """css => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        SPACED,
    )
    yield
    page.evaluate("document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)")


def spacing(page: Page) -> list[str]:
    with spaced_out(page):
        return [*sideways(page), *cut_off(page)]


# --- keys -------------------------------------------------------------------------------------------

REACHABLE = """() => {
  const stops = [...document.querySelectorAll(
      'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0);
  const groups = new Set();
  return stops.filter(one => {
    if (one.type !== 'radio') return true;
    const known = groups.has(one.name);
    groups.add(one.name);
    return !known;
  });
}"""

STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const label = one.type === 'radio' || one.type === 'checkbox' ? one.labels?.[0] : null;
  const marked = [one, label].some(each => {
    const drawn = each && getComputedStyle(each);
    return drawn && drawn.outlineStyle !== 'none' && parseFloat(drawn.outlineWidth) >= 2;
  });
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const spots = [.1, .3, .5, .7, .9].map(part => box.top + part * box.height);
  const seen = spots.some(y => {
    const top = document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.contains(one) || label?.contains(top));
  });
  window.stops ??= new Map();
  if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
  return {
    at: one.type === 'radio' ? `radio ${one.name}` : String(window.stops.get(one)),
    html: one.outerHTML.slice(0, 160), marked, seen,
  };
}"""


FROM_THE_START = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  window.scrollTo(0, 0);
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the Tab key stops: whether a frame shows it, and whether any of it is in sight and not covered."""

    at: str
    html: str
    is_marked: bool
    is_seen: bool


def stops(page: Page, most: int) -> list[Stop]:
    """All stops of the Tab key, to where it leaves the page; no more than `most`."""
    page.evaluate(FROM_THE_START)
    found: list[Stop] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate(STOP)
        if now is None:
            return found
        found.append(Stop(now["at"], now["html"], now["marked"], now["seen"]))
    return found


def keys(page: Page, may_begin_again: bool = False) -> list[str]:
    """That the Tab key gets everywhere and out again, and that it shows where it is. A browser without a window begins
    again at the end of a page, at times: it may, where that is said, once the key has been everywhere."""
    wanted: list[str] = page.evaluate(
        f"""() => {{
          window.stops ??= new Map();
          return ({REACHABLE})().map(one => {{
            if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
            return one.type === 'radio' ? `radio ${{one.name}}` : String(window.stops.get(one));
          }});
        }}"""
    )
    # A list may open its links only while the focus is in it, so there may be more stops than at first.
    most = 20 + int(page.evaluate("document.querySelectorAll('a, button, input, select, textarea, summary').length"))
    found = stops(page, most)
    if may_begin_again:
        again = next((n for n, stop in enumerate(found) if n and stop.at == found[0].at), len(found))
        if {stop.at for stop in found[:again]} >= set(wanted):
            found = found[:again]
    if len(found) == most:
        return [f"the Tab key does not get out: {found[-1].html}"]
    reached = [stop.at for stop in found]
    return [
        *(f"not reached by Tab: stop {at}" for at in wanted if at not in reached),
        *(f"visited twice: {stop.html}" for n, stop in enumerate(found) if stop.at in reached[:n]),
        *(f"no frame shows that it has the focus: {stop.html}" for stop in found if not stop.is_marked),
        *(f"covered or out of sight with the focus: {stop.html}" for stop in found if not stop.is_seen),
    ]


# --- colours that the computer forces -----------------------------------------------------------------

UNSEEN_IN_FORCED = """() => [...document.querySelectorAll('button, input, select, textarea')]
  .filter(one => one.checkVisibility() && !one.closest('.heard, [aria-hidden=true]'))
  .filter(one => {
    const style = getComputedStyle(one);
    const own = ['radio', 'checkbox'].includes(one.type) && style.appearance !== 'none';
    const framed = ['Top', 'Right', 'Bottom', 'Left'].some(side =>
      parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== 'none' &&
      style[`border${side}Color`] !== style.backgroundColor);
    return !own && !framed && style.textDecorationLine !== 'underline';
  })
  .map(one => one.outerHTML.slice(0, 160))"""


def forced(page: Page) -> list[str]:
    """What cannot be made out where the computer sets all colours itself: each control keeps a frame, and the focus
    does. Leaves the page in its own colours."""
    page.emulate_media(forced_colors="active")
    unseen: list[str] = page.evaluate(UNSEEN_IN_FORCED)
    faults = [f"no frame in forced colours: {html}" for html in unseen]
    page.evaluate(FROM_THE_START)
    page.keyboard.press("Tab")
    now = page.evaluate(STOP)
    faults += [] if now and now["marked"] else ["no frame shows the focus in forced colours"]
    faults += [str(fault) for fault in violations(page)]
    page.emulate_media(forced_colors="none")
    return faults
