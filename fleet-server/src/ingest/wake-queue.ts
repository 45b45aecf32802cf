// One index of the instants at which time alone changes something. A binary heap: with 100,000 open orders a look costs
// nothing and a new plan a few comparisons. A plan that was replaced stays in the heap until it comes up, and is skipped.
import type { Millis } from "../domain/time.ts";

interface Entry<Id> {
  readonly at: Millis;
  readonly id: Id;
}

export class WakeQueue<Id extends string> {
  readonly #planned = new Map<Id, Millis>();
  readonly #heap: Entry<Id>[] = [];

  get size(): number {
    return this.#planned.size;
  }

  /** Replaces the plan of `id`; null: never. */
  plan(id: Id, at: Millis | null): void {
    if (at === null) {
      this.#planned.delete(id);
      return;
    }
    if (this.#planned.get(id) === at) return;
    this.#planned.set(id, at);
    this.#push({ at, id });
  }

  /** The ids whose instant has come, earliest first, at most `limit`; they stay planned until planned anew. */
  due(at: Millis, limit: number): Id[] {
    const found = new Map<Id, Entry<Id>>();
    while (found.size < limit) {
      const top = this.#heap[0];
      if (top === undefined || top.at > at) break;
      this.#pop();
      if (this.#planned.get(top.id) === top.at) found.set(top.id, top);
    }
    // not done yet: whoever takes them plans them anew, or fails and finds them here again
    for (const entry of found.values()) this.#push(entry);
    return [...found.keys()];
  }

  #push(entry: Entry<Id>): void {
    const heap = this.#heap;
    heap.push(entry);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.at <= entry.at) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const child = right !== undefined && left !== undefined && right.at < left.at ? 2 * at + 2 : 2 * at + 1;
      const below = heap[child];
      if (below === undefined || below.at >= last.at) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }
}
