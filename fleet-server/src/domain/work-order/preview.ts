// What an action would do to the clocks that bind or advise, told before it is done.
import type { ActionPreview, OrderClock } from "@kiosk/contract";
import type { Millis } from "../time.ts";

type Change = ActionPreview["changes"][number]["change"];

const keyOf = (clock: OrderClock) => `${clock.policy}/${clock.milestone}`;

function changeOf(before: OrderClock | undefined, after: OrderClock): Change | undefined {
  const was = before?.state ?? "not_started";
  const is = after.state;
  if (is === "breached" && was !== "breached") return "breaches";
  if (is === "cancelled" && was !== "cancelled") return "ends";
  if ((is === "met" || is === "met_late") && was !== is) return "completes";
  if (is === "paused" && was !== "paused") return "pauses";
  if (is === "running" && was === "paused") return "resumes";
  if (is === "running" && was !== "running") return "starts";
  return before?.dueAt !== after.dueAt ? "due-moves" : undefined;
}

export function previewOf(before: readonly OrderClock[], after: readonly OrderClock[], at: Millis): ActionPreview {
  const old = new Map(before.map((clock) => [keyOf(clock), clock]));
  const changes = after.flatMap((clock) => {
    const was = old.get(keyOf(clock));
    const change = changeOf(was, clock);
    if (change === undefined) return [];
    const { policy, milestone, zh, en } = clock;
    return [{ policy, milestone, zh, en, change, dueBefore: was?.dueAt ?? null, dueAfter: clock.dueAt }];
  });
  const now = new Set(after.map(keyOf));
  for (const clock of before) {
    if (now.has(keyOf(clock)) || clock.state === "not_started") continue;
    const { policy, milestone, zh, en, dueAt } = clock;
    changes.push({ policy, milestone, zh, en, change: "ends", dueBefore: dueAt, dueAfter: null });
  }
  return { at, before: [...before], after: [...after], changes };
}

/**
 * A clock that was overdue, also one that was met late or had ended so, and would never have been: possible (a call logged
 * late), but it needs proof.
 */
export function erasesBreach(before: readonly OrderClock[], after: readonly OrderClock[]): OrderClock | undefined {
  const now = new Map(after.map((clock) => [keyOf(clock), clock]));
  return before.find((clock) => clock.breached && now.get(keyOf(clock))?.breached !== true);
}
