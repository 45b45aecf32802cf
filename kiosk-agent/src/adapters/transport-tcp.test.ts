import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTransport } from "./transport.ts";

let server: Server;
let links: Socket[];
let url: string;
let linked: PromiseWithResolvers<Socket>;

beforeEach(async () => {
  links = [];
  linked = Promise.withResolvers();
  server = createServer((link) => {
    links.push(link);
    link.on("error", () => undefined);
    linked.resolve(link);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = typeof address === "object" && address !== null ? `tcp://127.0.0.1:${address.port}` : "";
});

afterEach(async () => {
  for (const link of links) link.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

function stream(target: string) {
  const transport = createTransport(target);
  if (transport.kind !== "stream") throw new Error("not a stream");
  return transport;
}

const never = () => new AbortController().signal;

async function received(link: Socket, bytes: number): Promise<string> {
  const got: Buffer[] = [];
  for await (const chunk of link) {
    got.push(chunk);
    if (Buffer.concat(got).length >= bytes) break;
  }
  return Buffer.concat(got).toString("hex");
}

test("bytes go both ways unchanged, and a reader hears what comes after it asked", async () => {
  const transport = stream(url);
  await transport.open(never());
  const peer = await linked.promise;
  const incoming = transport.chunks(never())[Symbol.asyncIterator]();
  await transport.write(Buffer.from("1b5a00ff0a0d", "hex"), never());
  peer.write(Buffer.from("1b2f37", "hex")); // before anybody calls next()
  expect(Buffer.from((await incoming.next()).value ?? []).toString("hex")).toBe("1b2f37");
  expect(await received(peer, 6)).toBe("1b5a00ff0a0d");
  await transport.close();
});

test("what arrived before anyone read is let go", async () => {
  const transport = stream(url);
  await transport.open(never());
  const peer = await linked.promise;
  const early = transport.chunks(never())[Symbol.asyncIterator]();
  peer.write("stale");
  await early.next(); // it did arrive
  const late = transport.chunks(never())[Symbol.asyncIterator]();
  peer.write("fresh");
  expect(Buffer.from((await late.next()).value ?? []).toString()).toBe("fresh");
  await transport.close();
});

test("closing ends the readers without an error, and twice is once", async () => {
  const transport = stream(url);
  await transport.open(never());
  const incoming = transport.chunks(never())[Symbol.asyncIterator]();
  const next = incoming.next();
  await Promise.all([transport.close(), transport.close()]);
  await transport.close();
  await expect(next).resolves.toEqual({ done: true, value: undefined });
});

test("a port nobody listens on is absent", async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await expect(stream(url).open(never())).rejects.toMatchObject({ name: "TransportError", code: "absent" });
});

test("a peer that resets is lost, for readers, for writers and for new readers", async () => {
  const transport = stream(url);
  await transport.open(never());
  const peer = await linked.promise;
  const incoming = transport.chunks(never())[Symbol.asyncIterator]();
  peer.write("last words");
  await incoming.next();
  const next = incoming.next();
  peer.resetAndDestroy();
  await expect(next).rejects.toMatchObject({ code: "lost" });
  await expect(transport.write(Buffer.from("x"), never())).rejects.toMatchObject({ code: "lost" });
  await expect(transport.chunks(never())[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "lost" });
});

test("a peer that hangs up politely is lost too, after its last bytes were read", async () => {
  const transport = stream(url);
  await transport.open(never());
  const peer = await linked.promise;
  const incoming = transport.chunks(never())[Symbol.asyncIterator]();
  peer.end("bye");
  expect(Buffer.from((await incoming.next()).value ?? []).toString()).toBe("bye");
  await expect(incoming.next()).rejects.toMatchObject({ code: "lost" });
});

test("a lost transport can be opened again", async () => {
  const transport = stream(url);
  await transport.open(never());
  const first = await linked.promise;
  const incoming = transport.chunks(never())[Symbol.asyncIterator]();
  linked = Promise.withResolvers();
  first.resetAndDestroy();
  await incoming.next().catch(() => undefined);
  await transport.open(never());
  const second = await linked.promise;
  const again = transport.chunks(never())[Symbol.asyncIterator]();
  second.write("back");
  expect(Buffer.from((await again.next()).value ?? []).toString()).toBe("back");
  await transport.close();
});

test("an aborted signal ends opening, reading and writing with timeout and keeps its reason", async () => {
  const reason = new Error("poll budget used up");
  const gone = AbortSignal.abort(reason);
  const transport = stream(url);
  await expect(transport.open(gone)).rejects.toMatchObject({ code: "timeout", cause: reason });
  await transport.open(never());
  await expect(transport.write(Buffer.from("x"), gone)).rejects.toMatchObject({ code: "timeout", cause: reason });
  const stop = new AbortController();
  const next = transport.chunks(stop.signal)[Symbol.asyncIterator]().next();
  stop.abort(reason);
  await expect(next).rejects.toMatchObject({ code: "timeout", cause: reason });
  await transport.close();
});

test("an open that is under way ends with its signal, and can be tried again", async () => {
  const transport = stream(url);
  const stop = new AbortController();
  const reason = new Error("enough");
  const opened = transport.open(stop.signal);
  stop.abort(reason);
  await expect(opened).rejects.toMatchObject({ code: "timeout", cause: reason });
  await transport.open(never());
  await transport.close();
});

test("closing ends an open that is under way", async () => {
  const transport = stream(url);
  const opened = transport.open(never());
  await Promise.all([transport.close(), expect(opened).rejects.toMatchObject({ code: "lost" })]);
});

test("a second open while the first is under way is busy", async () => {
  const transport = stream(url);
  await Promise.all([transport.open(never()), expect(transport.open(never())).rejects.toMatchObject({ code: "busy" })]);
  await transport.close();
});

test("a write the peer never takes ends with its signal and takes the connection along", async () => {
  const transport = stream(url);
  await transport.open(never());
  const peer = await linked.promise;
  peer.pause();
  const stop = new AbortController();
  const written = transport.write(Buffer.alloc(32 * 1024 * 1024), stop.signal);
  stop.abort(new Error("enough"));
  await expect(written).rejects.toMatchObject({ code: "timeout" });
  await expect(transport.write(Buffer.from("x"), never())).rejects.toMatchObject({ code: "timeout" });
});

test("a reader that falls far behind a device which sends without end is refused, not fed from memory", async () => {
  const transport = stream(url);
  await transport.open(never());
  const peer = await linked.promise;
  const asleep = transport.chunks(never())[Symbol.asyncIterator]();
  const awake = transport.chunks(never())[Symbol.asyncIterator]();
  peer.write(Buffer.alloc(3 * 1024 * 1024));
  let bytes = 0;
  while (bytes < 3 * 1024 * 1024) bytes += (await awake.next()).value?.length ?? 0;
  await expect(asleep.next()).rejects.toMatchObject({ code: "invalid" });
  await transport.close();
});
