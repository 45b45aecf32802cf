// What printing does to a ribbon that no device measures: the agent counts the marks of what it has printed itself.
import { type Condition, decode, type Field, type Profile } from "@kiosk/firmware-profiles";
import type { CounterStore, PrintOutcome } from "../ports.ts";

/** What wears the ribbon: spaces and control characters leave no mark, an ideograph is one character. */
export function marksOf(lines: readonly string[]): number {
  return lines.reduce((sum, text) => sum + marks(text), 0);
}

function marks(text: string): number {
  return [...text].filter((character) => !/[\s\p{Cc}]/u.test(character)).length;
}

interface CountedRibbon {
  readonly profile: Profile;
  readonly deviceId: string;
  readonly counters: CounterStore;
}

/**
 * Why this is not printed: the ribbon is used up, or would be before its last character. The rest of such a ribbon is given up, so
 * that the next look at it finds it used up and a technician is sent, instead of one citizen after the other. undefined: print.
 */
export async function ribbonRefusal(
  ribbon: CountedRibbon,
  counted: readonly Field[],
  characters: number,
  at: number,
): Promise<Extract<PrintOutcome, { name: "refused" }> | undefined> {
  const { profile } = ribbon;
  const usedUp = usedUpRibbon(profile, counted, at);
  if (usedUp) return { name: "refused", code: usedUp.code, detail: usedUp.detail };
  const left = charactersLeft(profile, counted);
  if (left === undefined || left >= characters) return undefined;
  await countMarks(ribbon, left);
  return { name: "refused", code: "ribbon.out", detail: `${left} characters left for ${characters}` };
}

/** undefined: nobody knows. */
function charactersLeft({ consumables }: Profile, counted: readonly Field[]): number | undefined {
  const ribbon = consumables.find(({ kind }) => kind === "ribbon");
  const count = counted.find((field) => field.shape === "value" && field.name === ribbon?.counter);
  if (ribbon?.life === undefined || count?.shape !== "value" || count.number === undefined) return undefined;
  return Math.max(0, ribbon.life.amount - count.number);
}

/** The ribbon's end by the agent's own count; undefined where it is not used up, or nobody knows. */
function usedUpRibbon(profile: Profile, counted: readonly Field[], at: number): Condition | undefined {
  return decode(profile, counted, at).conditions.find(({ code }) => code === "ribbon.out");
}

/** A counter that was never reset has no beginning: counting into it would make an unknown ribbon look known. */
export async function countMarks({ profile, deviceId, counters }: CountedRibbon, characters: number): Promise<void> {
  const counter = profile.consumables.find((entry) => entry.kind === "ribbon")?.counter;
  if (!counter || characters === 0) return;
  if ((await counters.read(deviceId, counter)) === undefined) return;
  await counters.add(deviceId, counter, characters);
}
