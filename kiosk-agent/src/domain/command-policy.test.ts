import { KioskCommand } from "@kiosk/contract";
import { expect, test } from "vitest";
import { decideCommand } from "./command-policy.ts";

function command(body: unknown): KioskCommand {
  return KioskCommand.parse({ v: 1, commandId: "7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f0001", issuedAt: 1, command: body });
}
const replaced = command({
  type: "consumable-replaced",
  deviceId: "booklet",
  consumable: "ribbon",
  part: "",
  by: "李",
});
const rebirth = command({ type: "rebirth" });
const done = { ok: true, detail: "" };

test("a command not seen before is carried out", () => {
  expect(decideCommand(replaced, undefined, ["booklet"], false).name).toBe("replace-consumable");
  expect(decideCommand(rebirth, undefined, [], false).name).toBe("rebirth");
});

test("a command seen before is answered again and not carried out", () => {
  for (const repeated of [replaced, rebirth]) {
    expect(decideCommand(repeated, done, ["booklet"], false)).toEqual({ name: "answer-again", result: done });
  }
});

test("a command for a device that is not here is refused by name", () => {
  expect(decideCommand(replaced, undefined, ["a4"], false)).toEqual({
    name: "refuse",
    result: { ok: false, detail: "device booklet is not configured here" },
  });
});

test("what belongs to a citizen's screen is refused where there is none", () => {
  const shelf = command({ type: "shelf", revision: 7 });
  const code = command({
    ...{ type: "staff-code", codeId: "7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f0002", salt: "AAAA", hash: "AAAA" },
    ...{ issuedTo: "王工", from: 1, until: 2 },
  });
  expect(decideCommand(shelf, undefined, [], true)).toEqual({ name: "refresh-shelf", revision: 7 });
  expect(decideCommand(code, undefined, [], true)).toMatchObject({
    name: "keep-staff-code",
    code: { issuedTo: "王工" },
  });
  for (const one of [shelf, code]) {
    expect(decideCommand(one, undefined, [], false)).toMatchObject({ name: "refuse", result: { ok: false } });
  }
});
