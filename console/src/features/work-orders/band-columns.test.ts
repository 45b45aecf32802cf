import { type DeadlineBand, OrderRow } from "@kiosk/contract";
import { expect, test } from "vitest";
import { bandColumns } from "./band-columns.ts";

function order(id: string, band: DeadlineBand, nextDueAt: number | null, reportedAt = 0): OrderRow {
  return OrderRow.parse({
    id,
    number: id,
    contractId: "changning",
    kioskId: "cn-001",
    kioskSeq: 1,
    kioskName: "一号",
    deviceId: null,
    faultId: null,
    faultCode: null,
    class: "software",
    kind: "fault",
    level: null,
    source: "person",
    severity: "warning",
    titleZh: "黑屏",
    titleEn: "黑屏",
    route: null,
    vendorId: null,
    proposedAt: null,
    openDisputes: 0,
    state: "reported",
    paused: null,
    reportedAt,
    enteredAt: reportedAt,
    updatedAt: reportedAt,
    faultOpen: null,
    clocks: [],
    nextDueAt,
    band,
    policyKnown: true,
  });
}

const ids = (columns: ReturnType<typeof bandColumns>, band: DeadlineBand) =>
  columns.find((c) => c.band === band)?.orders.map((o) => o.id);

test("columns come in the order of urgency, cards in the order the server gave them", () => {
  const columns = bandColumns([order("b", "24h", 20), order("c", "overdue", 5), order("a", "24h", 10)], {});
  expect(columns.map((c) => c.band)).toEqual(["overdue", "24h", "3d", "later", "paused", "none"]);
  expect(ids(columns, "24h")).toEqual(["b", "a"]);
  expect(ids(columns, "3d")).toEqual([]);
});

test("a column counts also those that were not sent", () => {
  const few = Array.from({ length: 4 }, (_, i) => order(`o${i}`, "later", i));
  const later = bandColumns(few, { later: 9 }).find((c) => c.band === "later");
  expect(later?.orders).toHaveLength(4);
  expect(later?.total).toBe(9);
});
