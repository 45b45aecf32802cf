import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, test } from "vitest";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const never = new AbortController().signal;
const samId = "aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e";

function reader() {
  const found = loadProfiles().get("id-card-reader/sdt-serial-generic");
  if (found === undefined) throw new Error("the profile is missing");
  const clock = new VirtualClock();
  const line = new ScriptedStream(clock, (request) => [
    { hex: request.endsWith("11ffed") ? "aaaaaa9669000400009094" : samId, afterMs: 50 },
  ]);
  const session = openSession({
    deviceId: "r",
    profile: found,
    transport: line,
    clock,
    counters: new MemoryCounters(),
  });
  const lend = async (limitMs: number, signal = never) => {
    const lease = await session.lease?.(limitMs, signal);
    if (lease === undefined) throw new Error("cannot be lent");
    return lease;
  };
  return { clock, line, session, lend };
}

describe("a reader that is lent", () => {
  test("is busy and left alone until it is given back, and then monitored again", async () => {
    const { line, session, lend } = reader();
    await session.poll(never);
    const asked = line.written.length;
    const lease = await lend(60_000);
    for (let n = 0; n < 3; n += 1) {
      const seen = await session.poll(never);
      expect(seen).toMatchObject({ state: "deviceBusy", conditions: [], exchange: [] });
      expect(seen.failure).toBeUndefined();
    }
    expect(line.written).toHaveLength(asked);
    await lease.release();
    expect(lease.ended.aborted).toBe(true);
    expect(await session.poll(never)).toMatchObject({ state: "online", answered: true });
  });

  test("comes closed to its holder, whose requests are in no exchange of monitoring", async () => {
    const { line, session, lend } = reader();
    await session.poll(never);
    const lease = await lend(60_000);
    await expect(lease.transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({ code: "lost" });
    await lease.transport.open(never);
    await lease.transport.write(Buffer.from("aaaaaa96690003200122", "hex"), never);
    await lease.release();
    const seen = await session.poll(never);
    expect(line.written).toContain("aaaaaa96690003200122");
    expect(JSON.stringify(seen)).not.toContain("200122");
  });

  test("is taken back when the time is used up, and what the holder left open is closed", async () => {
    const { clock, session, lend } = reader();
    const lease = await lend(5000);
    await lease.transport.open(never);
    await clock.sleep(4999, never);
    expect(lease.ended.aborted).toBe(false);
    expect(await session.poll(never)).toMatchObject({ state: "deviceBusy" });
    await clock.sleep(1, never);
    await lease.release();
    expect(lease.ended.aborted).toBe(true);
    await expect(lease.transport.write(Uint8Array.of(1), never)).rejects.toMatchObject({ code: "lost" });
    expect(await session.poll(never)).toMatchObject({ state: "online" });
  });

  test("is not lent twice, and again when it was given back", async () => {
    const { lend } = reader();
    const lease = await lend(5000);
    await expect(lend(5000)).rejects.toMatchObject({ code: "busy" });
    await lease.release();
    await lease.release();
    await (await lend(5000)).release();
  });

  test("waits for the poll under way, which ends as it would have ended", async () => {
    const { line, session, lend } = reader();
    const polled = session.poll(never);
    const lease = await lend(5000);
    expect(await polled).toMatchObject({ state: "online" });
    expect(line.written).toHaveLength(2);
    await lease.release();
  });

  test("whose holder gives up before it begins is not lent at all", async () => {
    const { session, lend } = reader();
    const polled = session.poll(never);
    const over = new AbortController();
    const lent = lend(5000, over.signal);
    over.abort(new Error("the citizen left"));
    await expect(lent).rejects.toThrow("the citizen left");
    await polled;
    expect(await session.poll(never)).toMatchObject({ state: "online" });
  });

  test("ends with the session, and its holder is told", async () => {
    const { session, lend } = reader();
    const lease = await lend(5000);
    await session.close();
    expect(lease.ended.aborted).toBe(true);
    await lease.release();
  });

  test("is taken back although its line does not close", async () => {
    const { clock, line, session, lend } = reader();
    const lease = await lend(5000);
    line.trouble.set("close", "hang");
    const before = clock.monotonic();
    await lease.release();
    expect(clock.monotonic() - before).toBeLessThanOrEqual(1000);
    line.trouble.delete("close");
    expect(await session.poll(never)).toMatchObject({ state: "online" });
  });
});
