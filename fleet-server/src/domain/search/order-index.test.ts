import { ContractId, KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { type OrderHead, OrderIndex } from "./order-index.ts";
import { mergeHits } from "./rank.ts";
import { wantedOf } from "./wanted.ts";

const head = (overrides: Partial<OrderHead> & { id: string }): OrderHead => ({
  number: "WO-20261122-0001",
  contractId: ContractId.parse("changning"),
  kioskId: KioskId.parse("cn-014"),
  vendorId: null,
  titleZh: "制册机：卡纸",
  titleEn: "Booklet printer: paper jam",
  state: "reported",
  reportedAt: 1000,
  ...overrides,
});

function indexOf(...heads: OrderHead[]): OrderIndex {
  const index = new OrderIndex();
  for (const one of heads) index.put(one);
  return index;
}

function ids(index: OrderIndex, query: string, visible: (head: OrderHead) => boolean = () => true, limit = 20) {
  const wanted = wantedOf(query);
  return wanted === undefined ? [] : index.search(wanted, visible, limit).best.map(({ head: found }) => found.id);
}

describe("an order is found by", () => {
  const index = indexOf(
    head({ id: "a", number: "WO-20261121-0007", reportedAt: 1 }),
    head({ id: "b", number: "WO-20261122-0007", reportedAt: 2, titleZh: "换“硒鼓”", titleEn: "Toner" }),
    head({ id: "c", number: "WO-20261122-0012", reportedAt: 3, state: "done" }),
  );

  it.each(["WO-20261122-0012", "wo20261122 0012", "ＷＯ-20261122-0012"])("its whole number, written %j", (query) => {
    expect(ids(index, query)).toEqual(["c"]);
  });

  it("the last digits of its number, newest first", () => {
    expect(ids(index, "0007")).toEqual(["b", "a"]);
    expect(ids(index, "007")).toEqual(["b", "a"]);
  });

  it("its day", () => {
    expect(ids(index, "20261122")).toEqual(["b", "c"]);
  });

  it("its title in either language, quotes or not, open ones first", () => {
    expect(ids(index, "卡纸")).toEqual(["a", "c"]);
    expect(ids(index, "PAPER jam")).toEqual(["a", "c"]);
    expect(ids(index, "硒鼓")).toEqual(["b"]);
    expect(ids(index, "换硒鼓")).toEqual(["b"]);
  });

  it("no text that only arises where the titles meet, and no two digits", () => {
    expect(ids(index, "卡纸booklet")).toEqual([]);
    expect(ids(index, "07")).toEqual([]);
  });
});

describe("the index", () => {
  it("shows an order as it was last put, and once", () => {
    const index = indexOf(head({ id: "a", titleZh: "旧" }));
    index.put(head({ id: "a", titleZh: "新" }));
    expect(ids(index, "旧")).toEqual([]);
    expect(ids(index, "新")).toEqual(["a"]);
    expect(index.size).toBe(1);
  });

  it("moves an order whose report was corrected to another time", () => {
    const index = indexOf(head({ id: "a", reportedAt: 1 }), head({ id: "b", reportedAt: 2 }));
    index.put(head({ id: "a", reportedAt: 3 }));
    expect(ids(index, "卡纸")).toEqual(["a", "b"]);
  });

  it("keeps the newest first whatever order they came in", () => {
    const index = indexOf(...[5, 1, 4, 2, 3].map((n) => head({ id: String(n), reportedAt: n })));
    expect(ids(index, "卡纸")).toEqual(["5", "4", "3", "2", "1"]);
  });

  it("counts all but hands out no more than asked for, and none that may not be seen", () => {
    const index = indexOf(
      ...Array.from({ length: 30 }, (_, n) => head({ id: `${n}`.padStart(2, "0"), reportedAt: n })),
    );
    const wanted = wantedOf("卡纸");
    if (wanted === undefined) throw new Error("nothing wanted");
    const result = index.search(wanted, ({ id }) => id !== "29", 5);
    expect(result.found).toBe(29);
    expect(result.best.map(({ head: found }) => found.id)).toEqual(["28", "27", "26", "25", "24"]);
  });
});

describe("hits of several kinds", () => {
  const scored = (kind: string, count: number, score: number) =>
    Array.from({ length: count }, (_, n) => ({ hit: `${kind}${n}`, score }));

  it("stand best first, and a kind that is worse is not crowded out", () => {
    const merged = mergeHits([scored("k", 20, 1), scored("o", 3, 5)], 10);
    expect(merged).toHaveLength(10);
    expect(merged.filter((hit) => hit.startsWith("o"))).toHaveLength(3);
    expect(merged[0]).toBe("k0");
  });
});
