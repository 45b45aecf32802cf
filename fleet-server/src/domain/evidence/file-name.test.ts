import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceFileName } from "./file-name.ts";

describe("the name of a stored file", () => {
  it.each([
    ["到货单（硒鼓）2026-11-22.pdf", "到货单（硒鼓）2026-11-22.pdf"],
    ["C:\\Users\\王工\\桌面\\到货单.PDF", "到货单.PDF"],
    ["../../etc/到货单.pdf", "到货单.pdf"],
    ["..", "evidence.pdf"],
    ["", "evidence.pdf"],
    [".pdf", "pdf.pdf"],
    ["  到货\t\r\n单  .pdf", "到货单 .pdf"],
    ["到货单.exe", "到货单.exe.pdf"],
    ["a\u202efdp.exe.pdf", "afdp.exe.pdf"],
    ["单\u0000据\u007f\u0085.pdf", "单据.pdf"],
    ['a<b>:"c|?*.pdf', "a_b___c___.pdf"],
    ["cafe\u0301.pdf", "caf\u00e9.pdf"],
    ["坏\ud800字.pdf", "坏\ufffd字.pdf"],
    ["名 称．pdf", "名 称．pdf.pdf"],
  ])("%j becomes %j", (raw, name) => {
    expect(evidenceFileName(raw, "application/pdf")).toBe(name);
  });
  it("gets the ending of what it is", () => {
    expect(evidenceFileName("现场.jpeg", "image/jpeg")).toBe("现场.jpeg");
    expect(evidenceFileName("现场.jpeg", "image/png")).toBe("现场.jpeg.png");
    expect(evidenceFileName("现场", "image/jpeg")).toBe("现场.jpg");
  });
  it("keeps its ending when it is too long, and no character is cut in two", () => {
    const name = evidenceFileName(`${"𠮷".repeat(300)}.pdf`, "application/pdf");
    expect([...name]).toHaveLength(120);
    expect(name).toBe(`${"𠮷".repeat(116)}.pdf`);
  });
  it("is safe whatever it was before, and stays as it is when taken again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (raw) => {
        const name = evidenceFileName(raw, "image/png");
        expect(name).toMatch(/^[^./\\\p{Cc}\p{Cf}][^/\\\p{Cc}\p{Cf}]*\.png$/iu);
        expect([...name].length).toBeLessThanOrEqual(120);
        expect(evidenceFileName(name, "image/png")).toBe(name);
      }),
    );
  });
});
