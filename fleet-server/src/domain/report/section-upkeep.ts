// 巡检, 耗材与备件, 监控预警, 重大保障, 考核自评 and the two ledgers of pieces.
import type { SectionFacts } from "@kiosk/contract";
import { score } from "../sla/assessment.ts";
import { column, figure, percentOf, section, table } from "./facts.ts";
import type { PeriodFacts } from "./period-facts.ts";
import type { RowLinks } from "./row-links.ts";
import { alarmWords, inspectionWords, movementWords, supplyWords } from "./words.ts";

/** Completed and not filed by the day it was due, as known at `asOf`. */
function isLate(dueAt: number | null, filedAt: number | null, asOf: number): boolean {
  return dueAt !== null && (filedAt ?? asOf) > dueAt;
}

export function inspections(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const { inspections: kinds, inspectionRows: rows, asOf } = facts;
  const sum = (of: "due" | "done" | "missed" | "completed") =>
    kinds === null ? null : kinds.reduce((total, kind) => total + kind[of], 0);
  const late = rows.filter(({ dueAt, filedAt }) => isLate(dueAt, filedAt, asOf));
  const href = links.table("inspections", "completed");
  return section("inspections", {
    figures: [
      figure("due", ["本期应完成", "Due"], "int", sum("due"), { unit: ["次", ""], href: links.inspections }),
      figure("done", ["其中已完成", "Done of them"], "int", sum("done"), { unit: ["次", ""], href }),
      figure("missed", ["逾期未检", "Missed"], "int", sum("missed"), { unit: ["次", ""], href: links.inspections }),
      figure("rate", ["完成率", "Done"], "percent", percentOf(sum("done") ?? 0, sum("due") ?? 0), { href }),
      figure("completed", ["本期实际巡检", "Inspections made"], "int", rows.length, { unit: ["次", ""], href }),
      figure(
        "lateReports",
        ["逾期未留档的巡检报告", "Reports filed late or not"],
        "int",
        rows.length === 0 ? null : late.length,
        {
          unit: ["份", ""],
          href,
        },
      ),
    ],
    tables: [
      table(
        "kinds",
        ["各类巡检完成情况", "By kind"],
        [
          column("kind", "类别", "Kind"),
          column("due", "应完成", "Due", "int"),
          column("done", "已完成", "Done", "int"),
          column("missed", "逾期未检", "Missed", "int"),
          column("waived", "免检", "Waived", "int"),
          column("completed", "实际巡检", "Made", "int"),
        ],
        (kinds ?? []).map((k) => [inspectionWords[k.kind].zh, k.due, k.done, k.missed, k.waived, k.completed]),
      ),
      table(
        "completed",
        ["本期巡检明细", "Inspections"],
        [
          column("seq", "序号", "No.", "int"),
          column("kiosk", "点位", "Point"),
          column("kind", "类别", "Kind"),
          column("at", "完成时间", "Completed", "instant"),
          column("by", "巡检人", "By"),
          column("fail", "异常项", "Fails", "int"),
          column("due", "报告期限", "Report due", "instant"),
          column("filed", "留档", "Filed", "instant"),
        ],
        rows.map((r) => [
          ...[r.kioskSeq, r.kioskName, inspectionWords[r.kind].zh, r.completedAt, r.by, r.fail],
          ...[r.dueAt, r.filedAt ?? "未留档"],
        ]),
        { rowHrefs: rows.map(({ id }) => links.inspection(id)) },
      ),
    ],
    empty: kinds === null && rows.length === 0,
    notes: [
      {
        zh: "“本期应完成”为截止日落在本期内的巡检窗口；错过的窗口不因事后补检而改变。报告期限为巡检完成日次日起第 5 个工作日 24:00（合同另有约定的从其约定）。",
        en: "Due: windows that end in the period; a missed one stays missed. Reports are due by 24:00 of the fifth working day after completion.",
      },
    ],
  });
}

