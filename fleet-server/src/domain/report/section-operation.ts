// 运行总体情况, 可用率, 统计月报 and the table of all terminals.
import type { SectionFacts } from "@kiosk/contract";
import type { Measured } from "./availability.ts";
import { column, figure, meanMs, percentOf, section, table } from "./facts.ts";
import type { OrderDigest } from "./order-digest.ts";
import type { PeriodFacts } from "./period-facts.ts";
import type { RowLinks } from "./row-links.ts";
import { serviceWords } from "./words.ts";

const times: readonly [string, string] = ["台", ""];
const share = (measured: Measured | null) => (measured === null ? null : percentOf(measured.up, measured.open));

/** Reported in the span, and not by mistake. */
export function reportedIn({ orders, period }: PeriodFacts): OrderDigest[] {
  return orders.filter(
    ({ reportedAt, cancelled }) => reportedAt >= period.startAt && reportedAt < period.endAt && !cancelled,
  );
}

export function closedIn({ orders, period }: PeriodFacts): OrderDigest[] {
  return orders.filter(({ doneAt }) => doneAt !== null && doneAt >= period.startAt && doneAt < period.endAt);
}

/** Reported before the end and not done by then. */
export function inHand({ orders, period }: PeriodFacts): OrderDigest[] {
  return orders.filter(
    ({ reportedAt, doneAt, cancelled }) =>
      reportedAt < period.endAt && !cancelled && (doneAt === null || doneAt >= period.endAt),
  );
}

function fleetAvailability({ kiosks }: PeriodFacts): Measured | null {
  const measured = kiosks.flatMap(({ availability }) => availability ?? []);
  if (measured.length === 0) return null;
  return measured.reduce((sum, one) => ({ open: sum.open + one.open, up: sum.up + one.up }), { open: 0, up: 0 });
}

export function overview(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const { kiosks, sampled, platform } = facts;
  const perfect = kiosks.filter(({ availability: a }) => a !== null && a.open > 0 && a.up === a.open).length;
  const measuredKiosks = kiosks.filter(({ availability: a }) => a !== null && a.open > 0).length;
  const href = links.table("kiosks", "kiosks");
  return section("overview", {
    figures: [
      figure("kiosks", ["终端台数", "Terminals"], "int", kiosks.length, { unit: times, href: links.terminals }),
      figure("online", ["在线率（开放时段）", "Online within opening hours"], "percent", share(sampled), {
        href: links.samples,
      }),
      figure(
        "available",
        ["终端可用率（开放时段）", "Availability of terminals"],
        "percent",
        share(fleetAvailability(facts)),
        { href },
      ),
      figure(
        "platform",
        ["平台可用率", "Availability of the platform"],
        "percent",
        platform === null ? null : percentOf(platform.taken, platform.due),
        { href: links.samples },
      ),
      figure("perfect", ["全程可用终端", "Terminals without a loss"], "int", measuredKiosks === 0 ? null : perfect, {
        unit: times,
        href,
      }),
      figure("business", ["办件量", "Cases handled"], "int", facts.cases, { unit: ["件", ""] }),
      figure("faults", ["新增故障工单", "Orders opened"], "int", reportedIn(facts).length, {
        unit: ["单", ""],
        href: links.table("faultLedger", "faults"),
      }),
      figure("closed", ["完成工单", "Orders closed"], "int", closedIn(facts).length, {
        unit: ["单", ""],
        href: links.table("faultLedger", "faults"),
      }),
    ],
    empty: kiosks.length === 0,
    notes: [
      {
        zh: "在线率＝各采样时刻开放点位中在线终端之和÷开放点位之和，每 10 分钟采样一次。",
        en: "Online: of all samples (every ten minutes), terminals there of the points that were open.",
      },
    ],
  });
}

