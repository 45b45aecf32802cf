import { AppId, ContractId, KioskId, ServicesEvent } from "@kiosk/contract";
import { expect, it } from "vitest";
import { type Kiosk, newKiosk } from "../kiosk/kiosk.ts";
import { lackingOf } from "./lacking.ts";
import { nearest } from "./nearby.ts";

const booklet = AppId.parse("booklet");

function kiosk(n: number, lon: number, lat: number): Kiosk {
  const id = KioskId.parse(`cn-0${String(n).padStart(2, "0")}`);
  return newKiosk({
    ...{ id, contractId: ContractId.parse("changning"), seq: n, name: `点位${n}`, district: "长宁区", macs: [] },
    ...{ street: "华阳路街道", address: "某路", lon, lat, confidence: "high", coordinateMethod: "", note: "" },
    ...{ openingHours: null, dutyPhone: null, pinyin: "", createdAt: 0 },
  });
}
const own = kiosk(1, 121.4, 31.2);

it("lists the nearest first, by the straight line times the detour, without the terminal itself", () => {
  const found = nearest(own, [own, kiosk(2, 121.4, 31.23), kiosk(3, 121.4, 31.21)], new Map(), 1.3);
  expect(found.map(({ kioskId, metres }) => [kioskId, metres])).toEqual([
    ["cn-003", 1446],
    ["cn-002", 4337],
  ]);
});

it("puts what has no position last, and says so", () => {
  const found = nearest(own, [kiosk(2, 0, 0), kiosk(3, 121.9, 31.9)], new Map(), 1.3);
  expect(found.map(({ kioskId, metres }) => [kioskId, metres === null])).toEqual([
    ["cn-003", false],
    ["cn-002", true],
  ]);
});

it("lists twelve at most, each with what it last said of its services", () => {
  const others = Array.from({ length: 20 }, (_, i) => kiosk(i + 2, 121.4, 31.2 + i / 1000));
  const services = ServicesEvent.shape.services.parse([
    { appId: booklet, version: "1.0.0", state: "limited", missing: [] },
  ]);
  const said = { kioskId: KioskId.parse("cn-002"), at: 7, receivedAt: 8, services };
  const found = nearest(own, others, new Map([[said.kioskId, said]]), 1.3);
  expect(found).toHaveLength(12);
  expect(found[0]).toMatchObject({ services: [{ appId: "booklet", state: "limited" }], saidAt: 7, online: false });
  expect(found[1]).toMatchObject({ services: [], saidAt: null });
});

it("tells what a terminal lacks by its own word, and where it has none by its devices", () => {
  const manifest = { id: booklet, requires: ["idReader", "ycbBook", "network"] } as const;
  const wants = { ...manifest, requires: [...manifest.requires] };
  const never = lackingOf(wants, own, undefined);
  expect(never.map(({ capability, ground }) => [capability, ground])).toEqual([
    ["idReader", "unknown"],
    ["ycbBook", "unknown"],
  ]);
  const missing = [
    { capability: "ycbBook", ground: "fault", detail: "ribbon.out", since: 3 },
    { capability: "colour", ground: "absent", detail: "", since: null },
  ] as const;
  const said = ServicesEvent.shape.services.parse([{ appId: booklet, version: "1.0.0", state: "suspended", missing }]);
  expect(lackingOf(wants, own, said)).toEqual([missing[0]]);
});
