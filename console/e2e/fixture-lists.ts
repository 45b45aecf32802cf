// Terminals as the server lists them: filtered, counted and cut into pages there, so also here.
import {
  deadlineBands,
  type KioskFilter,
  KioskList,
  KioskPoints,
  type KioskRow,
  kioskHealths,
  type OrderList,
  type OrderRow,
  orderListLimit,
  pointLetters,
} from "@kiosk/contract";

type FilterName = Exclude<keyof KioskFilter, "contract">;
const names: readonly FilterName[] = ["q", "health", "street", "box"];
const worstFirst = ["fault", "offline", "warning", "unknown", "ok"];

function plain(text: string): string {
  return text.normalize("NFKC").replaceAll(/[\s-]/g, "").toLowerCase();
}

function passes(row: KioskRow, name: FilterName, value: string): boolean {
  switch (name) {
    case "q":
      return (
        [row.name, row.street, ...row.macs].some((t) => plain(t).includes(plain(value))) || String(row.seq) === value
      );
    case "health":
      return row.health === value;
    case "street":
      return row.street === value;
    case "box": {
      const [west = 0, south = 0, east = 0, north = 0] = value.split(",").map(Number);
      return row.lon >= west && row.lon <= east && row.lat >= south && row.lat <= north;
    }
  }
}

/** The rows that pass all filters of the request but those left out. */
function matching(rows: readonly KioskRow[], query: URLSearchParams, but?: FilterName): KioskRow[] {
  const set = names.flatMap((name) => {
    const value = query.get(name) ?? "";
    return value === "" || name === but ? [] : [{ name, value }];
  });
  return rows.filter((row) => set.every(({ name, value }) => passes(row, name, value)));
}

export function kioskPage(rows: readonly KioskRow[], query: URLSearchParams): KioskList {
  const found = matching(rows, query);
  const anyHealth = matching(rows, query, "health");
  const streets = Map.groupBy(rows, (row) => row.street);
  const set = names.filter((name) => (query.get(name) ?? "") !== "");
  const rank = (row: KioskRow) => (query.get("sort") === "worst" ? worstFirst.indexOf(row.health) : 0);
  return KioskList.parse({
    at: Date.now(),
    total: rows.length,
    matched: found.length,
    healths: Object.fromEntries(kioskHealths.map((h) => [h, anyHealth.filter((row) => row.health === h).length])),
    streets: [...streets].map(([street, own]) => ({ street, count: own.length })).sort((a, b) => b.count - a.count),
    without: Object.fromEntries(set.map((name) => [name, matching(rows, query, name).length - found.length])),
    kiosks: found.toSorted((a, b) => rank(a) - rank(b) || a.seq - b.seq),
    next: null,
  });
}

export function kioskPoints(rows: readonly KioskRow[], query: URLSearchParams): KioskPoints {
  const found = matching(rows, query);
  return KioskPoints.parse({
    at: Date.now(),
    ids: found.map((row) => row.id),
    seqs: found.map((row) => row.seq),
    names: found.map((row) => row.name),
    lons: found.map((row) => row.lon),
    lats: found.map((row) => row.lat),
    healths: found.map((row) => pointLetters.health[row.health]).join(""),
    confidences: found.map((row) => pointLetters.confidence[row.confidence]).join(""),
  });
}

/** The board: so many of each band, the soonest first. The table: a page that begins where the one before ended. */
export function pageOf(orders: readonly OrderRow[], query: URLSearchParams): Pick<OrderList, "orders" | "next"> {
  const perBand = query.get("perBand");
  if (perBand !== null) {
    const dueOf = (order: OrderRow) => order.nextDueAt ?? Number.MAX_SAFE_INTEGER;
    const soonest = orders.toSorted((a, b) => dueOf(a) - dueOf(b) || a.reportedAt - b.reportedAt);
    const cut = deadlineBands.flatMap((band) => soonest.filter((o) => o.band === band).slice(0, Number(perBand)));
    return { orders: cut, next: null };
  }
  const from = Number(query.get("after") ?? "0");
  const to = from + Number(query.get("limit") ?? orderListLimit);
  return { orders: orders.slice(from, to), next: to < orders.length ? String(to) : null };
}
