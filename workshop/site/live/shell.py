"""Lets axe-core look at a lesson in JupyterLite: at what is ours, and at its makers' shell."""

from collections import Counter

from workshop.site.live import axe

#: What stands in the shell and is ours: the bar below a lesson, outputs, explorers.
OURS = "#coursekit, .jp-OutputArea-output, .ck"
PAGE = "run/open.html?lesson=01"
PATIENCE = 120_000  # milliseconds
_SHOWN = "globalThis.jupyterapp?.shell.currentWidget?.context?.isReady"
_LOOK = """async ([tags, ours]) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map((node) => {
    const where = node.target.flat().join(" ");
    const mine = Boolean(document.querySelector(node.target.flat().at(-1))?.closest(ours));
    return { rule: id, help, where, mine };
  }));
}"""


def examine(browser, site, tags=axe.TAGS):
    """Open a lesson in JupyterLite; return what axe finds, or None where the site has none.

    Returns
    -------
    dict
        ``ours``: sentences, one a fault of ours; ``theirs``: how many faults of the shell by rule,
        in the words of axe.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    from workshop.serving import served

    if not (site / "run").is_dir():
        return None
    with served(site) as address:
        tab = axe.open_tab(browser, 1280, "light")
        tab.set_default_timeout(PATIENCE)
        tab.goto(f"{address}/{PAGE}")
        tab.wait_for_function(_SHOWN)
        tab.locator(".jp-OutputArea-output").first.wait_for()
        tab.evaluate(AXE_SCRIPT)
        found = tab.evaluate(_LOOK, [list(tags), OURS])
        tab.context.close()
    faults = [(one.pop("mine"), axe.Fault(PAGE, **one)) for one in found]
    theirs = Counter(f"{fault.help} ({fault.rule})" for mine, fault in faults if not mine)
    return {"ours": [str(fault) for mine, fault in faults if mine], "theirs": dict(theirs)}
