import { KioskId, Mac } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { findTerminals } from "./terminal-search.ts";

const kiosk = (seq: number, name: string, address: string, mac: string) => ({
  id: KioskId.parse(`cn-${String(seq).padStart(3, "0")}`),
  seq,
  name,
  street: "天山路街道",
  address,
  macs: [Mac.parse(mac)],
});
const fleet = [
  kiosk(44, "长宁图书馆", "天山路356号", "00-E2-69-12-34-AF"),
  kiosk(1, "“荟新”人才服务驿站", "娄山关路500号", "7C-A7-B0-6A-BF-6E"),
  kiosk(20, "白领・公寓", "仙霞路44弄", "54-B2-03-96-BC-B5"),
];
const found = (query: string) => findTerminals(fleet, query).map(({ seq }) => seq);

describe("findTerminals", () => {
  it("shows all by number where nothing is typed", () => {
    expect(found("")).toEqual([1, 20, 44]);
  });

  it("puts the number before an address that contains it", () => {
    expect(found("44")).toEqual([44, 20]);
  });

  it("finds a name without its quotes and dots", () => {
    expect(found("荟新人才")).toEqual([1]);
    expect(found("白领公寓")).toEqual([20]);
  });

  it("finds by the last four of the MAC in any spelling", () => {
    expect(found("bf6e")).toEqual([1]);
    expect(found("BF-6E")).toEqual([1]);
    expect(found("34:AF")).toEqual([44]);
  });

  it("does not find by the middle of a MAC", () => {
    expect(found("12-34")).toEqual([]);
  });

  it("finds by id", () => {
    expect(found("cn-020")).toEqual([20]);
  });
});
