// Random numbers that Python and the page draw alike; chance.py explains them.

export function chance(seed = 0) {
  let counter = seed >>> 0;

  function uniform(low = 0, high = 1) {
    counter = (counter + 0x6d2b79f5) >>> 0;
    let t = counter;
    t = Math.imul(t ^ (t >>> 15), t | 1) >>> 0;
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return low + (high - low) * (((t ^ (t >>> 14)) >>> 0) / 4294967296);
  }

  function normal(mean = 0, spread = 1) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return mean + spread * radius * Math.cos(2 * Math.PI * uniform());
  }

  function integer(n) {
    return Math.floor(uniform() * n);
  }

  function shuffle(values) {
    const shuffled = [...values];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    return shuffled;
  }

  return { uniform, normal, integer, shuffle };
}
