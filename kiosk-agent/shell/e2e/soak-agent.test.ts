// What two hundred uses leave in the memory of the agent: a real one with its devices and its server, all in this process, asked
// over loopback as the pages ask.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { OpenedSession } from "@kiosk/contract";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WholeTerminal } from "../../../fixtures/whole-terminal.ts";
import { canaryPerson } from "./canary-people.ts";

const uses = 200;
const settledAfter = 50;
/** uses in which a card is read: waiting for one is what takes time */
const cardEvery = 4;
/** GA 467: 20 01 looks for a card */
const find = "aaaaaa966900032001";
/** of agent, server and emulated devices together */
const boundBytes = 8_000_000;

let terminal: WholeTerminal;
beforeAll(async () => {
  terminal = await WholeTerminal.open();
});
afterAll(() => terminal.close());

function heap(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("this Node cannot collect at will");
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

async function post(path: string, body: object, token?: string): Promise<unknown> {
  const response = await fetch(`${terminal.pagesUrl}/shell/v1${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: terminal.pagesUrl,
      ...(token === undefined ? {} : { "x-session-token": token }),
    },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** Somebody signs in by a card, which is taken away before the end. */
async function signIn(n: number, sessionId: string, token: string): Promise<void> {
  const reader = terminal.kiosk.device("id-reader");
  // on the reader before it is asked for, it could be the last one's
  const reading = post(`/sessions/${sessionId}/calls`, { call: "identity.read-card" }, token);
  await vi.waitUntil(() => reader.received.at(-1)?.startsWith(find) ?? false, { timeout: 5000, interval: 5 });
  reader.putCard(canaryPerson(n % 100));
  await reading;
  reader.takeCard();
}

async function oneUse(n: number): Promise<void> {
  const opened = await post("/sessions", { appId: "medical-booklet", host: "browser", elder: false, language: "zh" });
  const { sessionId, token } = OpenedSession.parse(opened);
  if (n % cardEvery === 0) await signIn(n, sessionId, token);
  await post(`/sessions/${sessionId}/end`, { end: "left" }, token);
  await post(`/sessions/${sessionId}/wiped`, { parts: [], durationMs: 1 }, token);
}

test(`${uses} uses leave the agent as large as ${settledAfter} did`, async () => {
  let settled = 0;
  for (let use = 1; use <= uses; use += 1) {
    await oneUse(use);
    if (use === settledAfter) settled = heap();
  }
  expect(settled).toBeGreaterThan(0);
  expect(heap() - settled).toBeLessThan(boundBytes);
}, 200_000);
