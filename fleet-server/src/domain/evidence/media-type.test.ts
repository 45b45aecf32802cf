import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { evidenceLimitBytes, mediaTypeOf } from "./media-type.ts";

const text = (ascii: string) => Array.from(ascii, (c) => c.charCodeAt(0));
const bytes = (...parts: number[][]) => Uint8Array.from(parts.flat());

const jfif = [0xff, 0xe0, 0x00, 0x10, ...text("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0];
const frame = [0xff, 0xc0, 0x00, 0x0b, 8, 0, 1, 0, 1, 1, 1, 0x11, 0];
const scan = [0xff, 0xda, 0x00, 0x08, 1, 1, 0, 0, 0x3f, 0, 0x12, 0xff, 0x00, 0x34];
const soi = [0xff, 0xd8];
const eoi = [0xff, 0xd9];
const jpeg = bytes(soi, jfif, frame, scan, eoi);

const uint32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const chunk = (name: string, data: number[] = []) => {
  const body = [...text(name), ...data];
  return [...uint32(data.length), ...body, ...uint32(crc32(Uint8Array.from(body)))];
};
const signature = [0x89, ...text("PNG\r\n"), 0x1a, 0x0a];
const header = chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
const png = bytes(signature, header, chunk("IDAT", [0x78, 0x9c, 1]), chunk("IEND"));

const pdf = bytes(text("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"));

describe("a file is known by its content", () => {
  it.each([
    ["image/jpeg", jpeg],
    ["image/png", png],
    ["application/pdf", pdf],
  ])("%s", (type, file) => {
    expect(mediaTypeOf(file)).toBe(type);
  });
  it.each<[string, Uint8Array]>([
    ["a JPEG with fill bytes before a marker", bytes(soi, [0xff, 0xff], jfif, frame, scan, eoi)],
    ["a progressive JPEG", bytes(soi, [0xff, 0xc2, ...frame.slice(2)], scan, scan, eoi)],
    ["a phone's JPEG with a video behind its end", bytes(soi, jfif, frame, scan, eoi, text("ftypmp42…"))],
  ])("%s is a JPEG", (_, file) => {
    expect(mediaTypeOf(file)).toBe("image/jpeg");
  });
  it("a PDF of version 2 with spaces behind its end is a PDF", () => {
    expect(mediaTypeOf(bytes(text("%PDF-2.0\n%%EOF"), text(" ".repeat(900))))).toBe("application/pdf");
  });
});

describe("anything else is refused", () => {
  it.each<[string, Uint8Array]>([
    ["nothing", bytes()],
    ["a text", bytes(text("到货单"))],
    ["a page of HTML", bytes(text("<html><script>alert(1)</script></html>"))],
    ["a page of HTML that names PDF later", bytes(text("<html>%PDF-1.4\n%%EOF"))],
    ["an archive", bytes([0x50, 0x4b, 3, 4, 0, 0])],
    ["a GIF", bytes(text("GIF89a"), [1, 0, 1, 0, 0x3b])],
    ["a JPEG's first bytes alone", bytes(soi)],
    ["a JPEG without a frame", bytes(soi, jfif, scan, eoi)],
    ["a JPEG without a scan", bytes(soi, jfif, frame, eoi)],
    ["a JPEG whose thumbnail alone has an end", bytes(soi, [0xff, 0xe1, 0, 6, ...soi, ...eoi], frame, scan)],
    ["a JPEG with a segment of length 0", bytes(soi, [0xff, 0xe0, 0, 0], frame, scan, eoi)],
    ["a PNG without data", bytes(signature, header, chunk("IEND"))],
    ["a PNG whose header does not fit its checksum", Uint8Array.from(png, (byte, at) => (at === 19 ? 9 : byte))],
    [
      "a PNG of no width",
      bytes(signature, chunk("IHDR", [0, 0, 0, 0, 0, 0, 0, 1, 8, 2, 0, 0, 0]), chunk("IDAT", [1]), chunk("IEND")),
    ],
    [
      "a PNG of a depth its colours cannot have",
      bytes(signature, chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 4, 2, 0, 0, 0]), chunk("IDAT", [1]), chunk("IEND")),
    ],
    ["a JPEG of no height", bytes(soi, jfif, [...frame.slice(0, 5), 0, 0, ...frame.slice(7)], scan, eoi)],
    ["a JPEG of more scans than anything needs", bytes(soi, frame, ...Array.from({ length: 65 }, () => scan), eoi)],
    ["a PNG that does not begin with its header", bytes(signature, chunk("IDAT", [1]), chunk("IEND"))],
    ["a PDF of no version", bytes(text("%PDF-x.y\n%%EOF"))],
    ["a PDF whose end lies far before the file's", bytes(text("%PDF-1.4\n%%EOF"), text(" ".repeat(1100)))],
  ])("%s", (_, file) => {
    expect(mediaTypeOf(file)).toBeUndefined();
  });
  it.each([
    ["JPEG", jpeg, jpeg.length - 1],
    ["PNG", png, png.length - 1],
    ["PDF", pdf, pdf.length - 2],
  ])("a %s cut short anywhere", (_, file, whole) => {
    for (let length = 0; length < whole; length++) expect(mediaTypeOf(file.subarray(0, length))).toBeUndefined();
  });
  it("a length field that points past any file does not keep it busy", () => {
    expect(
      mediaTypeOf(bytes(signature, header, [0xff, 0xff, 0xff, 0xff, ...text("IDAT"), 0, 0, 0, 0])),
    ).toBeUndefined();
  });
});

it("the limit is the 20 MB the register of errors speaks of", () => {
  expect(evidenceLimitBytes).toBe(20_971_520);
});
