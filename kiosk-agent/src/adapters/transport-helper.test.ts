import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { HelperDevice } from "../../../fixtures/sim/devices/helper-device.ts";
import type { StreamTransport } from "../ports.ts";
import { createTransport, parseTransportUrl } from "./transport.ts";
import { TransportUrlError } from "./transport-url.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "helper-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const opened: StreamTransport[] = [];
afterEach(async () => {
  for (const transport of opened.splice(0)) await transport.close();
});

const never = () => new AbortController().signal;

function stream(url: string): StreamTransport {
  const transport = createTransport(url);
  if (transport.kind !== "stream") throw new Error("not a stream");
  opened.push(transport);
  return transport;
}

const shell = (script: string, ...args: string[]) =>
  `helper:///bin/sh${["-c", script, "sh", ...args].map((arg, i) => `${i === 0 ? "?" : "&"}arg=${encodeURIComponent(arg)}`).join("")}`;

/** What it writes until it ends; and how that was told. */
async function heard(transport: StreamTransport): Promise<{ text: string; end: unknown }> {
  let text = "";
  try {
    for await (const chunk of transport.chunks(never())) text += Buffer.from(chunk).toString();
  } catch (error) {
    return { text, end: error };
  }
  return { text, end: undefined };
}

/** A script that says so when it was asked, so that nothing it writes comes before somebody listens. */
async function told(script: string, ...args: string[]) {
  const transport = stream(shell(`read line; ${script}`, ...args));
  await transport.open(never());
  const all = heard(transport);
  await transport.write(Buffer.from("go\n"), never());
  return all;
}

/** One that was killed and not yet buried by its parent (state Z) does nothing any more. */
const isAlive = (pid: number) => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

describe("the address", () => {
  test("is a program and its arguments in order, decoded", () => {
    expect(parseTransportUrl("helper:///opt/a%20b/prx?arg=--port&arg=/dev/usb/lp1&arg=1%2B1%26x")).toEqual({
      kind: "helper",
      program: "/opt/a b/prx",
      args: ["--port", "/dev/usb/lp1", "1+1&x"],
    });
    expect(parseTransportUrl("helper:///C:/vendor/prx.exe")).toMatchObject({ program: "C:/vendor/prx.exe", args: [] });
  });

  test.each([
    ["helper://opt/prx", "three slashes"],
    ["helper://", "needs the path"],
    ["helper:///opt/", "needs the path"],
    ["helper:///opt/prx?argument=1", 'unknown parameter "argument"'],
    ["helper:///opt/prx?arg=%00", "%00"],
    [`helper:///opt/prx?${"arg=x&".repeat(33)}`, "33 arguments are more than 32"],
  ])("%s is refused", (url, said) => {
    expect(() => parseTransportUrl(url)).toThrow(TransportUrlError);
    expect(() => parseTransportUrl(url)).toThrow(said);
  });
});

describe("a program that cannot be started", () => {
  test("is absent where there is none", async () => {
    await expect(stream(`helper://${folder}/none`).open(never())).rejects.toMatchObject({ code: "absent" });
  });

  test.each([
    ["may not be executed", 0o644],
    ["everybody may write", 0o777],
  ])("is refused where it %s", async (_, mode) => {
    const file = join(folder, `mode-${mode}`);
    await writeFile(file, "#!/bin/sh\n");
    await chmod(file, mode);
    await expect(stream(`helper://${file}`).open(never())).rejects.toMatchObject({ code: "refused" });
  });

  test("is refused where it is a folder", async () => {
    await expect(stream(`helper://${folder}`).open(never())).rejects.toMatchObject({ code: "refused" });
  });

  test("gives up with its signal, whose reason it keeps", async () => {
    const reason = new Error("enough");
    const open = stream(shell("cat")).open(AbortSignal.abort(reason));
    await expect(open).rejects.toMatchObject({ code: "timeout", cause: reason });
  });
});

