// A fault rule as it is typed, and as it is sent.
import { type FaultRuleRow, type FaultRuleTrial, maxSettleSeconds } from "@kiosk/contract";

/** Empty text and `product` stand for "as the product has it". */
export interface RuleDraft {
  opens: "product" | "yes" | "no";
  severity: FaultRuleRow["severity"] | "product";
  settle: string;
}

export function ruleDraftOf({ current }: Pick<FaultRuleRow, "current">): RuleDraft {
  const opens = current?.opensOrder ?? null;
  return {
    opens: opens === null ? "product" : opens ? "yes" : "no",
    severity: current?.severity ?? "product",
    settle: current?.settleSeconds == null ? "" : String(current.settleSeconds),
  };
}

type Values = Omit<FaultRuleTrial, "code">;

/** undefined: what is typed for the settle time is none */
export function ruleValuesOf({ opens, severity, settle }: RuleDraft): Values | undefined {
  const text = settle.normalize("NFKC").trim();
  const seconds = text === "" ? null : /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds !== null && !(seconds <= maxSettleSeconds)) return undefined;
  return {
    opensOrder: opens === "product" ? null : opens === "yes",
    severity: severity === "product" ? null : severity,
    settleSeconds: seconds,
  };
}
