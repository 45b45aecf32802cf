import { KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { productSettings, thresholdAt } from "./contract-settings.ts";

const [inScope, elsewhere] = [KioskId.parse("cn-001"), KioskId.parse("cn-002")];
const low = (kioskId: KioskId, ...tighter: { kioskIds: ReadonlySet<KioskId> | null; lowPercent: number }[]) =>
  thresholdAt({ ...productSettings, tighter }, kioskId, "toner", null).lowPercent;

describe("while a guarantee runs", () => {
  it("supplies of its terminals are low sooner, those of others are not", () => {
    const guarantee = { kioskIds: new Set([inScope]), lowPercent: 40 };
    expect(low(inScope, guarantee)).toBe(40);
    expect(low(elsewhere, guarantee)).toBe(10);
    expect(low(elsewhere, { kioskIds: null, lowPercent: 40 })).toBe(40);
  });
  it("nothing is loosened, and of several the strictest holds", () => {
    expect(low(inScope, { kioskIds: null, lowPercent: 5 })).toBe(10);
    expect(low(inScope, { kioskIds: null, lowPercent: 20 }, { kioskIds: null, lowPercent: 60 })).toBe(60);
  });
  it("what is critical stays as it is", () => {
    const { criticalPercent } = thresholdAt(
      { ...productSettings, tighter: [{ kioskIds: null, lowPercent: 60 }] },
      ...([inScope, "toner", null] as const),
    );
    expect(criticalPercent).toBe(0);
  });
});
