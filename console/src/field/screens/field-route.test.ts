import { describe, expect, it } from "vitest";
import { type FieldRoute, hashOf, parseRoute } from "./field-route.ts";

const routes: FieldRoute[] = [
  { name: "today" },
  { name: "terminals" },
  { name: "queue" },
  { name: "settings" },
  { name: "sign-in" },
  { name: "terminal", kioskId: "cn-044" },
  { name: "arrival", kioskId: "cn-044", visitId: "v/1 2" },
  { name: "visit", kioskId: "cn-044", visitId: null },
  { name: "note", kioskId: "cn-044", visitId: "v1" },
  { name: "position", kioskId: "cn-044", visitId: "v1" },
  { name: "finish", kioskId: "cn-044", visitId: "v1" },
  { name: "checklist", kioskId: "cn-044", visitId: null, kind: "hardware" },
  { name: "order", kioskId: "cn-044", visitId: "v1", orderId: "o:7" },
  { name: "swap", kioskId: "cn-044", visitId: "v1", supply: null },
  { name: "swap", kioskId: "cn-044", visitId: "v1", supply: "booklet/ribbon/" },
];

describe("a screen's address", () => {
  it.each(routes)("leads back to the same screen: $name", (route) => {
    expect(parseRoute(hashOf(route))).toEqual(route);
  });

  it.each(["", "#", "#/", "#/nowhere", "#/visit", "#/checklist/cn-044/v1", "#/order/cn-044/v1", "#/visit/%E4%B"])(
    "is the first screen where it says nothing: %s",
    (hash) => {
      expect(parseRoute(hash)).toEqual({ name: "today" });
    },
  );
});
