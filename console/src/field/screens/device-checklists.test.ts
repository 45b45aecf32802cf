import { Checklist, ContractId, DeviceId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { deviceChecklists } from "./device-checklists.ts";

const list = (id: string, fields: Partial<Record<keyof Checklist, unknown>> = {}) =>
  Checklist.parse({
    id,
    version: 1,
    kind: "hardware",
    deviceClass: null,
    eachDevice: false,
    zh: id,
    en: id,
    items: [
      {
        id: "look",
        zh: "外观",
        en: "Look",
        howZh: "",
        howEn: "",
        measure: null,
        photo: "never",
        evidence: null,
        failOpens: "software",
        covers: [],
      },
    ],
    contractId: null,
    note: "",
    by: "product",
    at: 0,
    ...fields,
  });
const device = (id: string, deviceClass: string) => ({ deviceId: DeviceId.parse(id), deviceClass, zh: id, en: id });
const contractId = ContractId.parse("changning");
const site = { contractId, devices: [device("a4", "a4Printer"), device("booklet", "bookletPrinter")] };
const asked = (lists: Checklist[], at: { contractId: ContractId; devices: typeof site.devices } = site) =>
  deviceChecklists("hardware", at, lists).map(
    ({ checklist, device: of }) => `${checklist.id}.${checklist.version}${of === null ? "" : `@${of.deviceId}`}`,
  );

describe("deviceChecklists", () => {
  it("asks of the whole terminal first, then of each device of the class", () => {
    expect(asked([list("printer", { deviceClass: "a4Printer" }), list("whole")])).toEqual(["whole.1", "printer.1@a4"]);
  });

  it("asks of each device what is for all of them", () => {
    expect(asked([list("any", { eachDevice: true })])).toEqual(["any.1@a4", "any.1@booklet"]);
  });

  it("asks once, without a device, at a terminal that never said what it has", () => {
    const bare = { contractId, devices: [] };
    expect(asked([list("printer", { deviceClass: "a4Printer" }), list("any", { eachDevice: true })], bare)).toEqual([
      "any.1",
      "printer.1",
    ]);
  });

  it("takes the contract's own version before any of the product's, and no other contract's", () => {
    const lists = [
      list("whole", { version: 7 }),
      list("whole", { version: 2, contractId }),
      list("whole", { version: 3, contractId }),
      list("whole", { version: 9, contractId: "dazhou" }),
    ];
    expect(asked(lists)).toEqual(["whole.3"]);
    expect(asked(lists.toReversed())).toEqual(["whole.3"]);
  });

  it("asks what the kind of inspection asks", () => {
    expect(asked([list("evidence", { kind: "system" })])).toEqual([]);
  });
});
