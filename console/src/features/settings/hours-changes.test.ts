import { KioskId } from "@kiosk/contract";
import { expect, test } from "vitest";
import { changesFor, inverseOf } from "./hours-changes.ts";

const office = { week: [{ day: 1, fromMin: 540, toMin: 1020 }] };
const point = (id: string, openingHours: typeof office | null) => ({
  kioskId: KioskId.parse(id),
  seq: 1,
  name: "",
  street: "",
  openingHours,
});

test("points that have the hours already are not touched, in whatever order their days stand", () => {
  const twoDays = {
    week: [
      { day: 2, fromMin: 0, toMin: 60 },
      { day: 1, fromMin: 0, toMin: 60 },
    ],
  };
  const turned = { week: twoDays.week.toReversed() };
  const changes = changesFor([point("cn-001", null), point("cn-002", turned)], twoDays);
  expect(changes.map((c) => c.kioskId)).toEqual(["cn-001"]);
});

test("the way back gives each point what it had, and names what it found", () => {
  const changes = changesFor([point("cn-001", null)], office);
  expect(inverseOf(changes)).toEqual([{ kioskId: "cn-001", openingHours: null, seen: office }]);
});