const definitions = [
  {
    zh: "终端可用率＝开放时段内终端在线的采样时刻数÷开放时段的采样时刻总数；点位未登记开放时间的按全天开放计；平台自身未采样的时刻不计入。",
    en: "Availability of a terminal: moments it was there of the moments its point was open; a point without hours counts as always open; moments the platform did not measure count for nothing.",
  },
  {
    zh: "服务可用率＝开放时段且终端在线的采样时刻中，承担该服务的设备无错误级故障的比例；无该设备的终端不计。",
    en: "Availability of a service: of the moments the terminal was there within opening hours, those without an error of the device that serves it.",
  },
  {
    zh: "平台可用率（合同性能表“无故障运行时间约 99.9%”）＝平台已采样时刻÷应采样时刻，自首次采样起计；与单台终端可用率是两项不同指标，不得互相替代。",
    en: "Availability of the platform (99.9 % of the contract's table): samples taken of the samples due since the first. It is not the availability of a terminal.",
  },
] as const;

/** 99.9 % (C23) against the platform alone. */
const platformGoal = 99.9;

export function availability(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const { platform, kiosks } = facts;
  const reached = platform === null ? null : percentOf(platform.taken, platform.due);
  const rows = serviceWords.map(({ by, zh }) => {
    const measured = kiosks.flatMap(({ services }) => services.get(by) ?? []);
    const sum = measured.reduce((a, b) => ({ open: a.open + b.open, up: a.up + b.up }), { open: 0, up: 0 });
    return [zh, measured.length === 0 ? null : measured.length, percentOf(sum.up, sum.open)];
  });
  return section("availability", {
    figures: [
      figure("platform", ["平台可用率", "Availability of the platform"], "percent", reached, { href: links.samples }),
      figure("goal", ["平台可用率目标", "Goal"], "percent", platformGoal),
      figure(
        "reached",
        ["是否达到目标", "Goal reached"],
        "text",
        reached === null ? null : reached >= platformGoal ? "达到" : "未达到",
      ),
      figure(
        "kiosks",
        ["终端可用率（信息性指标）", "Terminals (for information)"],
        "percent",
        share(fleetAvailability(facts)),
        {
          href: links.table("kiosks", "kiosks"),
        },
      ),
    ],
    tables: [
      table(
        "services",
        ["各项服务可用率", "Availability of services"],
        [
          column("service", "服务", "Service"),
          column("kiosks", "具备的终端数", "Terminals that have it", "int"),
          column("available", "可用率", "Availability", "percent"),
        ],
        rows,
        { href: links.table("kiosks", "kiosks") },
      ),
    ],
    empty: platform === null && kiosks.every(({ availability: a }) => a === null),
    notes: definitions,
  });
}

export function repair(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const faults = closedIn(facts).filter(({ kind }) => kind === "fault");
  const times = (of: readonly OrderDigest[]) =>
    of.flatMap(({ restoredAt, reportedAt }) => (restoredAt === null ? [] : [restoredAt - reportedAt]));
  const remote = faults.filter((order) => order.remote);
  const openMoments = fleetAvailability(facts);
  const failures = reportedIn(facts).filter(({ kind }) => kind === "fault").length;
  // ten minutes a moment
  const openMs = openMoments === null ? 0 : openMoments.open * 600_000;
  const href = links.table("faultLedger", "faults");
  return section("repair", {
    figures: [
      figure("remote", ["远程可恢复故障数", "Restored remotely"], "int", remote.length, { unit: ["单", ""], href }),
      figure("mttrRemote", ["平均修复时间 MTTR（远程可恢复）", "MTTR, remote"], "duration", meanMs(times(remote)), {
        href,
      }),
      figure("mttrAll", ["平均修复时间 MTTR（全部，信息性）", "MTTR, all"], "duration", meanMs(times(faults)), {
        href,
      }),
      figure(
        "mtbf",
        ["平均故障间隔 MTBF", "MTBF"],
        "duration",
        failures === 0 || openMs === 0 ? null : Math.round(openMs / failures),
        { href },
      ),
    ],
    empty: faults.length === 0,
    notes: [
      {
        zh: "MTTR＝本期完成的故障工单自报修至恢复（故障消失、修复、验证或测试中最早且其后未复发者）的平均时长；“约 15 分钟”仅对未到场、未换件即可恢复的故障适用。MTBF＝各终端开放时段总时长÷本期新增故障工单数。",
        en: "MTTR: mean time from the report to the restoration of orders closed in the period; the contract's 15 minutes are held against those restored without a visit and without a part. MTBF: opening hours of all terminals over the orders opened.",
      },
    ],
  });
}

