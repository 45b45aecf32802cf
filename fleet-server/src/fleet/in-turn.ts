// One after the other, by key: what is read from disk before a change is still so when the change is written, because this
// process alone writes and every writer of the key waits its turn here.

export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` after everything that was asked for under the key before. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(key, mine);
    const leave = () => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  }
}