describe("a program that runs", () => {
  test("hears what is written and is heard, octet for octet", async () => {
    const transport = stream("helper:///bin/cat");
    await transport.open(never());
    const incoming = transport.chunks(never())[Symbol.asyncIterator]();
    const all = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));
    await transport.write(all, never());
    let got = Buffer.alloc(0);
    while (got.length < all.length) got = Buffer.concat([got, (await incoming.next()).value ?? Buffer.alloc(0)]);
    expect(got.equals(all)).toBe(true);
  });

  test("gets its arguments as they are: no shell takes them apart", async () => {
    const { text } = await told('printf "%s\\n" "$@"', "; echo harm", "$(id)", "a b");
    expect(text).toBe("; echo harm\n$(id)\na b\n");
  });

  test("has an environment of its own, nothing of the agent's", async () => {
    process.env.KIOSK_TEST_SECRET = "geheim";
    const { text } = await told("/usr/bin/env; pwd");
    delete process.env.KIOSK_TEST_SECRET;
    expect(text).toContain("LANG=C.UTF-8");
    expect(text).not.toContain("geheim");
    expect(text).not.toMatch(/^HOME=/m);
    expect(text.trimEnd().split("\n").at(-1)).toMatch(/\/bin$/); // the folder of /bin/sh
  });

  test("that dies is lost, with how it died and the last line that it wrote to stderr", async () => {
    const { text, end } = await told('echo half; echo first >&2; printf "no\\007 licence\\n\\n" >&2; exit 3');
    expect(text).toBe("half\n");
    expect(end).toMatchObject({ code: "lost", message: "/bin/sh ended with code 3: no licence" });
  });

  test("that floods stderr is not kept in memory", async () => {
    const { end } = await told('head -c 3000000 /dev/zero | tr "\\0" x >&2; exit 1');
    expect(end).toMatchObject({ code: "lost" });
    expect(String(end).length).toBeLessThan(250);
  });

  test("that is killed says by what", async () => {
    expect((await told("kill -9 $$")).end).toMatchObject({ code: "lost", message: "/bin/sh was ended by SIGKILL" });
  });

  test("that closes its stdout is lost, and ended", async () => {
    const { text, end } = await told("echo $$; exec 1>&-; sleep 600");
    expect(end).toMatchObject({ code: "lost" });
    expect(isAlive(Number(text))).toBe(false);
  });

  test("that was lost can be started again", async () => {
    const transport = stream(shell("read line; echo $$"));
    const pids = [];
    for (let n = 0; n < 2; n += 1) {
      await transport.open(never());
      const all = heard(transport);
      await transport.write(Buffer.from("go\n"), never());
      pids.push((await all).text);
      await expect(transport.write(Buffer.from("x"), never())).rejects.toMatchObject({ code: "lost" });
    }
    expect(new Set(pids).size).toBe(2);
  });
});

describe("closing", () => {
  let device: HelperDevice;
  afterEach(() => device.stop());
  async function running(condition: "ok" | "stays-after-end") {
    device = new HelperDevice("libprx", { device: 0, media: 1 });
    await device.start();
    device.set({ condition });
    const transport = stream(device.url);
    await transport.open(never());
    const incoming = transport.chunks(never())[Symbol.asyncIterator]();
    await transport.write(Buffer.from('{"id":1,"ask":"status"}\n'), never());
    expect(Buffer.from((await incoming.next()).value ?? []).toString()).toBe(
      '{"id":1,"fields":{"device":0,"media":1}}\n',
    );
    return { transport, incoming };
  }
  const allGone = () => expect.poll(() => device.running, { interval: 5 }).toBe(0);

  test("ends stdin, upon which a good helper ends by itself", async () => {
    const { transport, incoming } = await running("ok");
    await Promise.all([transport.close(), transport.close()]);
    await expect(incoming.next()).resolves.toEqual({ done: true, value: undefined });
    await allGone();
    expect(device).toMatchObject({ ended: 1, askedToEnd: 0 });
  });

  test("asks and then kills one that does not, in bounded time", async () => {
    const { transport } = await running("stays-after-end");
    const startedAt = performance.now();
    await transport.close();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await allGone();
    expect(device).toMatchObject({ ended: 0, askedToEnd: 1 });
  });

  test("takes with it what the helper started", async () => {
    device = new HelperDevice("libprx", {});
    const transport = stream(shell("read line; sleep 600 & echo $!; wait"));
    await transport.open(never());
    const incoming = transport.chunks(never())[Symbol.asyncIterator]();
    await transport.write(Buffer.from("go\n"), never());
    const pid = Number(Buffer.from((await incoming.next()).value ?? []).toString());
    expect(isAlive(pid)).toBe(true);
    await transport.close();
    await expect.poll(() => isAlive(pid), { interval: 5 }).toBe(false);
  });

  test("is waited for by the next start: there are never two of them", async () => {
    const { transport } = await running("stays-after-end");
    const closed = transport.close();
    await transport.open(never());
    const before = device.running; // the second one has not connected yet, or the first one is gone
    await closed;
    expect(before).toBeLessThanOrEqual(1);
    await expect.poll(() => device.started, { interval: 5 }).toBe(2);
    expect(device.running).toBe(1);
  });
});

test("a program starts in the folder it lies in", async () => {
  const file = join(folder, "where");
  await writeFile(file, "#!/bin/sh\nread line\npwd\n", { mode: 0o755 });
  const transport = stream(`helper://${file}`);
  await transport.open(never());
  const all = heard(transport);
  await transport.write(Buffer.from("go\n"), never());
  expect((await all).text.trim()).toBe(dirname(file));
});
