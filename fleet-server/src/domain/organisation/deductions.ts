// Points that a firm's orders cost where the contract is assessed by points (clauses S2, S3). What is not the firm's (reports,
// inspections) is not in it.
import type { ScoreLine, VendorScore } from "@kiosk/contract";
import { type ScoreItem, score } from "../sla/assessment.ts";

type Deductions = NonNullable<VendorScore["deductions"]>;

/** How often each fact of the sheet occurred: a late answer, none at all, a fault not dealt with in time (once an order). */
function factsOf(lines: readonly ScoreLine[]): Readonly<Record<string, number>> {
  const binding = lines.filter(({ role }) => role === "governing");
  const answers = binding.filter(({ milestone }) => milestone === "first_response");
  const works = binding.filter(({ milestone }) => milestone !== "first_response");
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const missed = works
    .flatMap(({ rows }) => rows)
    .filter(({ verdict }) => verdict === "breached" || verdict === "met_late");
  return {
    responsesLate: sum(answers.map(({ metLate }) => metLate)),
    responsesNone: sum(answers.map(({ breached }) => breached)),
    faultsMissed: new Set(missed.map(({ orderId }) => orderId)).size,
  };
}

export function deductionsOf(
  lines: readonly ScoreLine[],
  sheet: { readonly clause: string; readonly items: readonly ScoreItem[] },
): Deductions {
  const facts = factsOf(lines);
  const rows = sheet.items.flatMap(({ zh, en, deductions }) =>
    Object.values(deductions).flatMap((prices) =>
      Object.entries(prices).flatMap(([fact, tenths]) => {
        const times = facts[fact];
        return times === undefined ? [] : [{ zh, en, clause: sheet.clause, fact, times, tenths: times * tenths }];
      }),
    ),
  );
  return { rows, totalTenths: score(sheet.items, facts).totalTenths };
}
