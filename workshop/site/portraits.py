"""The two pictures of the README: an explorer and a derivation, as a browser shows them."""

import html
import tempfile
from pathlib import Path

from coursekit import explore, nn
from coursekit.handcalc import derive
from workshop.browser import chromium
from workshop.site import fonts
from workshop.site.formulas import mathml

SHOWN = {"step": 60}
PARTS = 3  # forward, the error, and back
WIDTH = 820
_SHEET = """<!DOCTYPE html><meta charset="utf-8"><style>
@font-face {{ font-family: Stix; src: url("{font}"); }}
body {{ margin: 0; padding: 20px 28px; font: 15px "DejaVu Sans", sans-serif; color: #222; }}
h1 {{ font-size: 17px; margin: 14px 0 6px; }}
math {{ display: block; font-family: Stix; font-size: 19px; text-align: left; }}
mtd {{ padding-block: 0.28em; }}
</style><body>{body}</body>"""


def draw(folder):
    """Write both pictures into ``folder`` and return their paths."""
    folder.mkdir(exist_ok=True)
    paths = folder / "explorer.png", folder / "derivation.png"
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "explorer.html"
        explore.optimizers(**SHOWN).save(page)
        _photograph(page, "main", paths[0])
        page = Path(scratch) / "derivation.html"
        fonts.write(Path(scratch))
        page.write_text(derivation(), encoding="utf-8")
        _photograph(page, "body", paths[1])
    return paths


def derivation():
    """Return a page with a neuron's forward and backward pass, every figure in place."""
    model = nn.Sequential([nn.layers.Input((2,)), nn.layers.Dense(1, activation="sigmoid")])
    model.layers[-1].set_weights([[[0.5], [0.2]], [1.83]])
    steps = derive(model, [0.1, 0.3], [0.03], nn.losses.MeanSquaredError(), nn.optimizers.SGD(0.5))
    return _SHEET.format(font=fonts.NAME, body="".join(_parts(steps._repr_markdown_())))


def _parts(markdown):
    """Headings and formulas of a derivation in Markdown, as HTML."""
    for part in markdown.split("<details")[1 : PARTS + 1]:
        title = part.partition("<summary>")[2].partition("</summary>")[0]
        formula = part.partition("$$")[2].partition("$$")[0].strip()
        yield f"<h1>{html.escape(title)}</h1>{mathml(formula, display=True)}"


def _photograph(page, selector, path):
    with chromium() as browser:
        view = browser.new_page(viewport={"width": WIDTH, "height": 700}, device_scale_factor=1.25)
        view.goto(page.as_uri())
        view.wait_for_timeout(500)
        view.locator(selector).screenshot(path=path)
