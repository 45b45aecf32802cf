// Over real sockets: what a reader that does not read costs, and that it costs the others nothing.
import { once } from "node:events";
import { createServer, get } from "node:http";
import { connect } from "node:net";
import type { ShellState } from "@kiosk/contract";
import { expect, onTestFinished, test } from "vitest";
import { FakeClock } from "../../../../fixtures/sim/fake-clock.ts";
import { startRoom } from "../scripted/scripted-room.ts";
import { EventStream } from "./event-stream.ts";

async function stream() {
  const { room } = await startRoom();
  onTestFinished(() => room.stop());
  const events = new EventStream(new FakeClock());
  const server = createServer((_, response) => events.add(response, {}, room.state()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    await events.stop();
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const big: ShellState = { ...room.state(), banner: "x".repeat(500_000) };
  return { events, port, big };
}

test("a reader that does not read is dropped, and one that does goes on hearing", async () => {
  const { events, port, big } = await stream();
  const lazy = connect(port, "127.0.0.1");
  onTestFinished(() => void lazy.destroy());
  lazy.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
  lazy.on("error", () => {});
  await once(lazy, "readable");
  let heard = 0;
  const reader = get({ port, host: "127.0.0.1", agent: false }, (answer) => {
    answer.on("data", (chunk: Buffer) => {
      heard += chunk.length;
    });
    answer.on("error", () => {});
  });
  reader.on("error", () => {});
  while (heard === 0) await new Promise(setImmediate);
  const gone = once(lazy, "close");
  // more than the sockets of both ends hold
  let told = 0;
  for (; told < 60; told++) {
    const before = heard;
    events.tell(big);
    while (heard < before + 500_000) await new Promise(setImmediate);
  }
  lazy.resume();
  await gone;
  expect(heard).toBeGreaterThan(told * 500_000);
  expect(lazy.bytesRead).toBeLessThan(told * 500_000);
});

test("of more readers than a terminal can have the oldest goes", async () => {
  const { port } = await stream();
  const closed: number[] = [];
  const first = Promise.withResolvers<void>();
  for (let i = 0; i < 9; i++) {
    await new Promise<void>((resolve) => {
      const request = get({ port, host: "127.0.0.1", agent: false }, (answer) => {
        answer.on("data", () => resolve());
        answer.on("error", () => {});
        answer.on("close", () => {
          closed.push(i);
          first.resolve();
        });
      });
      request.on("error", () => {});
    });
  }
  await first.promise;
  expect(closed).toEqual([0]);
});