export function kioskTable({ kiosks, orders, period }: PeriodFacts, links: RowLinks): SectionFacts {
  const counts = Map.groupBy(
    orders.filter(
      ({ reportedAt, cancelled }) => reportedAt >= period.startAt && reportedAt < period.endAt && !cancelled,
    ),
    ({ kioskId }) => kioskId,
  );
  const rows = kiosks.map(({ id, seq, name, street, availability: a, offlineMs, faults, hoursKnown }) => [
    seq,
    name,
    street,
    hoursKnown ? "已登记" : "未登记",
    share(a),
    a === null ? null : offlineMs,
    faults,
    counts.get(id)?.length ?? 0,
  ]);
  return section("kiosks", {
    tables: [
      table(
        "kiosks",
        ["各终端运行情况", "Terminals"],
        [
          column("seq", "序号", "No.", "int"),
          column("name", "点位", "Point"),
          column("street", "街道", "Street"),
          column("hours", "开放时间", "Hours"),
          column("available", "可用率", "Availability", "percent"),
          column("offline", "离线时长", "Offline", "duration"),
          column("faults", "故障次数", "Faults", "int"),
          column("orders", "工单数", "Orders", "int"),
        ],
        rows,
        { href: links.terminals, rowHrefs: kiosks.map(({ id }) => links.kiosk(id)) },
      ),
    ],
  });
}

/** 统计月报 (C9): the month in numbers, by street and by kind of fault. */
export function statistics(facts: PeriodFacts, links: RowLinks): SectionFacts {
  const reported = reportedIn(facts);
  const streetOf = new Map(facts.kiosks.map(({ id, street }) => [id, street]));
  const streets = [...Map.groupBy(facts.kiosks, ({ street }) => street)].map(([street, of]) => {
    const measured = of.flatMap(({ availability: a }) => a ?? []);
    const sum = measured.reduce((a, b) => ({ open: a.open + b.open, up: a.up + b.up }), { open: 0, up: 0 });
    const orders = reported.filter(({ kioskId }) => streetOf.get(kioskId) === street).length;
    return [street, of.length, percentOf(sum.up, sum.open), orders];
  });
  const titles = [...Map.groupBy(reported, ({ faultCode, titleZh }) => faultCode ?? titleZh)]
    .map(([, of]) => ({
      zh: of[0]?.titleZh ?? "",
      n: of.length,
      kiosks: new Set(of.map(({ kioskId }) => kioskId)).size,
    }))
    .sort((a, b) => b.n - a.n || (a.zh < b.zh ? -1 : 1));
  return section("statistics", {
    figures: [
      figure("raised", ["监测到的故障次数", "Faults raised"], "int", facts.raised, { unit: ["次", ""] }),
      figure("orders", ["新增工单", "Orders opened"], "int", reported.length, {
        unit: ["单", ""],
        href: links.table("faultLedger", "faults"),
      }),
    ],
    tables: [
      table(
        "streets",
        ["按街道统计", "By street"],
        [
          column("street", "街道", "Street"),
          column("kiosks", "终端数", "Terminals", "int"),
          column("available", "可用率", "Availability", "percent"),
          column("orders", "新增工单", "Orders", "int"),
        ],
        streets,
      ),
      table(
        "kinds",
        ["按故障类型统计", "By kind"],
        [
          column("what", "故障", "Fault"),
          column("n", "次数", "Times", "int"),
          column("kiosks", "涉及终端", "Terminals", "int"),
        ],
        titles.slice(0, 50).map(({ zh, n, kiosks }) => [zh, n, kiosks]),
        { href: links.table("faultLedger", "faults") },
      ),
    ],
    empty: facts.kiosks.length === 0,
  });
}
