import { describe, expect, it } from "vitest";
import { drawStrokes, isSigned, readStrokes, writeStrokes } from "./strokes.ts";

const line = (from: number, to: number) => [
  { x: from, y: 0.5 },
  { x: to, y: 0.5 },
];

describe("isSigned", () => {
  it("takes an empty pad, a dot and a short touch for no signature", () => {
    expect(isSigned([])).toBe(false);
    expect(isSigned([[{ x: 0.2, y: 0.2 }]])).toBe(false);
    expect(isSigned([line(0.1, 0.4)])).toBe(false);
  });

  it("adds up the strokes of a name", () => {
    expect(isSigned([line(0.1, 0.4), line(0.5, 0.8)])).toBe(true);
  });
});

describe("drawStrokes", () => {
  it("draws on paper, and a dot as a line", () => {
    const calls: (string | number)[][] = [];
    const note =
      (name: string) =>
      (...at: number[]) => {
        calls.push([name, ...at]);
      };
    const lineCap: CanvasLineCap = "butt";
    const lineJoin: CanvasLineJoin = "miter";
    const pen: Parameters<typeof drawStrokes>[0] = {
      beginPath: note("begin"),
      moveTo: note("move"),
      lineTo: note("line"),
      stroke: note("stroke"),
      fillRect: note("fill"),
      fillStyle: "",
      strokeStyle: "",
      lineWidth: 0,
      lineCap,
      lineJoin,
    };
    drawStrokes(pen, [[{ x: 0.5, y: 0.5 }]], { width: 320, height: 100 }, { paper: "white", ink: "black" });
    expect(calls).toEqual([["fill", 0, 0, 320, 100], ["begin"], ["move", 160, 50], ["line", 160, 50], ["stroke"]]);
  });
});

describe("a signature as text", () => {
  it("comes back as it was drawn", () => {
    const strokes = [line(0.25, 0.75), [{ x: 0.5, y: -0.0125 }]];
    expect(readStrokes(writeStrokes(strokes))).toEqual(strokes);
  });

  it.each(["", ";", "x", "0.1;0.2", "1,2"])("is none where something else stands there: %s", (text) => {
    expect(readStrokes(text)).toEqual([]);
  });
});
