import { encodeSdtReply, toHex } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { expect, test } from "vitest";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { type Piece, ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const found = loadProfiles().get("id-card-reader/sdt-serial-generic");
if (!found) throw new Error("profile is missing");
const profile = found;
const never = new AbortController().signal;

const name = toHex(Uint8Array.from(Buffer.from("金丝雀", "utf16le")));
const card = toHex(
  encodeSdtReply([0, 0, 0x90], [1, 0, 4, 0, ...Buffer.alloc(256, "金丝雀", "utf16le"), ...Buffer.alloc(1024)]),
  4096,
);
const ok = toHex(encodeSdtReply([0, 0, 0x90]));

async function polled(...pieces: readonly Piece[]) {
  const clock = new VirtualClock();
  const transport = new ScriptedStream(clock, (request) => (request.includes("11ff") ? pieces : []));
  const session = openSession({ deviceId: "r", profile, transport, clock, counters: new MemoryCounters() });
  const seen = await session.poll(never);
  await session.close();
  return seen;
}

test("the text of a card that comes late is no part of the exchange that monitoring tells", async () => {
  const seen = await polled({ hex: card }, { hex: ok });
  const told = JSON.stringify(seen);
  expect(told).toContain(ok);
  expect(told).not.toContain(name);
});

test("nor the half of it, where nothing else comes", async () => {
  const seen = await polled({ hex: card.slice(0, 400) });
  expect(seen.failure?.code).toBe("comm.garbled");
  expect(JSON.stringify(seen)).not.toContain(name);
});
