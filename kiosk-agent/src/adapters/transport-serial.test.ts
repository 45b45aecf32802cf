import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PtyLine } from "../../../fixtures/sim/devices/pty-line.ts";
import { createTransport } from "./transport.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "serial-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function stream(target: string) {
  const transport = createTransport(target);
  if (transport.kind !== "stream") throw new Error("not a stream");
  return transport;
}

const never = () => new AbortController().signal;

describe("a port that cannot be opened", () => {
  test("a path that does not exist is absent", async () => {
    const opened = stream(`serial://${folder}/ttyUSB9`).open(never());
    await expect(opened).rejects.toMatchObject({ name: "TransportError", code: "absent" });
  });

  test("a dangling by-id link, as left by an unplugged adapter, is absent", async () => {
    await symlink(join(folder, "gone"), join(folder, "usb-reader"));
    await expect(stream(`serial://${folder}/usb-reader`).open(never())).rejects.toMatchObject({ code: "absent" });
  });

  test("a plain file is invalid", async () => {
    await writeFile(join(folder, "notes.txt"), "not a port");
    await expect(stream(`serial://${folder}/notes.txt`).open(never())).rejects.toMatchObject({ code: "invalid" });
  });

  test("a character device that is no terminal is invalid", async () => {
    await expect(stream("serial:///dev/null").open(never())).rejects.toMatchObject({ code: "invalid" });
  });

  test("an aborted signal is a timeout that keeps its reason", async () => {
    const reason = new Error("enough");
    const opened = stream("serial:///dev/null").open(AbortSignal.abort(reason));
    await expect(opened).rejects.toMatchObject({ code: "timeout", cause: reason });
  });

  test("reading and writing before opening is lost", async () => {
    const transport = stream("serial:///dev/null");
    await expect(transport.write(Buffer.from("x"), never())).rejects.toMatchObject({ code: "lost" });
    await expect(transport.chunks(never())[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "lost" });
    await transport.close();
  });
});

test("a port at another speed is the same port, and asked for once more the first one", async () => {
  const port = stream("serial:///dev/ttyUSB0?baud=57600&parity=even&stop=2");
  expect(port.speed?.baud).toBe(57600);
  const other = port.speed?.at(9600);
  expect(other).toMatchObject({ url: port.url, speed: { baud: 9600 } });
  expect(other?.speed?.at(57600)).toMatchObject({ url: port.url, speed: { baud: 57600 } });
  await writeFile(join(folder, "port"), "");
  await expect(stream(`serial://${folder}/port`).speed?.at(9600).open(never())).rejects.toMatchObject({
    message: expect.stringContaining(`${folder}/port`),
  });
});

describe("over a PTY", () => {
  let line: PtyLine | undefined;
  afterEach(async () => {
    await line?.hangUp();
    line = undefined;
  });

  async function openLine(skip: (condition: boolean, note: string) => void): Promise<PtyLine> {
    line = await PtyLine.open();
    skip(line === undefined, "this machine makes no PTY: util-linux `script` is missing");
    if (line === undefined) throw new Error("skipped");
    return line;
  }

  test("every byte value passes both ways unchanged", async ({ skip }) => {
    const far = await openLine(skip);
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    far.onBytes((bytes) => far.write(bytes));
    const transport = stream(`${far.url}?baud=9600`);
    await transport.open(never());
    const incoming = transport.chunks(never())[Symbol.asyncIterator]();
    await transport.write(all, never());
    let got = Buffer.alloc(0);
    while (got.length < all.length) got = Buffer.concat([got, (await incoming.next()).value ?? Buffer.alloc(0)]);
    expect(got.toString("hex")).toBe(all.toString("hex"));
    await transport.close();
  });

  test("a port that another program holds is busy", async ({ skip }) => {
    const far = await openLine(skip);
    const holder = stream(far.url);
    await holder.open(never());
    await expect(stream(far.url).open(never())).rejects.toMatchObject({ code: "busy" });
    await holder.close();
  });

  test("a pulled adapter is lost, then absent", async ({ skip }) => {
    const far = await openLine(skip);
    const transport = stream(far.url);
    await transport.open(never());
    const next = transport.chunks(never())[Symbol.asyncIterator]().next();
    await Promise.all([far.hangUp(), expect(next).rejects.toMatchObject({ code: "lost" })]);
    await expect(transport.write(Buffer.from("x"), never())).rejects.toMatchObject({ code: "lost" });
    await expect(transport.open(never())).rejects.toMatchObject({ code: "absent" });
    await transport.close();
  });

  test("closing twice is once, ends the readers, and the port can be opened again", async ({ skip }) => {
    const far = await openLine(skip);
    const transport = stream(far.url);
    await transport.open(never());
    const next = transport.chunks(never())[Symbol.asyncIterator]().next();
    await Promise.all([transport.close(), transport.close()]);
    await expect(next).resolves.toEqual({ done: true, value: undefined });
    await transport.open(never());
    await transport.close();
  });

  test("a port closed while it opens is given back", async ({ skip }) => {
    const far = await openLine(skip);
    const transport = stream(far.url);
    const opened = transport.open(never());
    await transport.close();
    await expect(opened).rejects.toMatchObject({ code: "lost" });
    const next = stream(far.url);
    await next.open(never());
    await next.close();
  });
});
