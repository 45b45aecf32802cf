// How many live feeds one session may hold open: each is a connection for hours. The console needs one for all its tabs
// (console/src/shared/live/tab-feed.ts); another browser, a phone and a wall make a few.
export const feedsOfOne = 12;

export class LiveSeats {
  readonly #taken = new Map<string, number>();

  /** What gives the seat back; undefined when all are taken. */
  take(who: string): (() => void) | undefined {
    const taken = this.#taken.get(who) ?? 0;
    if (taken >= feedsOfOne) return undefined;
    this.#taken.set(who, taken + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#taken.get(who) ?? 1) - 1;
      if (left > 0) this.#taken.set(who, left);
      else this.#taken.delete(who);
    };
  }
}
