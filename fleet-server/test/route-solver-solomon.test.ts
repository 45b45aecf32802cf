// npm run route:bench as a person calls it, and what it says of files that are not Solomon's.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseSolomon, problemOf } from "../../fixtures/bench/route-solomon.ts";
import { faultsOf } from "../src/domain/route/check.ts";
import { solve } from "../src/domain/route/solve.ts";

const program = fileURLToPath(new URL("../../fixtures/bench/route.ts", import.meta.url));
const run = promisify(execFile);
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "route-bench-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const heading = ["SQUARE", "", "VEHICLE", "NUMBER     CAPACITY", "  3         20", "", "CUSTOMER"];
const columns = "CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME";
const depot = "    0      0      0      0      0    1000      0";
const corners = [
  "    1      0     10     10      0    1000     10",
  "    2     10     10     10      0    1000     10",
  "    3     10      0     10      0    1000     10",
];
const square = [...heading, columns, "", depot, ...corners, ""].join("\n");
const changed = (line: number, words: string) =>
  square
    .split("\n")
    .map((was, n) => (n + 1 === line ? words : was))
    .join("\n");

describe("a file in Solomon's format", () => {
  it("is a problem of Euclidean ways, not rounded", () => {
    const { instance, vehicles, capacity, rows } = parseSolomon("square.txt", square);
    expect([instance, vehicles, capacity, rows.length]).toEqual(["SQUARE", 3, 20, 4]);
    expect(problemOf(parseSolomon("square.txt", square), "distance").distance[2]).toBe(Math.sqrt(200));
  });

  it("may have the line ends of another system", () => {
    expect(parseSolomon("square.txt", square.replaceAll("\n", "\r\n"))).toEqual(parseSolomon("square.txt", square));
  });

  it("is planned for the way alone, or for the fewest vehicles first", () => {
    // west, then east, then west again: one vehicle can, two have the shorter way
    const street = [
      "    1    -10      0      1     10      20      0",
      "    2     10      0      1     30      60      0",
      "    3    -10      0      1    100     110      0",
    ];
    const solomon = parseSolomon("street.txt", [...heading, columns, "", depot, ...street].join("\n"));
    const plans = (["distance", "vehicles"] as const).map((objective) => {
      const problem = problemOf(solomon, objective);
      const solution = solve(problem, { seed: 1, iterations: 500 });
      expect(faultsOf(problem, solution)).toEqual([]);
      return [solution.cost.vehicles, solution.cost.distance];
    });
    expect(plans).toEqual([
      [2, 40],
      [1, 60],
    ]);
  });

  it.each([
    ["bad.txt:1: the file is empty", ""],
    ["bad.txt:1: the first line should be the instance's name", square.split("\n").slice(4).join("\n")],
    ["bad.txt:5: number and capacity of the vehicles: two numbers, found 1", changed(5, "  3")],
    ["bad.txt:5: 0 vehicles", changed(5, "  0   20")],
    ["bad.txt:11: 7 numbers", changed(11, "    1      0     10     10      0    1000")],
    ['bad.txt:12: "1O" is no number', changed(12, "    2     1O     10     10      0    1000     10")],
    ["bad.txt:12: customer 2 expected, found 3", changed(12, corners[2] ?? "")],
    ["bad.txt:11: due date 5 is before the ready time 7", changed(11, "    1      0     10     10      7    5     10")],
    ["bad.txt:11: demand -1", changed(11, "    1      0     10     -1      0    1000     10")],
    ['bad.txt:9: "PK' + '\u0003\u0004" is neither', changed(9, "PK\u0003\u0004")],
    ["bad.txt:8: no line for the depot", heading.join("\n")],
  ])("is refused: %s", (message, text) => {
    expect(() => parseSolomon("bad.txt", text.endsWith("CUSTOMER") ? `${text}\n` : text)).toThrow(message);
  });
});

describe("npm run route:bench", () => {
  it("prints one line of JSON for each file, and nothing else", async () => {
    const file = join(folder, "square.txt");
    writeFileSync(file, square);
    const best = join(folder, "best.json");
    writeFileSync(best, JSON.stringify({ SQUARE: 50 }));
    const { stdout } = await run(process.execPath, [program, file, file, "--seconds", "0.1", "--best", best]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    // two of the corners in one van: there and back by the third
    const distance = 20 + 20 + Math.sqrt(200);
    const line = {
      instance: "SQUARE",
      distance: expect.closeTo(distance, 9),
      vehicles: 2,
      feasible: true,
      seconds: expect.closeTo(0.1, 0),
    };
    expect(lines).toEqual(
      [1, 2].map(() => ({ ...line, best: 50, gapPercent: expect.closeTo((distance / 50 - 1) * 100, 2) })),
    );
  });

  it("plans a day of the 46 terminals for two, three and four technicians", async () => {
    const { stdout } = await run(process.execPath, [program, "--fleet"]);
    const days = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(days).toEqual(
      [2, 3, 4].map((technicians) =>
        expect.objectContaining({ technicians, vehicles: technicians, terminals: 46, feasible: true }),
      ),
    );
  });

  it.each([
    [["missing.txt"], "missing.txt: ENOENT"],
    [[], "either files in Solomon's format, or --fleet"],
    [["a.txt", "--seconds", "x"], "--seconds x: a number above 0 is wanted"],
    [["a.txt", "--objective", "time"], "--objective time: distance or vehicles"],
  ])("says what is wrong with %j", async (given, why) => {
    await expect(run(process.execPath, [program, ...given])).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(why),
    });
  });
});
