import { crc32, deflateSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { inspectEvidence, maxPixels } from "./inspect.ts";
import type { Inflate } from "./pdf.ts";

const inflate: Inflate = (bytes, limit) => {
  try {
    return inflateSync(bytes, { maxOutputLength: limit });
  } catch {
    return undefined;
  }
};
const inspect = (...parts: (string | Uint8Array)[]) =>
  inspectEvidence(Buffer.concat(parts.map((p) => (typeof p === "string" ? Buffer.from(p, "latin1") : p))), inflate);

function uint(value: number, bytes: number): Buffer {
  const out = Buffer.alloc(bytes);
  out.writeUIntBE(value, 0, bytes);
  return out;
}

function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.concat([uint(0xffc0000b, 4), uint(8, 1), uint(height, 2), uint(width, 2), uint(0x01011100, 4)]);
  return Buffer.concat([
    uint(0xffd8, 2),
    frame,
    Buffer.from("ffda0008010100003f0012ff003 4ffd9".replace(" ", ""), "hex"),
  ]);
}

function chunk(name: string, data: Uint8Array = new Uint8Array()): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([uint(data.length, 4), body, uint(crc32(body), 4)]);
}
function png(width: number, height: number): Buffer {
  const header = Buffer.concat([uint(width, 4), uint(height, 4), Buffer.from([8, 2, 0, 0, 0])]);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(new Uint8Array(9))),
    chunk("IEND"),
  ]);
}

function pdf(...objects: (string | Uint8Array)[]): Buffer {
  const body = objects.map((o) => (typeof o === "string" ? Buffer.from(o, "latin1") : o));
  return Buffer.concat([
    Buffer.from("%PDF-1.7\n"),
    ...body,
    Buffer.from("\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"),
  ]);
}
function objectStream(content: string, dictionary = "/Filter/FlateDecode", pack = true): Buffer {
  const data = pack ? deflateSync(content) : Buffer.from(content);
  const head = `9 0 obj<</Type/ObjStm/N 1/First 4${dictionary}/Length ${data.length}>>stream\n`;
  return Buffer.concat([Buffer.from(head), data, Buffer.from("\nendstream endobj")]);
}
const catalog = "1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>endobj\n";
const zip = Buffer.concat([Buffer.from("PK\u0003\u0004 evil.exe PK\u0005\u0006"), Buffer.alloc(18)]);

describe("what may be kept", () => {
  it.each<[string, Buffer, string]>([
    ["a photo", jpeg(4032, 3024), "image/jpeg"],
    ["a photo of a 50-megapixel camera", jpeg(8192, 6144), "image/jpeg"],
    ["a picture", png(1920, 1080), "image/png"],
    ["a document that opens at a page", pdf(catalog), "application/pdf"],
    ["a document with a link", pdf(catalog, "4 0 obj<</S/URI/URI(https://example.cn)>>endobj"), "application/pdf"],
    ["a document of compressed objects", pdf(objectStream("1 0 <</Type/Page>>")), "application/pdf"],
    ["a photo with another behind it", Buffer.concat([jpeg(100, 100), jpeg(20, 20)]), "image/jpeg"],
    [
      "a photo with a video behind it",
      Buffer.concat([jpeg(100, 100), Buffer.from("\0\0\0\u0018ftypmp42")]),
      "image/jpeg",
    ],
  ])("%s", (_, bytes, mediaType) => {
    expect(inspectEvidence(bytes, inflate)).toEqual({ ok: true, mediaType });
  });
  it("a scan in which /JS stands by chance", () => {
    expect(
      inspect(pdf("5 0 obj<</Subtype/Image/Length 9>>stream\n\u0001/JS \u0002\u0003x\nendstream endobj")),
    ).toMatchObject({ ok: true });
  });
});

describe("pictures that would fill the memory of whoever opens them", () => {
  it.each<[string, Buffer, string]>([
    ["a small PNG that says it is huge", png(0x7fff_ffff, 0x7fff_ffff), "2147483647 x 2147483647"],
    ["a JPEG of the largest size", jpeg(65_535, 65_535), "65535 x 65535"],
    ["one row too many", jpeg(8500, maxPixels / 8500 + 1), `8500 x ${maxPixels / 8500 + 1}`],
  ])("%s", (_, bytes, detail) => {
    expect(inspectEvidence(bytes, inflate)).toEqual({ ok: false, code: "evidence.pixels", detail });
  });
});

describe("files cut short", () => {
  it.each([
    ["JPEG", jpeg(10, 10).subarray(0, -1), "image/jpeg"],
    ["PNG", png(10, 10).subarray(0, -1), "image/png"],
    ["PDF", pdf(catalog).subarray(0, -5), "application/pdf"],
  ])("%s", (_, bytes, detail) => {
    expect(inspectEvidence(bytes, inflate)).toEqual({ ok: false, code: "evidence.damaged", detail });
  });
});

