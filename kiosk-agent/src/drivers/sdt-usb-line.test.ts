import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, test } from "vitest";
import { TransportError, type UsbEndpoint, type UsbTransport } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { SdtUsbLine } from "./sdt-usb-line.ts";
import { openSession } from "./session.ts";

const never = new AbortController().signal;
const statusOk = ["aaaaaa96690004", "00009094"] as const;
const samId = ["aaaaaa96690014", "00009005000100f3d6340140e20100b168de3a0e"] as const;

type Said = Uint8Array | TransportError;

/** Four pipes; what the reader says on the two inward ones is up to the test. */
class FourPipes implements UsbTransport {
  readonly kind = "usb";
  readonly url = "usb://0400:c35a";
  addresses: readonly number[] = [0x02, 0x06, 0x81, 0x85];
  readonly written: string[] = [];
  closed = 0;
  onRequest: (n: number) => void = () => undefined;
  readonly #hear = new Map<number, (said: Said) => void>();

  async open(): Promise<readonly UsbEndpoint[]> {
    return this.addresses.map((address) => {
      return { interfaceNumber: 0, interfaceClass: 0xff, address, type: "bulk", packetSize: 64 };
    });
  }

  async control(): Promise<Uint8Array> {
    throw new TransportError("invalid", "stall");
  }

  async write(endpoint: number, bytes: Uint8Array): Promise<void> {
    this.written.push(`${endpoint.toString(16).padStart(2, "0")} ${Buffer.from(bytes).toString("hex")}`);
    if (endpoint === 0x06) this.onRequest(this.written.length / 2);
  }

  say(endpoint: number, said: string | TransportError): void {
    this.#hear.get(endpoint)?.(typeof said === "string" ? Buffer.from(said, "hex") : said);
  }

  chunks(endpoint: number): AsyncIterable<Uint8Array> {
    const queue: Said[] = [];
    let arrival = Promise.withResolvers<void>();
    this.#hear.set(endpoint, (said) => {
      queue.push(said);
      arrival.resolve();
    });
    return {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          const said = queue.shift();
          if (said instanceof TransportError) throw said;
          if (said !== undefined) yield said;
          else {
            await arrival.promise;
            arrival = Promise.withResolvers<void>();
          }
        }
      },
    };
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

async function opened() {
  const clock = new VirtualClock();
  const pipes = new FourPipes();
  const line = new SdtUsbLine(pipes, clock);
  await line.open(never);
  const heard: string[] = [];
  const end = (async () => {
    for await (const chunk of line.chunks(never)) heard.push(Buffer.from(chunk).toString("hex"));
  })();
  end.catch(() => undefined); // where a test cares, it awaits it
  return { clock, pipes, line, heard, end };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const request = Buffer.from("aaaaaa9669000311ffed", "hex");

test("a request goes out as preamble and length, and as the rest", async () => {
  const { pipes, line } = await opened();
  await line.write(request, never);
  expect(pipes.written).toEqual(["02 aaaaaa96690003", "06 11ffed"]);
});

test("no request follows another sooner than the pause of the known program", async () => {
  const { clock, line } = await opened();
  await line.write(request, never);
  expect(clock.monotonic()).toBe(0);
  await line.write(request, never);
  expect(clock.monotonic()).toBe(400);
  await clock.sleep(1000, never);
  await line.write(request, never);
  expect(clock.monotonic()).toBe(1400);
});

describe("an answer", () => {
  test("is head and rest in this order, whichever transfer ends first", async () => {
    const { pipes, heard } = await opened();
    pipes.say(0x85, samId[1]);
    await settled();
    expect(heard).toEqual([]);
    pipes.say(0x81, samId[0]);
    await settled();
    expect(heard).toEqual([...samId]);
  });

  test("whose rest comes in pieces is whole when all have come", async () => {
    const { pipes, heard } = await opened();
    pipes.say(0x81, samId[0]);
    pipes.say(0x85, samId[1].slice(0, 16));
    pipes.say(0x85, samId[1].slice(16));
    await settled();
    expect(heard.join("")).toBe(samId.join(""));
  });

  test("after one whose rest never came is not moved by it", async () => {
    const { pipes, line, heard } = await opened();
    pipes.say(0x81, statusOk[0]);
    await settled();
    await line.write(request, never);
    pipes.say(0x81, samId[0]);
    pipes.say(0x85, samId[1]);
    await settled();
    expect(heard).toEqual([statusOk[0], ...samId]);
  });

  test("with noise in its head is passed on whole", async () => {
    const { clock, pipes, heard } = await opened();
    pipes.say(0x81, "aa00aaaa966900");
    pipes.say(0x85, "0400009094");
    await clock.sleep(100, never);
    expect(heard.join("")).toBe("aa00aaaa9669000400009094");
  });

  test("behind noise of its own pipe is head and rest", async () => {
    const { pipes, heard } = await opened();
    pipes.say(0x81, "00ffaaaa");
    pipes.say(0x81, samId[0]);
    pipes.say(0x85, samId[1]);
    await settled();
    expect(heard).toEqual(["00ffaaaa", ...samId]);
  });

  test("behind noise of its own pipe is waited for when its rest is there first", async () => {
    const { clock, pipes, heard } = await opened();
    pipes.say(0x81, "00ffaaaa");
    pipes.say(0x85, samId[1]);
    clock.later(20, () => pipes.say(0x81, samId[0]));
    await clock.sleep(100, never);
    expect(heard).toEqual(["00ffaaaa", ...samId]);
  });

  test("that never had a head is thrown away with the next request", async () => {
    const { pipes, line, heard } = await opened();
    for (let n = 0; n < 200; n += 1) pipes.say(0x85, statusOk[1]);
    await settled();
    await line.write(request, never);
    pipes.say(0x81, statusOk[0]);
    pipes.say(0x85, statusOk[1]);
    await settled();
    expect(heard).toEqual([...statusOk]);
  });
});

test("the loss of either pipe is the loss of the reader", async () => {
  for (const pipe of [0x81, 0x85]) {
    const { pipes, end } = await opened();
    pipes.say(pipe, new TransportError("lost", "unplugged"));
    await expect(end).rejects.toMatchObject({ code: "lost" });
  }
});

test("a device without the four pipes is let go of and named", async () => {
  const pipes = new FourPipes();
  pipes.addresses = [0x01, 0x82];
  await expect(new SdtUsbLine(pipes, new VirtualClock()).open(never)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("no pipe 02, 06, 81, 85"),
  });
  expect(pipes.closed).toBe(1);
});

test("a poll asks 11 FF and 12 FF and nothing else, and a late answer of the one is not taken for the other", async () => {
  const clock = new VirtualClock();
  const pipes = new FourPipes();
  const profile = loadProfiles().get("id-card-reader/sdt-usb-generic");
  if (profile === undefined) throw new Error("the profile is missing");
  pipes.onRequest = (n) => {
    const [head, rest] = n === 1 ? statusOk : samId;
    clock.later(150, () => {
      if (n === 2) {
        pipes.say(0x81, statusOk[0]);
        pipes.say(0x85, statusOk[1]);
      }
      pipes.say(0x81, head);
      pipes.say(0x85, rest);
    });
  };
  const session = openSession({ deviceId: "r", profile, transport: pipes, clock, counters: new MemoryCounters() });
  const seen = await session.poll(never);
  expect(seen).toMatchObject({ state: "online", conditions: [] });
  expect(pipes.written.map((step) => step.slice(3)).join("")).toMatch(
    /^aaaaaa9669000311ffed(?:aaaaaa9669000312ffee)+$/,
  );
  await session.close();
});
