// Step, Play, Pause and Reset of an explorer that moves in time.
import { button } from "./elements.js";

export class Player {
  constructor(view, steps) {
    Object.assign(this, { view, steps, playing: 0 });
    this.playButton = button("Play", () => this.toggle());
  }

  buttons() {
    const { view, steps } = this;
    if (!steps) return [button("Reset", () => view.go({ ...view.page.start }))];
    return [
      button("Step", () => view.go(this.forward(1))),
      this.playButton,
      button("Reset", () => view.go({ [steps.name]: 0 })),
    ];
  }

  now() {
    return this.view.state[this.steps.name];
  }

  last() {
    return Math.min(this.steps.high, this.view.frame.last ?? this.steps.high);
  }

  forward(count) {
    return { [this.steps.name]: Math.min(this.last(), this.now() + count) };
  }

  toggle() {
    if (!this.playing) {
      this.play();
      return;
    }
    this.pause();
    this.view.commit();
  }

  play() {
    const { leap, speed } = this.pace();
    let before = null; // the time of the last picture, in milliseconds
    let owed = 0; // steps that are due
    const tick = (time) => {
      const due = owed + ((time - (before ?? time)) / 1000) * speed;
      owed = Math.min(due, Math.max(leap, speed / 10));
      before = time;
      if (owed >= leap) this.view.set(this.forward(Math.floor(owed)));
      owed %= leap;
      if (this.now() >= this.last()) this.toggle();
      else this.playing = requestAnimationFrame(tick);
    };
    if (this.now() >= this.last()) this.view.set({ [this.steps.name]: 0 });
    this.playButton.textContent = "Pause";
    this.playing = requestAnimationFrame(tick);
  }

  /**
   * Steps between two pictures, and steps a second.  With reduced motion there are two pictures a
   * second at most, though a fast explorer leaps as far as a tenth of a second takes it.
   */
  pace() {
    const speed = this.steps.per_second;
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return { leap: 1, speed };
    const leap = Math.max(1, speed / 10);
    return { leap, speed: Math.min(2 * leap, speed) };
  }

  pause() {
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    this.playButton.textContent = "Play";
  }
}
