// A derivation as it is read: runs of counted days are one line, every day that did not count keeps its own, and the result
// comes last.
import type { DerivationStep } from "@kiosk/contract";

type Tick = Extract<DerivationStep, { kind: "tick" }>;
type Stretch = Extract<DerivationStep, { kind: "stretch" }>;
type Happened = Extract<DerivationStep, { kind: "event" }>;

export type DerivationLine =
  | Exclude<DerivationStep, Tick | Stretch>
  /** counted days in a row; a day is the one whose 24:00 ticked */
  | { kind: "days"; firstN: number; lastN: number; firstDay: string; lastDay: string }
  | { kind: "skipped-day"; day: string; n: number; why: Exclude<Tick["why"], "counted"> }
  | Stretch
  /** what ended the clock: a completion or a cancellation */
  | (Omit<Happened, "kind"> & { kind: "end" })
  | (Omit<Happened, "kind"> & { kind: "correction" })
  /** service windows in a row: how much counted, how much lay outside */
  | { kind: "windows"; from: number; to: number; ms: number; pieces: number };

/** More stretches than these in a row are told as one line. */
const foldStretches = 5;

function endsRun(line: DerivationLine | undefined, tick: Tick): line is Extract<DerivationLine, { kind: "days" }> {
  return line?.kind === "days" && line.lastN + 1 === tick.n;
}

function flush(run: readonly Stretch[]): DerivationLine[] {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined || run.length <= foldStretches) return [...run];
  const counted = run.filter((s) => s.why === "counted");
  return [
    {
      kind: "windows",
      from: first.from,
      to: last.to,
      ms: counted.reduce((sum, s) => sum + s.ms, 0),
      pieces: counted.length,
    },
  ];
}

function happened(step: Happened, ended: boolean): DerivationLine {
  if (step.eventType === "corrected") return { ...step, kind: "correction" };
  return ended ? { ...step, kind: "end" } : step;
}

/** What comes after the due ended the clock, or put right the event that ended it. */
function tail(steps: readonly DerivationStep[], due: number): DerivationLine[] {
  return steps.slice(due + 1).flatMap((step) => (step.kind === "event" ? [happened(step, true)] : []));
}

export function foldSteps(steps: readonly DerivationStep[]): DerivationLine[] {
  const due = steps.findIndex((step) => step.kind === "due");
  if (due === -1) return foldCount(steps);
  return [...foldCount(steps.slice(0, due)), ...tail(steps, due), ...foldCount(steps.slice(due, due + 1))];
}

function foldCount(steps: readonly DerivationStep[]): DerivationLine[] {
  const lines: DerivationLine[] = [];
  let windows: Stretch[] = [];
  const settle = () => {
    lines.push(...flush(windows));
    windows = [];
  };
  for (const step of steps) {
    if (step.kind === "stretch" && step.why !== "paused") {
      windows.push(step);
      continue;
    }
    settle();
    if (step.kind === "event") {
      lines.push(happened(step, false));
    } else if (step.kind !== "tick") {
      lines.push(step);
    } else if (!step.counted || step.why !== "counted") {
      const why = step.why === "counted" ? "paused" : step.why;
      lines.push({ kind: "skipped-day", day: step.day, n: step.n, why });
    } else {
      const last = lines.at(-1);
      if (endsRun(last, step)) lines[lines.length - 1] = { ...last, lastN: step.n, lastDay: step.day };
      else lines.push({ kind: "days", firstN: step.n, lastN: step.n, firstDay: step.day, lastDay: step.day });
    }
  }
  settle();
  return lines;
}
