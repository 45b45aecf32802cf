import { AppId, KioskId, type Nearby } from "@kiosk/contract";
import { expect, test } from "vitest";
import { findElsewhere } from "./elsewhere.ts";
import { isOpenAt } from "./opening-hours.ts";

// 2026-03-02 10:00 in Shanghai, a Monday
const now = Date.UTC(2026, 2, 2, 2);
const appId = AppId.parse("booklet");
const hours = { week: [{ day: 1, fromMin: 9 * 60, toMin: 17 * 60 }] };

type Terminal = Nearby["terminals"][number];
const terminal = (id: string, changes: Partial<Terminal> = {}): Terminal => ({
  kioskId: KioskId.parse(id),
  name: id,
  address: "",
  metres: 500,
  hours,
  online: true,
  services: [{ appId, state: "ok" }],
  saidAt: now - 10_000,
  ...changes,
});
const near = (terminals: Terminal[], receivedAt = now) => ({ said: { at: now, terminals }, receivedAt });
const found = (terminals: Terminal[]) => findElsewhere(appId, near(terminals), now, false)?.kioskId;

test("the nearest is named, one whose distance is not known last", () => {
  expect(found([terminal("cn-3", { metres: null }), terminal("cn-2", { metres: 900 }), terminal("cn-1")])).toBe("cn-1");
  expect(found([terminal("cn-3", { metres: null })])).toBe("cn-3");
});

test.each<[string, Partial<Terminal>]>([
  ["is not reachable", { online: false }],
  ["is closed now", { hours: { week: [{ day: 1, fromMin: 11 * 60, toMin: 17 * 60 }] } }],
  ["has hours that nobody entered", { hours: null }],
  ["has the service suspended", { services: [{ appId, state: "suspended" }] }],
  ["does not name the service", { services: [] }],
  ["never said anything", { saidAt: null }],
])("nobody is sent to one that %s", (_what, changes) => {
  expect(found([terminal("cn-1", changes), terminal("cn-2", { metres: 2_000 })])).toBe("cn-2");
  expect(found([terminal("cn-1", changes)])).toBeUndefined();
});

test("one who can do most of it here is sent only where all of it can be done", () => {
  const limited = near([terminal("cn-1", { services: [{ appId, state: "limited" }] })]);
  expect(findElsewhere(appId, limited, now, false)?.state).toBe("limited");
  expect(findElsewhere(appId, limited, now, true)).toBeNull();
});

test("the age is that of what the other terminal said, by this terminal's clock", () => {
  // The server's clock is five years ahead of this one's.
  const skew = 5 * 365 * 86_400_000;
  const said = { at: now + skew, terminals: [terminal("cn-1", { saidAt: now + skew - 60_000 })] };
  expect(findElsewhere(appId, { said, receivedAt: now - 5_000 }, now, false)?.saidAt).toBe(now - 65_000);
});

test("what was heard half a day ago sends nobody anywhere", () => {
  const twelveHours = 12 * 3_600_000;
  const open = { week: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, fromMin: 0, toMin: 1440 })) };
  const at = (receivedAt: number) =>
    findElsewhere(appId, near([terminal("cn-1", { hours: open })], receivedAt), now, false);
  expect(at(now - twelveHours)).not.toBeNull();
  expect(at(now - twelveHours - 1)).toBeNull();
});

test.each([
  [Date.UTC(2026, 2, 2, 0, 59), false],
  [Date.UTC(2026, 2, 2, 1, 0), true],
  [Date.UTC(2026, 2, 2, 8, 59), true],
  [Date.UTC(2026, 2, 2, 9, 0), false],
  [Date.UTC(2026, 2, 3, 2, 0), false],
  [Date.UTC(2026, 2, 1, 16, 30), false],
])("nine to five on Mondays, in Shanghai, at %s: %s", (at, open) => {
  expect(isOpenAt(hours, at)).toBe(open);
  expect(isOpenAt(null, at)).toBeNull();
});
