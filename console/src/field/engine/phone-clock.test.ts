import { describe, expect, it } from "vitest";
import { PhoneClock, type PhoneTime } from "./phone-clock.ts";

const noon = Date.UTC(2026, 10, 22, 4);
const minute = 60_000;

function phone(wall = noon) {
  const time = { wall, monotonic: 1_000 };
  const pass = (ms: number) => {
    time.wall += ms;
    time.monotonic += ms;
  };
  const read = (): PhoneTime => ({ ...time });
  return { time, pass, read };
}

describe("a phone's clock", () => {
  it("that was never compared is the phone's word", () => {
    const clock = new PhoneClock(phone().read, null, 0);
    expect(clock.stamp()).toEqual({ phoneAt: noon, correctedAt: null });
    expect(clock.state()).toEqual({ offsetMs: null, checked: false, doubt: false, lastContactAt: null });
  });

  it("is corrected by the server, half of the way there and back allowed for", () => {
    const { read, pass } = phone();
    const clock = new PhoneClock(read, null, 0);
    const sent = read();
    pass(400);
    clock.sawServer(noon + 10 * minute + 200, sent);
    expect(clock.stamp().correctedAt).toBe(noon + 10 * minute + 400);
    pass(minute);
    expect(clock.now()).toBe(noon + 11 * minute + 400);
    expect(clock.state()).toMatchObject({ offsetMs: 10 * minute, checked: true, doubt: true });
  });

  it("is no longer checked after a sleep or a clock set forward, and again after the next comparison", () => {
    const { read, time } = phone();
    const clock = new PhoneClock(read, null, 0);
    clock.sawServer(noon, read());
    time.wall += 30 * minute;
    expect(clock.stamp().correctedAt).toBeNull();
    expect(clock.state()).toMatchObject({ checked: false, doubt: false });
    clock.sawServer(noon + 30 * minute, read());
    expect(clock.stamp().correctedAt).toBe(noon + 30 * minute);
  });

  it("that was set back is doubted until the next comparison", () => {
    const { read, time } = phone();
    const clock = new PhoneClock(read, null, 0);
    clock.sawServer(noon, read());
    time.wall -= 30 * minute;
    expect(clock.state()).toMatchObject({ checked: false, doubt: true });
    clock.sawServer(noon, read());
    expect(clock.state()).toMatchObject({ checked: true, doubt: true, offsetMs: 30 * minute });
  });

  it("that was set back while the app was closed is doubted too", () => {
    const clock = new PhoneClock(phone(noon - 5 * minute).read, { offsetMs: 0, serverAt: noon }, noon);
    expect(clock.state()).toMatchObject({ checked: false, doubt: true });
  });
});
