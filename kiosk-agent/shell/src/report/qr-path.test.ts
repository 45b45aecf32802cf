import encodeQR from "qr";
import { describe, expect, it } from "vitest";
import { qrPath } from "./qr-path.ts";

describe("a code as a path", () => {
  it("draws every run of dark modules and nothing beside it", () => {
    expect(qrPath([])).toEqual({ path: "", size: 0 });
    expect(
      qrPath([
        [true, true, false],
        [false, false, false],
        [true, false, true],
      ]),
    ).toEqual({ path: "M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z", size: 3 });
  });

  it("covers as many modules as the code has", () => {
    const modules = encodeQR("CN014-7F3K-92", "raw", { ecc: "medium", border: 4 });
    const dark = modules.flat().filter(Boolean).length;
    const drawn = [...qrPath(modules).path.matchAll(/h(\d+)v/g)].reduce((sum, [, run]) => sum + Number(run), 0);
    expect(dark).toBeGreaterThan(100);
    expect(drawn).toBe(dark);
  });
});
