// Where visits come from: each room says what is to be done on site; planning asks them all.
import type { ContractId, GuaranteeView, InspectionWindowView, OrderRow } from "@kiosk/contract";
import { deviceClassNames } from "@kiosk/firmware-profiles";
import { serverCaller } from "../domain/account/caller.ts";
import type { Demand, VisitDemand, Words } from "../domain/route/plan/demand.ts";
import { dayStart, formatLocalDay, localDay, parseLocalDay } from "../domain/sla/local-day.ts";
import type { Task } from "../domain/supply/task.ts";
import type { Millis } from "../domain/time.ts";
import { orderFacts } from "../domain/work-order/facts.ts";
import { binds, boundClocks, boundPolicies } from "../domain/work-order/order-clocks.ts";
import { partsComplete } from "../domain/work-order/parts.ts";
import { standingEvents } from "../domain/work-order/standing.ts";
import type { OpenOrder } from "../domain/work-order/work-order.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { InspectionApi } from "./inspection-api.ts";

/** Clocks that end by something done at the terminal, and not as well by an answer or a plan from afar. */
const onSiteStops = ["arrived", "fixed", "tested", "accepted", "verified"];
const fromAfar = ["acknowledged", "acknowledged:human", "diagnosis_submitted", "plan_submitted"];

const orderWords: { readonly [C in OrderRow["class"]]?: Words } = {
  hardware_repair: { zh: "硬件维修", en: "Hardware repair" },
  part_replacement: { zh: "更换部件", en: "Part replacement" },
};

/** An order as something to be done on site, whether or not it has to be; for a dispatcher who says so. */
export function orderDemand(open: OpenOrder, state: FleetState, at: Millis): Demand {
  const { order, events } = open;
  const facts = orderFacts(standingEvents(events, at));
  const clocks = boundClocks(boundPolicies(order, events, state, at, ["governing"])).filter(
    (clock) =>
      binds(clock) &&
      (clock.state.state === "running" || clock.state.state === "breached") &&
      clock.milestone.stop.some((stop) => onSiteStops.includes(stop)) &&
      !clock.milestone.stop.some((stop) => fromAfar.includes(stop)),
  );
  const dues = clocks.flatMap(({ state: { dueAt } }) => dueAt ?? []);
  const device = order.deviceId === null ? undefined : state.kiosk(order.kioskId)?.devices.get(order.deviceId);
  const what = orderWords[order.class] ?? { zh: "现场处理", en: "On site" };
  return {
    kioskId: order.kioskId,
    task: { type: "order", orderId: order.id },
    label: { zh: `${what.zh} ${order.number} ${order.titleZh}`, en: `${what.en} ${order.number} ${order.titleEn}` },
    from: null,
    dueAt: dues.length === 0 ? null : Math.min(...dues),
    endsAtDue: false,
    skills: device === undefined ? [] : [device.deviceClass],
    pieces: facts.parts.filter((part) => part.state === "on_hand").map(({ part }) => ({ item: part, quantity: 1 })),
  };
}

/** Whether somebody of the team has to go: not a firm, not waiting for a part or for the buyer. */
function needsVisit(open: OpenOrder, at: Millis): boolean {
  const {
    state,
    class: orderClass,
    vendorId,
    onsiteAsked,
    paused,
    parts,
  } = orderFacts(standingEvents(open.events, at));
  if (vendorId !== null || paused !== null || state === "tested" || state === "awaiting_acceptance") return false;
  if (onsiteAsked) return true;
  if (orderClass === "part_replacement") return parts.length > 0 && partsComplete(parts);
  return orderClass === "hardware_repair";
}

export function orderVisits(state: FleetState): VisitDemand {
  return {
    async demands(contractId, _from, _to, at) {
      const own = [...state.openOrders].filter(({ order }) => order.contractId === contractId);
      // a skill nobody has entered is asked of nobody: see skillsThatCount
      return own.filter((open) => needsVisit(open, at)).map((open) => orderDemand(open, state, at));
    },
  };
}

/** Every window of every terminal of a contract, page by page. */
export async function inspectionWindowsOf(
  inspections: Pick<InspectionApi, "plan">,
  contractId: ContractId,
): Promise<InspectionWindowView[]> {
  const windows: InspectionWindowView[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = await inspections.plan(serverCaller, contractId, { after, limit: 500 });
    if (!page.ok) return windows;
    windows.push(...page.value.kiosks.flatMap((kiosk) => kiosk.windows));
    after = page.value.next;
  }
  return windows;
}

