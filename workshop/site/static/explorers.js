// Explorers come to life when they are scrolled near; until then, in print and where a script
// cannot be had, their picture stays. `kit.js` is loaded once, each explorer's script once.
(() => {
  const NEAR = "1200px";
  const { src } = document.currentScript;
  const loading = {};

  function load(name) {
    loading[name] ||= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`explorers/${name}.js`, src);
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} cannot be had`));
      document.head.append(script);
    });
    return loading[name];
  }

  async function awaken(place) {
    const { explorer: name, state } = place.dataset;
    try {
      await load("kit");
      await load(name);
    } catch {
      place.classList.add("is-still");
      return;
    }
    const start = JSON.parse(state);
    // `coursekit` is the constant that kit.js makes.
    const { page, given, render } = coursekit.explorers[name];
    const traits = { _page: { ...page, start }, _given: given, _state: start };
    place.classList.add("is-alive");
    render({ model: coursekit.kit_model.modelOf(traits), el: place });
  }

  const watch = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        watch.unobserve(target);
        awaken(target);
      }
    },
    { rootMargin: NEAR },
  );
  for (const place of document.querySelectorAll("[data-explorer]")) watch.observe(place);
})();
