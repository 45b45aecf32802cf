// What every store must do about the audit log and the uses of files. Called by store-suite.ts.
import { expect, test } from "vitest";
import type { FleetStore } from "../src/ports.ts";
import { auditEvent, evidenceUse } from "./watch-records.ts";

export function auditSuite(filled: () => Promise<FleetStore>): void {
  test("the audit log and the uses of files come back as they were written", async () => {
    const { history } = await filled();
    expect(await history.audit({ result: "ok", from: auditEvent.at }, 10)).toEqual([auditEvent]);
    expect(await history.audit({ before: 1 }, 10)).toEqual([]);
    expect(await history.auditAfter(0, 10)).toEqual([auditEvent]);
    expect(await history.evidenceUses(evidenceUse.digest)).toEqual([evidenceUse]);
  });
}
