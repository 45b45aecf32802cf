import { describe, expect, it } from "vitest";
import { createSystemClock } from "./system.ts";

describe("the server's clock", () => {
  function machine() {
    const time = { wall: 1_000_000, mono: 0 };
    const clock = createSystemClock(
      () => time.wall,
      () => time.mono,
    );
    const pass = (ms: number) => {
      time.wall += ms;
      time.mono += ms;
    };
    return { time, clock, pass };
  }
  it("goes on at its pace when the machine's clock is set back, and says by how much", () => {
    const { time, clock, pass } = machine();
    pass(5000);
    expect(clock.now()).toBe(1_005_000);
    time.wall -= 3_600_000;
    pass(1000);
    expect([clock.now(), clock.wentBackMs()]).toEqual([1_006_000, 3_600_000]);
    pass(10_000);
    expect(clock.now()).toBe(1_016_000);
  });
  it("follows the machine's clock again once that has caught up", () => {
    const { time, clock, pass } = machine();
    time.wall -= 60_000;
    pass(1000);
    clock.now();
    time.wall += 60_000;
    pass(1000);
    expect([clock.now(), clock.wentBackMs()]).toEqual([1_002_000, 0]);
  });
  it("follows a jump forward", () => {
    const { time, clock } = machine();
    time.wall += 86_400_000;
    expect(clock.now()).toBe(87_400_000);
  });
  it("never shows less than before while the machine's clock is being disciplined", () => {
    const { time, clock, pass } = machine();
    pass(5000);
    const before = clock.now();
    time.wall -= 400;
    expect([clock.now() >= before, clock.wentBackMs()]).toEqual([true, 0]);
  });
});
