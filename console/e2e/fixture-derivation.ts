// Derivations of the fixture orders: the steps that the fleet server's engine would give for the same clock.
import { ClockDerivation, type DerivationStep, type OrderDetail } from "@kiosk/contract";
import { milestoneOf } from "./fixture-policies.ts";

const day = 86_400_000;
const shanghai = 8 * 3_600_000;

const dayText = (at: number) => new Date(at + shanghai).toISOString().slice(0, 10);
const midnightAfter = (at: number) => (Math.floor((at + shanghai) / day) + 1) * day - shanghai;

export function derivationOf(detail: OrderDetail, policy: string, milestone: string): ClockDerivation | undefined {
  const clock = [...detail.order.clocks, ...detail.otherClocks].find(
    (c) => c.policy === policy && c.milestone === milestone,
  );
  if (clock === undefined) return undefined;
  const { limitZh, limitEn, start } = milestoneOf(policy, milestone);
  const steps: DerivationStep[] = [];
  const { startAt, dueAt } = clock;
  if (startAt !== null) {
    const event = detail.events.find((e) => e.at === startAt);
    steps.push({ kind: "start", at: startAt, eventId: event?.id ?? "", eventType: event?.type ?? start });
    const pauses = detail.pauses.filter((p) => p.counts && (p.to ?? startAt) > startAt);
    if (clock.dayClock && dueAt !== null) {
      for (const p of pauses)
        steps.push({ kind: "pause", from: p.from, to: p.to, eventIds: pauseEvents(detail, p.from) });
      let n = 0;
      for (let at = midnightAfter(startAt) + day; at <= dueAt; at += day) {
        const paused = pauses.some((p) => at >= p.from && at < (p.to ?? dueAt));
        if (!paused) n += 1;
        steps.push({ kind: "tick", at, day: dayText(at - 1), counted: !paused, n, why: paused ? "paused" : "counted" });
      }
      for (const e of detail.events.filter((x) => x.type === "extension_granted" && x.data.milestone === milestone)) {
        steps.push({ kind: "extension", at: e.at, days: Number(e.data.days), eventId: e.id });
      }
    } else if (dueAt !== null) {
      steps.push({ kind: "stretch", from: startAt, to: dueAt, ms: dueAt - startAt, why: "counted" });
    }
  }
  steps.push({ kind: "due", at: dueAt, dueStatus: clock.dueStatus });
  return ClockDerivation.parse({ clock, limitZh, limitEn, calendars: clock.dayClock ? ["CN-2026"] : [], steps });
}

function pauseEvents(detail: OrderDetail, from: number): string[] {
  return detail.events.filter((e) => e.type === "pause" && e.at === from).map((e) => e.id);
}
