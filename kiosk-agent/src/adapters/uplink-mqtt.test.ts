// The pauses between attempts, against a server that lets nobody in; what a willing one sees is in test/agent-uplink.
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { KioskId } from "@kiosk/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeClock } from "../../../fixtures/sim/fake-clock.ts";
import type { Uplink } from "../ports.ts";
import { createMqttUplink } from "./uplink-mqtt.ts";

let server: Server;
let clock: FakeClock;
let uplink: Uplink;
let pauses: unknown[];
let calls: number;
/** what the server does with a caller */
let receive: (caller: Socket) => unknown;

beforeEach(async () => {
  clock = new FakeClock();
  pauses = [];
  calls = 0;
  receive = (caller) => caller.destroy();
  server = createServer((caller) => {
    calls += 1;
    receive(caller);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  uplink = createMqttUplink({
    url: `mqtt://127.0.0.1:${port}`,
    ca: undefined,
    servername: undefined,
    kioskId: KioskId.parse("cn-001"),
    secret: "s".repeat(43),
    enrolmentCode: undefined,
    will: () => "{}",
    clock,
    random: () => 1,
    log: { info: () => {}, warn: (_event, fields) => pauses.push(fields?.nextAttemptInMs) },
  });
});
afterEach(async () => {
  await uplink.stop(false);
  server.close();
});

async function until(wanted: () => boolean): Promise<void> {
  while (!wanted()) await new Promise((resolve) => setTimeout(resolve, 2));
}

test("each failed attempt is followed by a longer pause, in which nobody calls", async () => {
  await uplink.start();
  for (let attempt = 1; attempt <= 8; attempt++) {
    await until(() => pauses.length === attempt);
    await clock.advance(Number(pauses.at(-1)) - 1);
    expect(calls).toBe(attempt);
    await clock.advance(1);
  }
  expect(pauses.slice(0, 8)).toEqual([2, 4, 8, 16, 32, 60, 60, 60].map((s) => s * 1000));
});

test("a server that takes the call and then says nothing for long is no better than one that refuses", async () => {
  receive = (caller) => void clock.advance(15_000).then(() => caller.destroy());
  await uplink.start();
  for (let attempt = 1; attempt <= 3; attempt++) {
    await until(() => pauses.length === attempt);
    await clock.advance(Number(pauses.at(-1)));
  }
  expect(pauses.slice(0, 3)).toEqual([2_000, 4_000, 8_000]);
});

test("bytes that are no MQTT end the attempt and nothing else", async () => {
  receive = (caller) => caller.end("HTTP/1.1 400 Bad Request\r\n\r\n");
  await uplink.start();
  await until(() => pauses.length === 1);
  await clock.advance(2_000);
  await until(() => pauses.length === 2);
  expect(calls).toBe(2);
});

test("stopping ends a pause at once, and no further attempt is made", async () => {
  await uplink.start();
  await until(() => pauses.length === 1);
  await uplink.stop(false);
  await clock.advance(120_000);
  expect(calls).toBe(1);
  await expect(uplink.publish("report", "{}", new AbortController().signal)).rejects.toThrow("not connected");
});