export function supplies(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const { swaps, openTasks, lateTasks, movements } = facts;
  const kinds = [...Map.groupBy(swaps ?? [], ({ consumable }) => consumable)];
  return section("supplies", {
    figures: [
      figure("swaps", ["更换耗材", "Supplies replaced"], "int", swaps?.length ?? null, {
        unit: ["件", ""],
        href: links.table("supplyLedger", "swaps"),
      }),
      figure("tasks", ["待更换任务", "Replacements to do"], "int", openTasks, {
        unit: ["项", ""],
        href: links.supplies,
      }),
      figure("lateTasks", ["其中已过建议日期", "Past their day"], "int", lateTasks, {
        unit: ["项", ""],
        href: links.supplies,
      }),
      figure("movements", ["备件出入库", "Stock movements"], "int", movements?.length ?? null, {
        unit: ["笔", ""],
        href: links.table("partLedger", "movements"),
      }),
    ],
    tables: [
      table(
        "kinds",
        ["各类耗材更换情况", "By kind"],
        [
          column("kind", "耗材", "Supply"),
          column("n", "更换数", "Replaced", "int"),
          column("kiosks", "涉及终端", "Terminals", "int"),
        ],
        kinds.map(([kind, of]) => [supplyWords[kind], of.length, new Set(of.map(({ kioskId }) => kioskId)).size]),
        { href: links.table("supplyLedger", "swaps") },
      ),
    ],
    empty: (swaps?.length ?? 0) === 0 && (movements?.length ?? 0) === 0 && (openTasks ?? 0) === 0,
  });
}

export function alarms({ alarms: counts }: PeriodFacts, links: RowLinks): SectionFacts {
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  const rows = Object.entries(alarmWords).flatMap(([level, { zh }]) => {
    const found = counts.find((one) => one.level === level);
    return found === undefined ? [] : [[zh, found.n, found.late]];
  });
  return section("alarms", {
    figures: [figure("told", ["预警与告警", "Alarms"], "int", total, { unit: ["条", ""], href: links.alarms })],
    tables: [
      table(
        "levels",
        ["各级预警", "By level"],
        [
          column("level", "级别", "Level"),
          column("n", "条数", "Told", "int"),
          column("late", "其中补发", "Told late", "int"),
        ],
        rows,
        { href: links.alarms },
      ),
    ],
    empty: total === 0,
  });
}

export function guarantee({ occasions }: PeriodFacts): SectionFacts {
  const rows = (occasions ?? []).map(({ zh, from, to, faults }) => [zh, from, to, faults]);
  return section("guarantee", {
    tables: [
      table(
        "occasions",
        ["重大保障", "Guarantees"],
        [
          column("what", "保障任务", "Guarantee"),
          column("from", "起", "From", "day"),
          column("to", "止", "To", "day"),
          column("faults", "故障数", "Faults", "int"),
        ],
        rows,
      ),
    ],
  });
}

