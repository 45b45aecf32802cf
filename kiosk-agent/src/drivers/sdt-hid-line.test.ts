import { expect, test } from "vitest";
import type { StreamTransport } from "../ports.ts";
import { SdtHidLine } from "./sdt-hid-line.ts";

const never = new AbortController().signal;

/** What a line makes of these reports' payloads, hex; each is filled up to 16 octets. */
async function heard(...payloads: readonly string[]): Promise<string[]> {
  const reports = payloads.map((payload) => Buffer.concat([Buffer.from(payload, "hex"), Buffer.alloc(16)], 16));
  const inner: StreamTransport = {
    kind: "stream",
    url: "hid://1209:5d70",
    open: () => Promise.resolve(),
    write: () => Promise.resolve(),
    async *chunks() {
      yield* reports;
    },
    close: () => Promise.resolve(),
  };
  const said: string[] = [];
  for await (const chunk of new SdtHidLine(inner).chunks(never)) said.push(Buffer.from(chunk).toString("hex"));
  return said;
}

const statusOk = "aaaaaa9669000400009094";
const samId = "aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e";

test("the zeros behind a short frame are left away", async () => {
  expect(await heard(statusOk)).toEqual([statusOk]);
});

test("a frame of several reports loses only the zeros of the last", async () => {
  expect(await heard(samId.slice(0, 32), samId.slice(32))).toEqual([samId.slice(0, 32), samId.slice(32)]);
});

test("a checksum of zero is no filling", async () => {
  expect(await heard("aaaaaa96690004000004" + "00")).toEqual(["aaaaaa9669000400000400"]);
});

test("a frame that began and never ended does not eat into the next", async () => {
  expect(await heard(samId.slice(0, 32), statusOk)).toEqual([samId.slice(0, 32), statusOk]);
});

test("what is no frame is passed on as it is, so that it is counted", async () => {
  expect(await heard("ff00aa")).toEqual([`ff00aa${"00".repeat(13)}`]);
});
