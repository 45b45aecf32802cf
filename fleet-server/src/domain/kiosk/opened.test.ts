import { expect, it } from "vitest";
import { master, onlineKiosk, t0 } from "../../../test/sample.ts";
import { newKiosk } from "./kiosk.ts";
import { openedOf } from "./opened.ts";

// t0 is a Sunday, 10:00 in Shanghai
const weekdays = { week: [1, 2, 3, 4, 5].map((day) => ({ day, fromMin: 540, toMin: 1020 })) };
const always = { week: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, fromMin: 0, toMin: 1440 })) };

function kiosk(presence: "online" | "offline" | "unverified" | "never", openingHours: typeof always | null) {
  const one = onlineKiosk({ master: master({ openingHours }) });
  return presence === "never" ? newKiosk(one.master) : { ...one, status: { ...one.status, presence } };
}

it("counts a terminal that is shut neither as online nor as missing", () => {
  const kiosks = [kiosk("online", always), kiosk("offline", weekdays), kiosk("online", weekdays)];
  expect(openedOf(kiosks, t0)).toEqual({ open: 1, online: 1, closed: 2, hoursUnknown: 0, unverified: 0 });
});

it("counts one whose hours nobody entered as open, and says how many those are", () => {
  const kiosks = [kiosk("offline", null), kiosk("unverified", null)];
  expect(openedOf(kiosks, t0)).toEqual({ open: 2, online: 0, closed: 0, hoursUnknown: 2, unverified: 1 });
});

it("leaves out what was never put up", () => {
  expect(openedOf([kiosk("never", null)], t0).open).toBe(0);
});
