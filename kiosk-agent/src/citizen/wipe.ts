// The proof that nothing of a use is left: the agent's own parts and what the pages read back of theirs. A part that nobody read
// back is null, which is no proof.
import {
  type EndedSession,
  type hostKinds,
  type PageWipe,
  type WipePart,
  type WipeProof,
  wipeParts,
} from "@kiosk/contract";
import type { Clock, Millis } from "../ports.ts";
import { within } from "../within.ts";
import type { CitizenDevices } from "./ports.ts";

type Part = WipePart["part"];
const deviceParts: readonly Part[] = ["temp-files", "print-spool", "device-leases"];
const agentParts: readonly Part[] = [...deviceParts, "session-memory"];

/** The port says 3 s; what takes longer is not waited for, and not believed. */
const devicesMs = 5_000;

/** Wipes what the agent holds. @param held what the session's memory holds after it was dropped; null: it cannot be looked at */
export async function wipeAgent(devices: CitizenDevices, clock: Clock, held: number | null): Promise<EndedSession> {
  const never = new AbortController().signal;
  const wiped = await within(clock, devicesMs, never, () => devices.wipe()).catch(() => undefined);
  const said = wiped?.name === "done" ? wiped.value : [];
  const parts = deviceParts.map((part) => ({ part, left: leftOf(said, part) }));
  return { parts: [...parts, { part: "session-memory", left: held }] };
}

export interface ProofOf {
  readonly at: Millis;
  readonly agentMs: Millis;
  readonly host: (typeof hostKinds)[number] | null;
  readonly agent: EndedSession;
  /** undefined: the pages did not say */
  readonly pages: PageWipe | undefined;
}

/** Every part once, in the order of the contract. The pages cannot speak for the agent's parts. */
export function proofOf({ at, agentMs, host, agent, pages }: ProofOf): WipeProof {
  const parts = wipeParts.map((part) => {
    const said = agentParts.includes(part) ? agent.parts : (pages?.parts ?? []);
    return { part, left: leftOf(said, part) };
  });
  const durationMs = Math.max(0, Math.round(agentMs)) + (pages?.durationMs ?? 0);
  return { at, durationMs, host, parts, clean: parts.every((p) => p.left === 0) };
}

/** The worst where a part is told twice; not told is not known. */
function leftOf(said: readonly WipePart[], part: Part): number | null {
  const told = said.filter((s) => s.part === part).map((s) => s.left);
  if (told.length === 0 || told.includes(null)) return null;
  return Math.max(...told.map((left) => left ?? 0));
}
