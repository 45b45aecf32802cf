import { KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";
import { last4Of, supplyName, typedTerminals } from "./visit-data.ts";

const kiosks = [
  { id: KioskId.parse("cn-044"), seq: 44 },
  { id: KioskId.parse("dz-044"), seq: 44 },
  { id: KioskId.parse("cn-004"), seq: 4 },
];
const typed = (text: string) => typedTerminals(kiosks, text).map(({ id }) => id);

describe("typedTerminals", () => {
  it("takes the whole number as it is written, and in capitals", () => {
    expect(typed("cn-044")).toEqual(["cn-044"]);
    expect(typed(" CN-044 ")).toEqual(["cn-044"]);
  });

  it("takes the bare number, and says where it fits twice", () => {
    expect(typed("4")).toEqual(["cn-004"]);
    expect(typed("044")).toEqual(["cn-044", "dz-044"]);
  });

  it("guesses nothing", () => {
    for (const text of ["", "cn", "cn-0", "4a", "99", "12345"]) expect(typed(text), text).toEqual([]);
  });
});

describe("supplyName", () => {
  it("names colour and kind in the order of the language", () => {
    expect(supplyName({ consumable: "toner", part: "black" }, zh, "zh")).toBe("黑色硒鼓");
    expect(supplyName({ consumable: "toner", part: "black" }, en, "en")).toBe("Toner (black)");
  });

  it("keeps a device's own word", () => {
    expect(supplyName({ consumable: "paper", part: "tray-2" }, en, "en")).toBe("Paper (tray-2)");
    expect(supplyName({ consumable: "ribbon", part: "" }, zh, "zh")).toBe("色带");
  });
});

describe("last4Of", () => {
  it("is what is printed beside the code", () => {
    expect(last4Of("00-E2-69-5A-9A-0F")).toBe("9A0F");
  });
});