describe("two files in one", () => {
  it.each<[string, Buffer, string]>([
    ["a photo that is an archive", Buffer.concat([jpeg(10, 10), zip]), "ZIP"],
    ["a picture that is an archive", Buffer.concat([png(10, 10), zip]), "ZIP"],
    ["a document that is an archive", pdf("%", zip, "\n"), "ZIP"],
    ["a photo that is a page", Buffer.concat([jpeg(10, 10), Buffer.from("<HTML><body>")]), "<HTML"],
    ["a picture that is a script", Buffer.concat([png(10, 10), Buffer.from("<script>alert(1)</script>")]), "<script"],
    ["a photo that is a program of the server", Buffer.concat([jpeg(10, 10), Buffer.from("<?php x();")]), "<?php"],
    ["a photo that is a document", Buffer.concat([jpeg(10, 10), pdf(catalog)]), "%PDF-"],
  ])("%s", (_, bytes, detail) => {
    expect(inspectEvidence(bytes, inflate)).toEqual({ ok: false, code: "evidence.active", detail });
  });
  it("a page that begins like nothing we take", () => {
    expect(inspect("<html>\xff\xd8\xff", jpeg(10, 10))).toEqual({ ok: false, code: "evidence.type", detail: "" });
  });
});

describe("documents that act", () => {
  it.each<[string, Buffer, string]>([
    ["a script when it opens", pdf("1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"), "JavaScript"],
    ["a script whose name is written in digits", pdf("1 0 obj<</S/J#61vaScript/J#53(x)>>endobj"), "JavaScript"],
    ["a program", pdf("1 0 obj<</S/Launch/F(cmd.exe)>>endobj"), "Launch"],
    ["a form that sends", pdf("1 0 obj<</S/SubmitForm/F(http://x)>>endobj"), "SubmitForm"],
    ["another file that it opens", pdf("1 0 obj<</S/GoToR/F(\\\\\\\\host\\\\share)>>endobj"), "GoToR"],
    ["a form of the other kind", pdf("1 0 obj<</AcroForm<</XFA 5 0 R>>>>endobj"), "XFA"],
    ["a script in a compressed object", pdf(objectStream("1 0 <</S/JavaScript/JS(x)>>")), "JavaScript"],
    ["a program in an object stream that is not compressed", pdf(objectStream("<</S/Launch>>", "", false)), "Launch"],
    [
      "a script behind a stream that does not end",
      pdf("5 0 obj<<>>stream\nabc 6 0 obj<</S/JavaScript>>endobj"),
      "JavaScript",
    ],
    [
      "a script behind a comment that looks like a stream",
      pdf("% stream\n6 0 obj<</S/J#61vaScript>>endobj\n% endstream\n"),
      "JavaScript",
    ],
  ])("%s", (_, bytes, detail) => {
    expect(inspectEvidence(bytes, inflate)).toEqual({ ok: false, code: "evidence.active", detail });
  });
  it.each<[string, Buffer, string]>([
    ["an encrypted document", pdf("trailer<</Encrypt 8 0 R>>"), "Encrypt"],
    ["objects packed in another way", pdf(objectStream("x", "/Filter/LZWDecode")), "ObjStm"],
    ["objects packed twice", pdf(objectStream("x", "/Filter[/ASCIIHexDecode/FlateDecode]")), "ObjStm"],
    [
      "objects behind a predictor",
      pdf(objectStream("x", "/Filter/FlateDecode/DecodeParms<</Predictor 12>>")),
      "ObjStm",
    ],
    ["objects that cannot be unpacked", pdf(objectStream("no zlib", "/Filter/FlateDecode", false)), "ObjStm"],
    ["objects that unpack to more than any document has", pdf(objectStream("\0".repeat(70_000_000))), "ObjStm"],
    ["objects hidden where we see a comment", pdf("% stream\n", objectStream("<<>>"), "\n% endstream\n"), "ObjStm"],
  ])("what cannot be looked into is not taken: %s", (_, bytes, detail) => {
    expect(inspectEvidence(bytes, inflate)).toEqual({ ok: false, code: "evidence.active", detail });
  });
});

it.each<[string, () => Buffer]>([
  ["streams without end", () => pdf("stream\n".repeat(2_800_000))],
  ["streams without content", () => pdf("stream\nendstream ".repeat(1_100_000))],
  ["names", () => pdf("/A".repeat(10_000_000))],
  ["written-out characters", () => pdf("#41".repeat(6_000_000))],
  ["comments", () => pdf("%".repeat(20_000_000))],
  ["objects", () => pdf("obj<</ObjStm".repeat(1_600_000))],
])("20 MB of %s do not keep it busy", (_, make) => {
  const bytes = make();
  const before = performance.now();
  inspectEvidence(bytes, inflate);
  expect(performance.now() - before).toBeLessThan(4000);
});
