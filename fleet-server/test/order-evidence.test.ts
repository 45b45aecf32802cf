// Files as evidence, over HTTP: what they are is told by their content, and they come back as they were.
import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { EvidenceView, Problem } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evidenceLimitBytes } from "../src/domain/evidence/media-type.ts";
import { OrderDesk, pdf } from "./order-desk.ts";

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-10 09:30");
});
afterAll(() => desk.close());

/** ITU-T T.81: SOI, a frame header for one pixel, a scan, EOI. */
const jpeg = Uint8Array.from([
  ...[0xff, 0xd8],
  ...[0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x2a],
  ...[0xff, 0xd9],
]);

function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const png = Buffer.concat([
  Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  pngChunk("IHDR", Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  pngChunk("IDAT", Uint8Array.from([0x78, 0x9c, 0x63, 0, 0, 0, 2, 0, 1])),
  pngChunk("IEND", new Uint8Array()),
]);
const gif = new TextEncoder().encode("GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;");
const html = new TextEncoder().encode("<html><script>alert(1)</script></html>");

function sm3(bytes: Uint8Array): string {
  return createHash("sm3").update(bytes).digest("hex");
}

async function stored(bytes: Uint8Array, headers?: Record<string, string>): Promise<EvidenceView> {
  const response = await desk.upload(bytes, headers);
  expect(response.status).toBe(201);
  return EvidenceView.parse(await response.json());
}

async function refused(bytes: Uint8Array, headers?: Record<string, string>): Promise<[number, string]> {
  const response = await desk.upload(bytes, headers);
  return [response.status, Problem.parse(await response.json()).code];
}

/** As whoever sent it. */
async function download(digest: string): Promise<Response> {
  return (await desk.as("pm", "project_manager")).fetch(`/evidence/${digest}`);
}

describe("a file", () => {
  it.each([
    ["image/jpeg", jpeg],
    ["image/png", png],
    ["application/pdf", pdf("到货单")],
  ] as const)("that is %s is taken for what it is, whatever it is called and sent as", async (mediaType, bytes) => {
    const view = await stored(bytes, { "content-type": "application/octet-stream", "x-file-name": "virus.exe" });
    expect(view).toMatchObject({
      mediaType,
      digest: sm3(bytes),
      bytes: bytes.length,
      uploadedAt: desk.time.now,
      by: "pm",
    });
    const wrongly = await stored(bytes, { "content-type": mediaType === "image/png" ? "image/jpeg" : "image/png" });
    expect(wrongly).toEqual(view);
  });

  it.each([
    ["a GIF sent as PNG", gif, "image/png"],
    ["a page sent as JPEG", html, "image/jpeg"],
    ["nothing", new Uint8Array(), "application/pdf"],
    ["JSON", new TextEncoder().encode("{}"), "application/json"],
  ] as const)("that is %s is refused", async (_what, bytes, type) => {
    expect(await refused(bytes, { "content-type": type })).toEqual([415, "evidence.type"]);
    expect((await download(sm3(bytes))).status).toBe(404);
  });

  it.each<[string, Uint8Array, [number, string]]>([
    ["half a photo", jpeg.subarray(0, 20), [415, "evidence.damaged"]],
    ["a PDF without its end", pdf("x").subarray(0, 10), [415, "evidence.damaged"]],
    [
      "a picture that says it is huge",
      Buffer.concat([
        png.subarray(0, 8),
        pngChunk("IHDR", Uint8Array.from([0, 1, 0, 0, 0, 1, 0, 0, 8, 0, 0, 0, 0])),
        png.subarray(33),
      ]),
      [413, "evidence.pixels"],
    ],
    ["a photo that is an archive too", Buffer.concat([jpeg, Buffer.from("PK\u0005\u0006")]), [415, "evidence.active"]],
    ["a PDF that runs a script", pdf("<</S/JavaScript>>"), [415, "evidence.active"]],
  ])("that is %s is refused for what it is, and not kept", async (_what, bytes, refusal) => {
    expect(await refused(bytes)).toEqual(refusal);
    expect((await download(sm3(bytes))).status).toBe(404);
  });

  it("of a type that no evidence has is not even read", async () => {
    expect((await refused(png, { "content-type": "text/html" }))[0]).toBeGreaterThanOrEqual(400);
    expect((await refused(pdf("multipart"), { "content-type": "multipart/form-data; boundary=x" }))[0]).toBe(400);
  });

  it("of 20 MB is taken, and of one byte more refused", async () => {
    const head = pdf("");
    const filling = evidenceLimitBytes - head.length;
    const whole = Buffer.concat([head.subarray(0, 9), Buffer.alloc(filling, 0x20), head.subarray(9)]);
    expect(whole).toHaveLength(20 * 1024 * 1024);
    expect((await stored(whole)).bytes).toBe(whole.length);
    const over = Buffer.concat([head.subarray(0, 9), Buffer.alloc(filling + 1, 0x20), head.subarray(9)]);
    expect(await refused(over)).toEqual([413, "evidence.too-large"]);
  });

  it("sent twice is one file, under its first name and sender", async () => {
    const bytes = pdf(randomBytes(8).toString("hex"));
    const first = await stored(bytes, { "x-file-name": encodeURIComponent("到货单.pdf") });
    desk.time.pass(60_000);
    const other = await desk.as("仓管", "dispatcher");
    const again = await other.fetch("/evidence", {
      method: "POST",
      headers: { "content-type": "application/pdf", "x-file-name": "other.pdf" },
      body: new Uint8Array(bytes),
    });
    expect(await again.json()).toEqual(first);
    expect(first).toMatchObject({ name: "到货单.pdf", by: "pm" });
  });

  it("sent twice at the same time is one file and no error", async () => {
    const bytes = pdf("at once");
    // many, so that several of them are looked up before the first of them is stored
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.upload(bytes)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    const views = await Promise.all(answers.map(async (answer) => EvidenceView.parse(await answer.json())));
    expect(new Set(views.map((view) => view.digest))).toEqual(new Set([sm3(bytes)]));
  });

  it("sent by several people at the same time may be looked at by each of them", async () => {
    const bytes = pdf("of several");
    // many, so that several of them are looked up before the first of them is stored
    const names = Array.from({ length: 16 }, (_, n) => `工${n}`);
    const people = await Promise.all(names.map((name) => desk.as(name, "technician")));
    await Promise.all(people.map((one) => one.signIn()));
    const headers = { "content-type": "application/pdf", "x-file-name": "a.pdf" };
    const body = new Blob([new Uint8Array(bytes)]);
    await Promise.all(people.map((one) => one.fetch("/evidence", { method: "POST", headers, body })));
    const seen = await Promise.all(people.map(async (one) => (await one.fetch(`/evidence/${sm3(bytes)}`)).status));
    expect(seen).toEqual(names.map(() => 200));
  });

  it("has no path in its name", async () => {
    const view = await stored(pdf("path"), { "x-file-name": encodeURIComponent("../../etc/pass\nwd") });
    expect(view.name).not.toMatch(/[/\\\n]/);
  });

  it("without a name is refused", async () => {
    const response = await (await desk.as("pm", "project_manager")).fetch("/evidence", {
      method: "POST",
      headers: { "content-type": "application/pdf" },
      body: new Uint8Array(pdf("nameless")),
    });
    expect(response.status).toBe(400);
    expect(Problem.parse(await response.json()).code).toBe("request.invalid");
  });
});

describe("the download of a file", () => {
  it("gives the same bytes, as the type it is, and lets no browser guess another", async () => {
    const { digest } = await stored(png, { "x-file-name": encodeURIComponent("现场.png") });
    const response = await download(digest);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none';.*; sandbox/);
    expect(response.headers.get("content-disposition")).toContain("filename*=UTF-8''");
    expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true);
  });

  it("of a digest that is unknown, or none, says so", async () => {
    expect((await download("0".repeat(64))).status).toBe(404);
    expect((await download("..%2F..%2Ffleet.db")).status).toBeOneOf([400, 404]);
  });
});

describe("an action with a file", () => {
  it("names it in the log, and the order shows it", async () => {
    const { order } = await desk.order();
    const { digest } = await stored(jpeg);
    const noted = await desk.act(order.id, "note", { evidence: [digest, digest] });
    expect(noted.events.at(-1)?.evidence).toEqual([digest]);
    expect(noted.evidence.map((view) => view.digest)).toEqual([digest]);
  });

  it("that is not stored is refused, and nothing is written", async () => {
    const { order } = await desk.order();
    const { digest } = await stored(jpeg);
    const unknown = "f".repeat(64);
    expect(await desk.refused(order.id, "note", { evidence: [digest, unknown] })).toEqual({
      status: 409,
      code: "order.evidence-unknown",
      detail: unknown,
    });
    expect(await desk.refused(order.id, "note", { evidence: ["nonsense"] })).toMatchObject({ status: 400 });
    expect((await desk.detail(order.id)).events).toHaveLength(1);
  });
});
