import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evidenceKeys } from "@kiosk/contract";
import { deviceClasses } from "@kiosk/firmware-profiles";
import { describe, expect, it } from "vitest";
import { loadChecklists } from "./checklist-data.ts";

const lists = loadChecklists();

describe("the product's checklists", () => {
  it("have one on site for each class of device but the host, which the terminal's own list looks at", () => {
    const classes = lists.filter((list) => list.kind === "hardware").flatMap((list) => list.deviceClass ?? []);
    expect(classes.toSorted()).toEqual(deviceClasses.filter((c) => c !== "host").toSorted());
  });
  it("ask of a system inspection everything a terminal measures, each once", () => {
    const asked = lists.filter((list) => list.kind === "system").flatMap((list) => list.items.map((i) => i.evidence));
    expect(asked.filter((key) => key !== null).toSorted()).toEqual([...evidenceKeys].toSorted());
  });
  it("let a terminal's own measurement speak in system inspections alone", () => {
    const others = lists.filter((list) => list.kind !== "system").flatMap((list) => list.items);
    expect(others.filter((item) => item.evidence !== null)).toEqual([]);
  });
  it("exist for each kind of inspection", () => {
    expect([...new Set(lists.map((list) => list.kind))].toSorted()).toEqual(["app", "guarantee", "hardware", "system"]);
  });
});

describe("a checklist that cannot be used", () => {
  it("is named with its file and field", () => {
    const folder = mkdtempSync(join(tmpdir(), "checklists-"));
    const [good] = lists;
    const items = [...(good?.items ?? []), ...(good?.items ?? [])];
    writeFileSync(join(folder, "double.json"), JSON.stringify({ ...good, id: "double", items }));
    writeFileSync(join(folder, "evidence.json"), JSON.stringify({ ...good, id: "evidence", kind: "monthly" }));
    expect(() => loadChecklists(folder)).toThrow(/double\.json: items: two items have one id\nevidence\.json: kind: /);
  });
});
