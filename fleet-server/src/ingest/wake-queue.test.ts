import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WakeQueue } from "./wake-queue.ts";

describe("the index of next instants", () => {
  it("gives what is due, earliest first, and nothing that is not", () => {
    const queue = new WakeQueue<string>();
    queue.plan("late", 30);
    queue.plan("soon", 10);
    queue.plan("next", 20);
    expect(queue.due(20, 10)).toEqual(["soon", "next"]);
  });
  it("keeps what was given until it is planned anew", () => {
    const queue = new WakeQueue<string>();
    queue.plan("a", 10);
    expect(queue.due(10, 10)).toEqual(["a"]);
    expect(queue.due(10, 10)).toEqual(["a"]);
    queue.plan("a", null);
    expect(queue.due(10, 10)).toEqual([]);
  });
  it("gives no more than asked for", () => {
    const queue = new WakeQueue<string>();
    for (let i = 0; i < 100; i++) queue.plan(String(i), i);
    expect(queue.due(1000, 3)).toEqual(["0", "1", "2"]);
  });
  it("agrees with a plain map whatever is planned and replaced", () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.integer({ min: 0, max: 50 }))));
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 50 }), (plans, at) => {
        const queue = new WakeQueue<string>();
        const plain = new Map<string, number>();
        for (const [id, instant] of plans) {
          queue.plan(String(id), instant);
          if (instant === null) plain.delete(String(id));
          else plain.set(String(id), instant);
        }
        const due = [...plain].filter(([, instant]) => instant <= at).map(([id]) => id);
        expect(queue.due(at, 1000).toSorted()).toEqual(due.toSorted());
        expect(queue.size).toBe(plain.size);
      }),
    );
  });
});
