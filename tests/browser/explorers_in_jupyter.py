"""All explorers below each other in one lesson, and where each stands in its page."""

from coursekit import explore

NAMES = explore.names()
SHOW_ALL = """import json, pathlib
from IPython.display import display
from coursekit import explore

def keep(change):
    name = change["owner"].NAME
    pathlib.Path(name + ".json").write_text(json.dumps(change["new"]))

made = {name: explore.load(name)() for name in explore.names()}
for w in made.values():
    w.observe(keep, "_state")
    display(w)"""

# A picture; the words beside it hang on an image of one clear pixel, a GIF.
PICTURE = 'img[src^="data:image/png"]'


def root_of(page, name):
    return page.locator("section.ck").nth(NAMES.index(name))
