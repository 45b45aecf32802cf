import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { LiveEvent } from "@kiosk/contract";
import Fastify, { type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveFeedEvent } from "../src/fleet-api.ts";
import { LiveHub, readerBufferBytes, tickEveryMs, type Watch } from "../src/http/live-hub.ts";
import { liveRoutes } from "../src/http/routes/live.ts";
import type { Clock } from "../src/ports.ts";
import { at, FakeFeed, kioskId } from "./fake-feed.ts";

const fixedClock: Clock = { now: () => at, monotonic: () => 0, wentBackMs: () => 0 };
const nobody: Watch = { session: null, from: "" };
const hearAll = (_watch: Watch, event: LiveFeedEvent) => event;

let feed: FakeFeed;
let app: FastifyInstance;
let port: number;
const sockets: Socket[] = [];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  feed = new FakeFeed();
  const hub = new LiveHub(feed, fixedClock, hearAll);
  app = Fastify({ forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest("visit", null);
  app.addHook("preClose", async () => hub.close());
  await app.register(liveRoutes, { prefix: "/api/v1", hub });
  port = Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});

interface Frame {
  id: string | undefined;
  event: LiveEvent;
}

/** A browser's side of the feed: the response head, then one frame after the other. */
class Listening {
  readonly #lines: AsyncIterator<string>;
  constructor(lastEventId?: string) {
    const socket = connect(port, "127.0.0.1");
    sockets.push(socket);
    const resume = lastEventId === undefined ? "" : `Last-Event-ID: ${lastEventId}\r\n`;
    socket.write(`GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\n${resume}\r\n`);
    this.#lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  }

  async head(): Promise<string> {
    const lines: string[] = [];
    for (let line = await this.#line(); line !== ""; line = await this.#line()) lines.push(line ?? "ended");
    return lines.join("\n");
  }

  /** undefined when the server ended the response */
  async frame(): Promise<Frame | undefined> {
    let id: string | undefined;
    for (let line = await this.#line(); line !== undefined; line = await this.#line()) {
      if (line.startsWith("id: ")) id = line.slice(4);
      if (line.startsWith("data: ")) return { id, event: LiveEvent.parse(JSON.parse(line.slice(6))) };
    }
    return undefined;
  }

  async #line(): Promise<string | undefined> {
    const next = await this.#lines.next();
    return next.done ? undefined : next.value;
  }
}

function change(order: string): LiveEvent {
  const quiet = { quarantine: false, alarms: false, terms: false, upkeep: false };
  return { type: "changed", at, kiosks: [kioskId], orders: [order], ...quiet };
}

test("a browser is greeted and then told of each change, with ids it can come back with", async () => {
  const browser = new Listening();
  const head = await browser.head();
  expect(head).toContain("HTTP/1.1 200");
  expect(head).toContain("content-type: text/event-stream; charset=utf-8");
  expect(head).toContain("cache-control: no-store");
  expect(head).not.toContain("content-encoding");
  expect(await browser.frame()).toEqual({ id: `${feed.run}-0`, event: { type: "hello", at } });
  feed.publish("order-1");
  feed.publish("order-2");
  expect(await browser.frame()).toEqual({ id: `${feed.run}-1`, event: change("order-1") });
  expect(await browser.frame()).toEqual({ id: `${feed.run}-2`, event: change("order-2") });
});

test("a browser that comes back is told what it missed, once", async () => {
  for (const order of ["order-1", "order-2", "order-3"]) feed.publish(order);
  const browser = new Listening(`${feed.run}-1`);
  await browser.head();
  expect((await browser.frame())?.event.type).toBe("hello");
  expect((await browser.frame())?.event).toEqual(change("order-2"));
  expect((await browser.frame())?.event).toEqual(change("order-3"));
  feed.publish("order-4");
  expect((await browser.frame())?.event).toEqual(change("order-4"));
});

test("a browser that comes back and saw only the greeting is told what it missed", async () => {
  const first = new Listening();
  await first.head();
  const greeting = await first.frame();
  feed.publish("order-1");
  const again = new Listening(greeting?.id);
  await again.head();
  expect((await again.frame())?.event.type).toBe("hello");
  expect((await again.frame())?.event).toEqual(change("order-1"));
});

test.each([
  ["another run of the server", "0000-run-2"],
  ["events that are no longer at hand", "3f1c9c3e-run-1"],
  ["a number that was never given", "3f1c9c3e-run-99"],
  ["no number at all", "garbage"],
])("a browser that comes back with %s is told to load everything again", async (_case, lastEventId) => {
  for (const order of ["a", "b", "c", "d", "e"]) feed.publish(order);
  const browser = new Listening(lastEventId);
  await browser.head();
  expect(await browser.frame()).toEqual({ id: `${feed.run}-5`, event: { type: "resync", at } });
});

test("a tick every 15 s shows that the feed lives", async () => {
  const browser = new Listening();
  await browser.head();
  await browser.frame();
  vi.advanceTimersByTime(tickEveryMs);
  expect(await browser.frame()).toEqual({ id: undefined, event: { type: "tick", at } });
  expect(tickEveryMs).toBe(15_000);
});

test("closing the server ends the open feeds and its own subscription", async () => {
  const browser = new Listening();
  await browser.head();
  await browser.frame();
  expect(feed.listeners).toBe(1);
  await app.close();
  expect(await browser.frame()).toBeUndefined();
  expect(feed.listeners).toBe(0);
});

test("a browser that went is forgotten", async () => {
  const hub = new LiveHub(feed, fixedClock, hearAll);
  const written: string[] = [];
  const reader = { writableLength: 0, write: (t: string) => written.push(t), end: () => 0, destroy: () => 0 };
  hub.join(reader, undefined, nobody);
  hub.leave(reader);
  feed.publish("order-1");
  expect(written).toHaveLength(1);
  hub.close();
});

test("a reader whose buffer passes its bound is cut while the others go on", async () => {
  const stuck = new Listening();
  await stuck.head();
  const other = new Listening();
  await other.head();
  await other.frame();
  const [stuckSocket] = sockets;
  stuckSocket?.pause();
  // the kernel's socket buffers take some megabytes before the server's own buffer grows
  const large = "x".repeat(512 * 1024);
  for (let n = 0; n < 40; n++) {
    feed.publish(`${n}-${large}`);
    expect((await other.frame())?.event).toEqual(change(`${n}-${large}`));
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  app.server.getConnections((_error, count) => {
    expect(count).toBe(1);
    resolve();
  });
  await promise;
});

test("the bound is measured after each write", () => {
  const hub = new LiveHub(feed, fixedClock, hearAll);
  const slow = {
    writableLength: 0,
    destroyed: 0,
    write(_text: string) {
      this.writableLength = readerBufferBytes + 1;
    },
    end: () => 0,
    destroy() {
      this.destroyed += 1;
    },
  };
  hub.join(slow, undefined, nobody);
  feed.publish("order-1");
  expect(slow.destroyed).toBe(1);
  hub.close();
});

/** A connection that keeps what it was sent. */
class Kept {
  readonly writableLength = 0;
  readonly texts: string[] = [];
  ended = false;
  write(text: string): void {
    this.texts.push(text);
  }
  end(): void {
    this.ended = true;
  }
  destroy(): void {
    this.ended = true;
  }
}

test("each reader is sent what its session may hear, and nothing of what it may not", () => {
  const hub = new LiveHub(feed, fixedClock, ({ session }, event) =>
    session === "blind" ? { ...event, kiosks: [], orders: [] } : event,
  );
  const [blind, seeing] = [new Kept(), new Kept()];
  hub.join(blind, undefined, { session: "blind", from: "" });
  hub.join(seeing, undefined, { session: "seeing", from: "" });
  feed.publish("order-1");
  expect(blind.texts).toHaveLength(1);
  expect(seeing.texts.at(-1)).toContain("order-1");
  hub.close();
});

test("the connections of a session that ends are closed, at once or with the next tick", () => {
  let over = false;
  const hub = new LiveHub(feed, fixedClock, ({ session }, event) => (over && session === "late" ? undefined : event));
  const [revoked, late, other] = [new Kept(), new Kept(), new Kept()];
  hub.join(revoked, undefined, { session: "revoked", from: "" });
  hub.join(late, undefined, { session: "late", from: "" });
  hub.join(other, undefined, { session: "other", from: "" });
  hub.leaveSession("revoked");
  expect([revoked.ended, late.ended]).toEqual([true, false]);
  over = true;
  vi.advanceTimersByTime(tickEveryMs);
  expect([late.ended, other.ended]).toEqual([true, false]);
  hub.close();
});