/** 考核自评 (S3): points lost in tenths, by the sheet of the product's formulas. */
export function assessment(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const { sheet, orders, inspections: kinds, inspectionRows, missingReports, asOf } = facts;
  const binding = orders.flatMap((order) =>
    order.clocks.filter(({ role }) => role === "governing").map((clock) => ({ order, clock })),
  );
  const answers = binding.filter(({ clock }) => clock.milestone === "first_response");
  const works = binding.filter(
    ({ clock }) =>
      clock.milestone !== "first_response" && (clock.verdict === "breached" || clock.verdict === "met_late"),
  );
  const counted: Readonly<Record<string, number>> = {
    responsesLate: answers.filter(({ clock }) => clock.verdict === "met_late").length,
    responsesNone: answers.filter(({ clock }) => clock.verdict === "breached").length,
    faultsMissed: new Set(works.map(({ order }) => order.id)).size,
    dailyReportsMissing: inspectionRows.filter(({ dueAt, filedAt }) => isLate(dueAt, filedAt, asOf)).length,
    weeklyReportsMissing: missingReports?.weekly ?? 0,
    monthlyReportsMissing: missingReports?.monthly ?? 0,
    inspectionsMissed: kinds?.reduce((sum, { missed }) => sum + missed, 0) ?? 0,
  };
  const items = sheet?.items ?? [];
  const rows = items.flatMap(({ zh, deductions }) =>
    Object.values(deductions).flatMap((prices) =>
      Object.entries(prices).flatMap(([fact, tenths]) => {
        const n = counted[fact];
        return n === undefined ? [] : [[zh, factWords[fact] ?? fact, n, tenths, n * tenths]];
      }),
    ),
  );
  const total = sheet === null ? null : score(items, counted).totalTenths;
  return section("score", {
    figures: [
      figure("lost", ["扣分合计", "Points lost"], "points", total, {
        unit: ["分", ""],
        href: links.table("score", "items"),
      }),
    ],
    tables: [
      table(
        "items",
        ["扣分明细", "Deductions"],
        [
          column("item", "考核项", "Item"),
          column("fact", "扣分情形", "Fact"),
          column("n", "次数", "Times", "int"),
          column("each", "每次扣分", "Each", "points"),
          column("sum", "扣分", "Points", "points"),
        ],
        rows,
      ),
    ],
    empty: sheet === null,
    notes: [
      {
        zh: `依据${sheet?.clause ?? "考核表"}：以 0.1 分为单位计整数，每一考核项扣完为止；自评供双方核对，以甲方考核结果为准。`,
        en: "Counted in whole tenths; an item never loses more than its full score. For both sides to compare; the buyer's own assessment stands.",
      },
    ],
  });
}

const factWords: Readonly<Record<string, string>> = {
  responsesLate: "响应不及时",
  responsesNone: "未响应",
  faultsMissed: "故障未按时处置",
  dailyReportsMissing: "日常巡检报告逾期或缺交",
  weeklyReportsMissing: "周报缺交",
  monthlyReportsMissing: "月报缺交",
  inspectionsMissed: "未按期巡检",
};

/** 耗材台账. */
export function supplyLedger({ swaps, kiosks }: PeriodFacts, links: RowLinks): SectionFacts {
  const names = new Map(kiosks.map(({ id, name }) => [id, name]));
  const rows = (swaps ?? []).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return section("supplyLedger", {
    tables: [
      table(
        "swaps",
        ["耗材台账", "Ledger of supplies"],
        [
          column("at", "更换时间", "At", "instant"),
          column("kiosk", "点位", "Point"),
          column("kind", "耗材", "Supply"),
          column("item", "型号", "Item"),
          column("serial", "新件序列号", "Serial"),
          column("removed", "旧件序列号", "Removed"),
          column("how", "来源", "How"),
          column("by", "登记人", "By"),
        ],
        rows.map((s) => [
          ...[
            s.at,
            names.get(s.kioskId) ?? s.kioskId,
            `${supplyWords[s.consumable]}${s.part === "" ? "" : ` ${s.part}`}`,
          ],
          ...[s.item, s.serial, s.removedSerial, s.how === "detected" ? "设备自报" : "人工登记", s.by],
        ]),
        { rowHrefs: rows.map(({ kioskId }) => links.kiosk(kioskId)) },
      ),
    ],
  });
}

/** 备件台账. */
export function partLedger({ movements }: PeriodFacts, links: RowLinks): SectionFacts {
  const rows = (movements ?? []).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return section("partLedger", {
    tables: [
      table(
        "movements",
        ["备件台账", "Ledger of parts"],
        [
          column("at", "时间", "At", "instant"),
          column("part", "备件", "Part"),
          column("serial", "序列号", "Serial"),
          column("kind", "事项", "What"),
          column("n", "数量", "Quantity", "int"),
          column("order", "工单", "Order"),
          column("by", "经办人", "By"),
          column("text", "备注", "Note"),
        ],
        rows.map((m) => [
          ...[m.at, m.part, m.serial ?? "", movementWords[m.kind], m.quantity],
          ...[m.orderNumber ?? m.orderId ?? "", m.actor, m.text],
        ]),
        { href: links.stock, rowHrefs: rows.map(({ orderId }) => (orderId === null ? null : links.order(orderId))) },
      ),
    ],
  });
}
