import { expect, test } from "vitest";
import { mergeParts } from "./host-wipe.ts";

test("each part stands once: known where one could read it, the worse where both could", () => {
  expect(
    mergeParts(
      [
        { part: "clipboard", left: null },
        { part: "cookies", left: 0 },
        { part: "caches", left: 0 },
        { part: "local-storage", left: 0 },
        { part: "indexed-db", left: null },
      ],
      [
        { part: "clipboard", left: 0 },
        { part: "cookies", left: 3 },
        { part: "caches", left: null },
        { part: "indexed-db", left: null },
      ],
    ),
  ).toEqual([
    { part: "clipboard", left: 0 },
    { part: "cookies", left: 3 },
    { part: "caches", left: 0 },
    { part: "local-storage", left: 0 },
    { part: "indexed-db", left: null },
  ]);
});
