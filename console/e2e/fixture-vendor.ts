// What a firm's people are answered at the fixture server: some of its orders, their parts, and a month.
import {
  ContractFirmList,
  type OrderDetail,
  OrderLinkList,
  ScoreLine,
  type VendorFilter,
  VendorOrderList,
  type VendorOrderRow,
  VendorPartList,
  VendorPlace,
  VendorScores,
  vendorFilters,
} from "@kiosk/contract";
import { byDeadline, showsUnder, waitsForPart } from "../../fleet-server/src/domain/organisation/board.ts";
import { monthOf } from "../../fleet-server/src/domain/organisation/score.ts";
import type { Answer } from "./fixture-api.ts";
import { isOpen } from "./fixture-rules.ts";

const ok = (body: unknown): Answer => ({ status: 200, body });

/** orders of the fixture that are with the firm of `FixtureSession.signIn("vendor")` */
const given: readonly string[] = ["o-part", "o-reader", "o-old", "o-done"];
const firm = "centerm";

type Row = VendorOrderRow;

function rowOf(detail: OrderDetail): Row {
  const { order } = detail;
  return {
    ...order,
    place: placeOf(detail),
    waitsForPart: isOpen(order.state) && waitsForPart(detail.parts),
  };
}

function placeOf({ order }: OrderDetail): VendorPlace {
  return VendorPlace.parse({
    kioskId: order.kioskId,
    name: order.kioskName,
    street: "虹桥街道",
    address: "红宝石路500号",
    device:
      order.deviceId === null
        ? null
        : { id: order.deviceId, class: "idCardReader", zh: "二代身份证阅读器", en: "ID card reader" },
  });
}

function ordersOf(details: readonly OrderDetail[], query: URLSearchParams, at: number): VendorOrderList {
  const rows = details.map(rowOf);
  const open = rows.filter((row) => isOpen(row.state)).sort(byDeadline);
  const show = vendorFilters.find((filter) => filter === query.get("show"));
  const chosen = query.get("state") === "closed" ? rows.filter((row) => !isOpen(row.state)) : open;
  const shown = chosen.filter((row) => show === undefined || showsUnder(row, show));
  const count = (filter: VendorFilter) => open.filter((row) => showsUnder(row, filter)).length;
  const counts = Object.fromEntries(vendorFilters.map((filter) => [filter, count(filter)]));
  return VendorOrderList.parse({ at, counts, total: shown.length, orders: shown });
}

function partsOf(details: readonly OrderDetail[], at: number): VendorPartList {
  const parts = details.flatMap(({ order, parts: lines }) =>
    lines.map((line) => ({
      ...line,
      orderId: order.id,
      orderNumber: order.number,
      orderState: order.state,
      contractId: order.contractId,
      kioskName: order.kioskName,
    })),
  );
  const states = (...wanted: readonly string[]) => parts.filter(({ state }) => wanted.includes(state)).length;
  const counts = { required: states("required"), ordered: states("ordered"), arrived: states("on_hand"), late: 0 };
  return VendorPartList.parse({ at, counts, parts });
}

function linesOf(details: readonly OrderDetail[]): ScoreLine[] {
  const clocks = details.flatMap(({ order }) => order.clocks.map((clock) => ({ order, clock })));
  const groups = Map.groupBy(clocks, ({ clock }) => `${clock.policy}:${clock.milestone} ${clock.role}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { policy, milestone, role, zh, en, clause } = first.clock;
    const rows = group.flatMap(({ order, clock }) => {
      const { startAt, dueAt, completedAt, state, lateByMs, overdueMs } = clock;
      if (dueAt === null || (state !== "met" && state !== "met_late" && state !== "breached" && state !== "running")) {
        return [];
      }
      const { id: orderId, number: orderNumber, titleZh, titleEn, kioskName } = order;
      const head = { orderId, orderNumber, titleZh, titleEn, kioskName, clock: `${policy}:${milestone}` };
      const times = { startAt, dueAt, completedAt, verdict: state, lateMs: overdueMs ?? lateByMs ?? 0 };
      return [{ ...head, ...times, dispute: null }];
    });
    if (rows.length === 0) return [];
    const of = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
    const counts = { met: of("met"), metLate: of("met_late"), breached: of("breached"), running: of("running") };
    return [ScoreLine.parse({ policy, milestone, role, zh, en, clause: clause.ref, ...counts, rows })];
  });
}

function scoresOf(details: readonly OrderDetail[], given: string | null, at: number): VendorScores {
  const month = given ?? monthOf(at);
  const lines = month === monthOf(at) ? linesOf(details) : [];
  const facts = [
    ["responsesLate", "服务质量", "Service quality", 1],
    ["faultsMissed", "故障管理", "Fault management", 5],
  ] as const;
  const rows = facts.map(([fact, zh, en, tenths]) => ({ zh, en, clause: "S3", fact, times: 1, tenths }));
  return VendorScores.parse({
    at,
    month,
    scores: [
      {
        at,
        month,
        contractId: "changning",
        organisationId: firm,
        orders: details.length,
        lines,
        deductions: { rows, totalTenths: 6 },
        openDisputes: 0,
      },
    ],
  });
}

/** The answers about firms and to their people; undefined for every other path. */
export function vendorFixture(
  path: string,
  query: URLSearchParams,
  orders: readonly OrderDetail[],
  empty: boolean,
): Answer | undefined {
  const [, resource, id, leaf] = path.split("/");
  const at = Date.now();
  if (resource === "contracts" && leaf === "organisations") return ok(firmsOf(id));
  if (resource === "work-orders" && leaf === "links") return ok(OrderLinkList.parse({ at, links: [] }));
  if (resource !== "vendor") return undefined;
  const details = empty ? [] : orders.filter(({ order }) => given.includes(order.id));
  if (id === "parts") return ok(partsOf(details, at));
  if (id === "score") return ok(scoresOf(details, query.get("month"), at));
  if (leaf === undefined) return ok(ordersOf(details, query, at));
  const found = details.find(({ order }) => order.id === leaf);
  return found === undefined ? undefined : ok(placeOf(found));
}

function firmsOf(contractId: string | undefined): ContractFirmList {
  const firms = [{ id: firm, zh: "升腾资讯", en: "Centerm", deviceClasses: ["idCardReader"] }];
  return ContractFirmList.parse({ contractId, firms });
}
