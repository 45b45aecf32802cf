// What a terminal may do at the broker: each act by its name, and only under its own topics. The other half of rights.ts.
import { downTopic, type KioskId, parseUpTopic, type UpLeaf } from "@kiosk/contract";

export const terminalRights = {
  birth: "terminal.birth",
  report: "terminal.report",
  event: "terminal.event",
  heartbeat: "terminal.heartbeat",
  death: "terminal.death",
  down: "terminal.listen",
} as const satisfies { readonly [L in UpLeaf | "down"]: string };
export type TerminalRight = (typeof terminalRights)[keyof typeof terminalRights];

type Refused = { readonly ok: false; readonly code: "wire.topic-unknown" | "auth.foreign-topic" };

/** Sending under a topic: one of its own up leaves. */
export function mayPublish(
  kioskId: KioskId,
  topic: string,
): { readonly ok: true; readonly right: TerminalRight; readonly leaf: UpLeaf } | Refused {
  const parsed = parseUpTopic(topic);
  if (!parsed.ok) return { ok: false, code: "wire.topic-unknown" };
  if (parsed.kioskId !== kioskId) return { ok: false, code: "auth.foreign-topic" };
  return { ok: true, right: terminalRights[parsed.leaf], leaf: parsed.leaf };
}

/** Hearing a topic: its own commands, and no pattern. */
export function maySubscribe(
  kioskId: KioskId,
  topic: string,
): { readonly ok: true; readonly right: TerminalRight } | Refused {
  if (topic !== downTopic(kioskId)) return { ok: false, code: "auth.foreign-topic" };
  return { ok: true, right: terminalRights.down };
}
