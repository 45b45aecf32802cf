import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { base64, writePdf } from "./pdf.ts";

const run = promisify(execFile);

// A baseline JPEG of one red pixel, as a canvas of Chromium gives it.
const redPixel = Uint8Array.from(
  Buffer.from(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh" +
      "Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
      "AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB" +
      "UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA" +
      "AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y" +
      "WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM" +
      "ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0o" +
      "OjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2Nj" +
      "Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAABAAEDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/" +
      "xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABQb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIR" +
      "AxEAPwCKALXj/9k=",
    "base64",
  ),
);
const page = { jpeg: redPixel, widthPx: 1, heightPx: 1 };

test("every entry of the cross-reference table points at its object", () => {
  const pdf = Buffer.from(writePdf([page, page])).toString("latin1");
  const table = pdf.slice(Number(/startxref\n(\d+)\n/.exec(pdf)?.[1]));
  expect(table.startsWith("xref\n0 9\n0000000000 65535 f \n")).toBe(true);
  const entries = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
  expect(entries).toHaveLength(8);
  for (const [index, offset] of entries.entries()) {
    expect(pdf.slice(offset).startsWith(`${index + 1} 0 obj\n`)).toBe(true);
  }
});

test("streams are as long as they say", () => {
  const pdf = Buffer.from(writePdf([page])).toString("latin1");
  const streams = [...pdf.matchAll(/\/Length (\d+) >>\nstream\n/g)];
  expect(streams).toHaveLength(2);
  for (const stream of streams) {
    const end = stream.index + stream[0].length + Number(stream[1]);
    expect(pdf.slice(end, end + 11)).toBe("\nendstream\n");
  }
});

test("the picture's octets stand in the file as they were given", () => {
  const pdf = Buffer.from(writePdf([page]));
  expect(pdf.includes(Buffer.from(redPixel))).toBe(true);
});

test("a square picture is fitted to the width of A4 and not stretched", () => {
  const pdf = Buffer.from(writePdf([page])).toString("latin1");
  expect(pdf).toContain("q 595.28 0 0 595.28 0.00 123.31 cm /Im0 Do Q");
});

test("base64 of more octets than an argument list holds is that of the octets", () => {
  const many = Uint8Array.from({ length: 200_001 }, (_, index) => index % 251);
  expect(base64(many)).toBe(Buffer.from(many).toString("base64"));
});

// poppler is another's reading of the same standard; where it is not installed the structure above stands alone.
test.skipIf(!existsSync("/usr/bin/pdfinfo"))("poppler reads two pages of A4 and draws them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kiosk-pdf-"));
  try {
    const file = join(folder, "two.pdf");
    await writeFile(file, writePdf([page, page]));
    const { stdout, stderr } = await run("/usr/bin/pdfinfo", [file]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/Pages:\s+2/);
    expect(stdout).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    await run("/usr/bin/pdftoppm", ["-r", "20", "-f", "2", "-singlefile", file, join(folder, "drawn")]);
    const drawn = await readFile(join(folder, "drawn.ppm"));
    // The middle of the page, where the red pixel stands.
    const middle = drawn.subarray(-(165 * 3 * 117) + 82 * 3);
    expect([...middle.subarray(0, 3)].map((value) => value > 128)).toEqual([true, false, false]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
