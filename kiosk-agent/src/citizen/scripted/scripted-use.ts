// One use in a scripted room, as pages lead it.
import type { OpenedSession, OpenSession, SessionEvent } from "@kiosk/contract";
import { onTestFinished } from "vitest";
import { cleanPages, manifestOf, type Scripted, startRoom } from "./scripted-room.ts";

export const appId = manifestOf("booklet").id;
export const request: OpenSession = { appId, host: "browser", elder: false, language: "zh" };
export const never = new AbortController().signal;

export async function started(...args: Parameters<typeof startRoom>): Promise<Scripted> {
  const scripted = await startRoom(...args);
  onTestFinished(() => scripted.room.stop());
  return scripted;
}

export function open({ room }: Scripted, changes: Partial<OpenSession> = {}): OpenedSession {
  const opened = room.open({ ...request, ...changes });
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}

/** The whole end of a use, as pages do it. */
export async function endCleanly(
  { room }: Scripted,
  { sessionId, token }: OpenedSession,
  end: SessionEvent["end"] = "finished",
) {
  const ended = await room.end(sessionId, token, { end });
  const proof = await room.wiped(sessionId, cleanPages);
  return { ended, proof };
}

/** The pages are alive while `ms` pass. */
export async function pass({ room, clock }: Scripted, ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 2_000) {
    room.alive({ paints: 1, heapBytes: null });
    await clock.advance(Math.min(2_000, ms - gone));
  }
}

export async function readCard(scripted: Scripted, { sessionId, token }: OpenedSession) {
  const reading = scripted.room.call(sessionId, token, { call: "identity.read-card" }, never);
  scripted.devices.give();
  return await reading;
}