const kindWords = {
  hardware: { zh: "硬件巡检", en: "Hardware inspection" },
  system: { zh: "系统巡检", en: "System inspection" },
  app: { zh: "应用巡检", en: "Application inspection" },
  guarantee: { zh: "保障巡检", en: "Guarantee inspection" },
} as const;

/** @param windows of every terminal of a contract */
export function inspectionVisits(
  windows: (contractId: ContractId) => Promise<readonly InspectionWindowView[]>,
): VisitDemand {
  return {
    async demands(contractId, _from, to) {
      const all = await windows(contractId);
      return all
        .filter(({ state, from }) => (state === "open" || state === "future") && dayStart(parseLocalDay(from)) < to)
        .map((window): Demand => {
          const { zh, en } = kindWords[window.kind];
          return {
            kioskId: window.kioskId,
            task: { type: "inspection", kind: window.kind, windowKey: window.key },
            label: { zh: `${zh}（${window.from} 至 ${window.to}）`, en: `${en} (${window.from} to ${window.to})` },
            from: dayStart(parseLocalDay(window.from)),
            dueAt: window.dueAt,
            endsAtDue: true,
            skills: [],
            pieces: [],
          };
        });
    },
  };
}

/** @param tasks open ones of a contract */
export function supplyVisits(
  tasks: (contractId: ContractId) => Promise<readonly Task[]>,
  state: FleetState,
): VisitDemand {
  return {
    async demands(contractId) {
      return (await tasks(contractId)).map((task): Demand => {
        const device = state.kiosk(task.kioskId)?.devices.get(task.deviceId);
        const words =
          device === undefined ? { zh: task.deviceId, en: task.deviceId } : deviceClassNames[device.deviceClass];
        return {
          kioskId: task.kioskId,
          task: { type: "replacement", taskId: task.id },
          label: { zh: `更换 ${task.item}（${words.zh}）`, en: `Replace ${task.item} (${words.en})` },
          from: null,
          dueAt: task.dueAt,
          endsAtDue: false,
          skills: [],
          pieces: [{ item: task.item, quantity: 1 }],
        };
      });
    },
  };
}

/** @param guarantees of a contract, with their rounds */
export function guaranteeVisits(
  guarantees: (contractId: ContractId) => Promise<readonly GuaranteeView[]>,
): VisitDemand {
  return {
    async demands(contractId, _from, to, at) {
      const standing = (await guarantees(contractId)).filter(({ state }) => state === "planned" || state === "running");
      return standing.flatMap((guarantee) =>
        guarantee.rounds
          .filter(({ fromAt, dueAt }) => fromAt < to && (dueAt === null || dueAt > at))
          .flatMap((round) => {
            const day = formatLocalDay(localDay(round.fromAt));
            const pre = round.kind === "pre-inspection";
            const label = pre
              ? { zh: `${guarantee.title}：保障前巡检`, en: `${guarantee.title}: inspection before` }
              : { zh: `${guarantee.title}：${day} 巡查`, en: `${guarantee.title}: patrol of ${day}` };
            return round.openKioskIds.map((kioskId): Demand => {
              const task = { type: "guarantee", guaranteeId: guarantee.id, round: round.id } as const;
              return {
                kioskId,
                task,
                label,
                from: round.fromAt,
                dueAt: round.dueAt,
                endsAtDue: true,
                skills: [],
                pieces: [],
              };
            });
          }),
      );
    },
  };
}

/** All of them, of terminals that are there, with the kinds of inspection and the skills that count in the contract. */
export async function allDemands(
  sources: readonly VisitDemand[],
  { contractId, from, to, at }: { contractId: ContractId; from: Millis; to: Millis; at: Millis },
  { onSite, skills }: { onSite: readonly string[]; skills: ReadonlySet<string> },
): Promise<Demand[]> {
  const found = await Promise.all(sources.map((source) => source.demands(contractId, from, to, at)));
  return found
    .flat()
    .filter(({ task }) => task.type !== "inspection" || onSite.includes(task.kind))
    .filter(({ task }) => task.type !== "guarantee" || onSite.includes("guarantee"))
    .map((demand) => ({ ...demand, skills: demand.skills.filter((skill) => skills.has(skill)) }));
}
