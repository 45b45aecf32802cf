import { orderEventTypes, PartLine } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { chained, type Line, start } from "../../../test/audit-records.ts";
import { partLines, partRefusal, partsComplete } from "./parts.ts";

const drum = "硒鼓";
const cutter = "切刀";
const about = (type: Line[1], part: string, serial?: string): Line => [
  "o1",
  type,
  { data: serial === undefined ? { part } : { part, serial } },
];
const required = (...parts: string[]): Line => ["o1", "part_required", { data: { parts } }];

function lines(...log: Line[]): PartLine[] {
  return partLines(chained([["o1", "reported"], ...log]));
}

describe("the parts of an order", () => {
  it("are those that were required, in that order, each once", () => {
    expect(lines(required(drum, cutter), required(cutter, "风扇"), about("part_arrived", "纸盒"))).toMatchObject([
      { part: drum, state: "required", requiredAt: start + 1000 },
      { part: cutter, state: "required", requiredAt: start + 1000 },
      { part: "风扇", state: "required", requiredAt: start + 2000 },
    ]);
  });
  it("tell when they were ordered and came, how, with which number, and when they were put in", () => {
    const log = [
      required(drum),
      about("part_ordered", drum),
      about("part_arrived", drum, "S1"),
      about("part_installed", drum),
    ];
    expect(lines(...log)).toEqual([
      {
        part: drum,
        state: "installed",
        from: "purchase",
        serial: "S1",
        supplier: null,
        orderNo: null,
        expectedAt: null,
        requiredAt: start + 1000,
        orderedAt: start + 2000,
        arrivedAt: start + 3000,
        installedAt: start + 4000,
        rejections: 0,
      },
    ]);
  });
  it("tell from whom they were ordered last, under which number and for when", () => {
    const bought = (supplier: string, orderNo: string): Line => [
      "o1",
      "part_ordered",
      { data: { part: drum, supplier, orderNo, expectedAt: start + 9000 } },
    ];
    const log = [required(drum), bought("甲厂", "PO-1"), about("part_arrived", drum), about("part_rejected", drum)];
    expect(lines(...log)).toMatchObject([{ supplier: "甲厂", orderNo: "PO-1", expectedAt: start + 9000 }]);
    expect(lines(...log, bought("乙厂", "PO-2"))).toMatchObject([{ supplier: "乙厂", orderNo: "PO-2" }]);
  });
  it("come from stock when they are allocated", () => {
    expect(lines(required(drum), about("part_allocated", drum, "S2"))).toMatchObject([
      { state: "on_hand", from: "stock", serial: "S2", orderedAt: null, arrivedAt: start + 2000 },
    ]);
  });
  it("get their number at the latest when they are put in", () => {
    const log = [required(drum), about("part_arrived", drum), about("part_installed", drum, "S3")];
    expect(lines(...log)).toMatchObject([{ state: "installed", serial: "S3" }]);
  });
  it("are gone when rejected, counted, and may come again", () => {
    const rejected = [required(drum), about("part_arrived", drum, "S1"), about("part_rejected", drum)];
    expect(lines(...rejected)).toMatchObject([
      { state: "rejected", from: null, serial: null, arrivedAt: null, rejections: 1 },
    ]);
    const builtIn = [about("part_arrived", drum), about("part_installed", drum, "S1"), about("part_rejected", drum)];
    expect(lines(required(drum), ...builtIn, about("part_arrived", drum, "S2"))).toMatchObject([
      { state: "on_hand", serial: "S2", installedAt: null },
    ]);
    expect(lines(...rejected, about("part_allocated", drum), about("part_rejected", drum))).toMatchObject([
      { state: "rejected", rejections: 2 },
    ]);
  });
});

/** `x`: an event about a part that is in this state can be. */
const admitted = `
                  required ordered on_hand rejected installed
  part_ordered       x        .       .       x         .
  part_arrived       x        x       .       x         .
  part_allocated     x        x       .       x         .
  part_rejected      .        .       x       .         x
  part_installed     .        .       x       .         .
`;

describe("a part", () => {
  const [heading = "", ...rows] = admitted.trim().split("\n");
  const states = heading.trim().split(/\s+/);
  const logs: Readonly<Record<string, readonly Line[]>> = {
    required: [],
    ordered: [about("part_ordered", drum)],
    on_hand: [about("part_arrived", drum)],
    rejected: [about("part_arrived", drum), about("part_rejected", drum)],
    installed: [about("part_arrived", drum), about("part_installed", drum)],
  };
  it("is in one of the states of this test's table", () => {
    expect([...states].sort()).toEqual([...PartLine.shape.state.options].sort());
  });
  describe.each(states)("that is %s", (state) => {
    it.each(orderEventTypes.filter((type) => type.startsWith("part_") && type !== "part_required"))(
      "with %s",
      (type) => {
        const own = lines(required(drum), ...(logs[state] ?? []));
        const cells =
          rows
            .find((row) => row.trim().startsWith(type))
            ?.trim()
            .split(/\s+/) ?? [];
        const refused = partRefusal(own, type, drum);
        expect(refused).toBe(cells[states.indexOf(state) + 1] === "x" ? undefined : `${drum}: ${state}`);
      },
    );
  });
  it("that was never required is refused by name", () => {
    expect(partRefusal(lines(required(drum)), "part_arrived", cutter)).toBe(`${cutter}: not required by this order`);
  });
});

it("parts are complete when the last of them is there or built in, and never while none is required", () => {
  expect(partsComplete(lines())).toBe(false);
  const log = [required(drum, cutter), about("part_arrived", drum), about("part_installed", drum)];
  expect(partsComplete(lines(...log))).toBe(false);
  expect(partsComplete(lines(...log, about("part_allocated", cutter)))).toBe(true);
  expect(partsComplete(lines(...log, about("part_allocated", cutter), about("part_rejected", cutter)))).toBe(false);
});
