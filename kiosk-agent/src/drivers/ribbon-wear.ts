// What printing does to a ribbon that no device measures: the agent counts the marks of what it has printed itself.
import { type Condition, decode, type Field, type Profile } from "@kiosk/firmware-profiles";
import type { CounterStore } from "../ports.ts";

/** What wears the ribbon: spaces and control characters leave no mark, an ideograph is one character. */
export function marksOf(lines: readonly string[]): number {
  return lines.reduce((sum, text) => sum + marks(text), 0);
}

function marks(text: string): number {
  return [...text].filter((character) => !/[\s\p{Cc}]/u.test(character)).length;
}

/** The ribbon's end by the agent's own count; undefined where it is not used up, or nobody knows. */
export function usedUpRibbon(profile: Profile, counted: readonly Field[], at: number): Condition | undefined {
  return decode(profile, counted, at).conditions.find(({ code }) => code === "ribbon.out");
}

/** A counter that was never reset has no beginning: counting into it would make an unknown ribbon look known. */
export async function countMarks(
  { profile, deviceId, counters }: { profile: Profile; deviceId: string; counters: CounterStore },
  characters: number,
): Promise<void> {
  const counter = profile.consumables.find((entry) => entry.kind === "ribbon")?.counter;
  if (!counter || characters === 0) return;
  if ((await counters.read(deviceId, counter)) === undefined) return;
  await counters.add(deviceId, counter, characters);
}
