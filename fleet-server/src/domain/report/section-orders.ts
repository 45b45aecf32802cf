// 故障与工单, 时限, the readings side by side, recurring faults, the ledger of faults.
import type { SectionFacts } from "@kiosk/contract";
import { recurrences } from "../problem/recurrence.ts";
import { column, figure, percentOf, section, table } from "./facts.ts";
import type { DigestClock, OrderDigest, Verdict } from "./order-digest.ts";
import type { PeriodFacts } from "./period-facts.ts";
import type { RowLinks } from "./row-links.ts";
import { closedIn, inHand, reportedIn } from "./section-operation.ts";
import { classWords, stateWords } from "./words.ts";

interface Due {
  readonly order: OrderDigest;
  readonly clock: DigestClock;
}

function dues({ orders }: PeriodFacts, roles: readonly DigestClock["role"][]): Due[] {
  return orders.flatMap((order) =>
    order.clocks.filter(({ role }) => roles.includes(role)).map((clock) => ({ order, clock })),
  );
}

const verdictWords: { readonly [V in Verdict]: string } = {
  met: "按时",
  met_late: "超期完成",
  breached: "超期未完成",
  running: "未到期",
};

/** One row a clock of a version of a policy: a month across a change of policy has both. */
function clockRows(found: readonly Due[]) {
  const groups = Map.groupBy(found, ({ clock: c }) => `${c.policy} ${c.version} ${c.milestone} ${c.role}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { policy, version, zh, clause, role } = first.clock;
      const n = (verdict: Verdict) => group.filter(({ clock }) => clock.verdict === verdict).length;
      const decided = n("met") + n("met_late") + n("breached");
      const key = `${policy} ${version} ${first.clock.milestone}`;
      return [
        {
          key,
          role,
          cells: [
            zh,
            clause,
            `${policy} v${version}`,
            n("met"),
            n("met_late"),
            n("breached"),
            percentOf(n("met"), decided),
          ],
        },
      ];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const clockColumns = [
  column("clock", "时限", "Deadline"),
  column("clause", "条款", "Clause"),
  column("policy", "策略版本", "Policy"),
  column("met", "按时", "On time", "int"),
  column("late", "超期完成", "Late", "int"),
  column("breached", "超期未完成", "Breached", "int"),
  column("share", "达成率", "On time", "percent"),
];

/** 故障与工单: what came, what went, what is in hand, and how the binding deadlines were kept. */
export function orders(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const reported = reportedIn(facts);
  const closed = closedIn(facts);
  const standing = inHand(facts);
  const binding = dues(facts, ["governing"]);
  const n = (verdict: Verdict) => binding.filter(({ clock }) => clock.verdict === verdict).length;
  const late = binding
    .filter(({ clock }) => clock.verdict === "met_late" || clock.verdict === "breached")
    .sort((a, b) => b.clock.lateMs - a.clock.lateMs || (a.order.number < b.order.number ? -1 : 1));
  const names = namesOf(facts);
  const href = links.table("faultLedger", "faults");
  return section("orders", {
    figures: [
      figure("opened", ["新增", "Opened"], "int", reported.length, { unit: ["单", ""], href }),
      figure("closed", ["完成", "Closed"], "int", closed.length, { unit: ["单", ""], href }),
      figure("open", ["在途", "In hand"], "int", standing.length, { unit: ["单", ""], href }),
      figure(
        "onTime",
        ["时限达成率", "Deadlines kept"],
        "percent",
        percentOf(n("met"), n("met") + n("met_late") + n("breached")),
        {
          href: links.table("orders", "clocks"),
        },
      ),
      figure("overdue", ["超期项", "Deadlines missed"], "int", late.length, {
        unit: ["项", ""],
        href: links.table("orders", "late"),
      }),
    ],
    tables: [
      table(
        "clocks",
        ["时限达成情况", "Deadlines"],
        clockColumns,
        clockRows(binding).map(({ cells }) => cells),
      ),
      table(
        "late",
        ["超期明细", "Missed deadlines"],
        [
          column("number", "工单号", "Order"),
          column("kiosk", "点位", "Point"),
          column("clock", "时限", "Deadline"),
          column("due", "到期", "Due", "instant"),
          column("late", "超期", "Late by", "duration"),
          column("verdict", "结论", "Verdict"),
          column("why", "处理情况", "What was done"),
        ],
        late.map(({ order, clock }) => [
          ...[order.number, names.get(order.kioskId) ?? order.kioskId, clock.zh, clock.dueAt, clock.lateMs],
          ...[verdictWords[clock.verdict], order.remedy],
        ]),
        { rowHrefs: late.map(({ order }) => links.order(order.id)) },
      ),
    ],
    empty: reported.length === 0 && closed.length === 0 && standing.length === 0,
    notes: [
      {
        zh: "时限达成率＝本期到期的约束性时限中按时完成数÷（按时＋超期完成＋超期未完成）；各工单按其报修时有效的策略版本计时，策略变更不溯及既往。",
        en: "Deadlines kept: of those that fell due in the period. Each order is counted by the version of the policy in force at its report.",
      },
    ],
  });
}

/** Readings that do not bind, beside those that do: C15 against C16, C18 against C12 to C16. */
export function readings(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const rows = clockRows(dues(facts, ["reading", "shadow", "advisory"]));
  const words = {
    governing: "约束",
    advisory: "参考（全流程）",
    reading: "另一种读法",
    shadow: "并行（最严）",
  } as const;
  return section("readings", {
    tables: [
      table(
        "readings",
        ["其他读法下的时限达成情况", "Deadlines by the other readings"],
        [column("role", "性质", "Role"), ...clockColumns],
        rows.map(({ role, cells }) => [words[role], ...cells]),
        { href: links.table("faultLedger", "faults") },
      ),
    ],
    notes: [
      {
        zh: "更换部件：合同既规定 60 日全流程，又规定自备件到货日起算，两种算法并列；通用服务条款（10/30 分钟响应、24/48 小时解决）与自助终端专门条款不一致，以专门条款为约束，通用条款并行计算，供对照。",
        en: "Parts: sixty days of the whole process and sixty days from arrival are both counted. The general clause (C18) runs beside the special ones and binds nothing.",
      },
    ],
  });
}

/** 故障分析与预防措施 (C4): what came back within thirty days. */
export function problems(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const { period } = facts;
  const counted = facts.orders.filter(
    ({ kind, cancelled, reportedAt }) => kind === "fault" && !cancelled && reportedAt < period.endAt,
  );
  const byId = new Map(counted.map((order) => [order.id, order]));
  const found = recurrences(counted)
    .map(({ kioskId, deviceId, orderIds }) => ({ kioskId, deviceId, of: orderIds.flatMap((id) => byId.get(id) ?? []) }))
    .filter(({ of }) => of.some(({ reportedAt }) => reportedAt >= period.startAt))
    .sort((a, b) => b.of.length - a.of.length || (a.kioskId < b.kioskId ? -1 : 1));
  const names = namesOf(facts);
  const rows = found.map(({ kioskId, deviceId, of }) => [
    names.get(kioskId) ?? kioskId,
    deviceId ?? "整机",
    of.length,
    of.map(({ number }) => number).join("、"),
    [...new Set(of.map(({ titleZh }) => titleZh))].join("；"),
    of.at(-1)?.remedy ?? "",
  ]);
  return section("problems", {
    figures: [
      figure("recurring", ["重复发生的问题", "Recurring problems"], "int", found.length, {
        unit: ["项", ""],
        href: links.table("problems", "recurring"),
      }),
    ],
    tables: [
      table(
        "recurring",
        ["30 日内同一终端同一部件发生两次及以上的故障", "Twice or more within 30 days"],
        [
          column("kiosk", "点位", "Point"),
          column("component", "部件", "Component"),
          column("n", "次数", "Times", "int"),
          column("orders", "工单", "Orders"),
          column("what", "故障", "Fault"),
          column("remedy", "最近处理", "Last remedy"),
        ],
        rows,
        { rowHrefs: found.map(({ of }) => links.order(of.at(-1)?.id ?? "")) },
      ),
    ],
    empty: found.length === 0,
  });
}

/** 故障台账 (S6). */
export function faultLedger(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const { period } = facts;
  const names = namesOf(facts);
  const chosen = facts.orders
    .filter(({ reportedAt, doneAt }) => reportedAt < period.endAt && (doneAt === null || doneAt >= period.startAt))
    .sort((a, b) => a.reportedAt - b.reportedAt || (a.number < b.number ? -1 : 1));
  return section("faultLedger", {
    tables: [
      table(
        "faults",
        ["故障台账", "Ledger of faults"],
        [
          column("number", "工单号", "Order"),
          column("kiosk", "点位", "Point"),
          column("class", "类别", "Class"),
          column("what", "故障", "Fault"),
          column("reported", "报修", "Reported", "instant"),
          column("restored", "恢复", "Restored", "instant"),
          column("state", "状态", "State"),
          column("remedy", "处理", "Remedy"),
        ],
        chosen.map((order) => [
          ...[order.number, names.get(order.kioskId) ?? order.kioskId, classWords[order.class], order.titleZh],
          ...[order.reportedAt, order.restoredAt ?? "未恢复", stateWords[order.state], order.remedy],
        ]),
        { rowHrefs: chosen.map(({ id }) => links.order(id)) },
      ),
    ],
  });
}

function namesOf({ kiosks }: PeriodFacts): ReadonlyMap<string, string> {
  return new Map(kiosks.map(({ id, name }) => [id, name]));
}
