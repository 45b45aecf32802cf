// A device tells one trouble in several ways: an error bit without a part, an alert with a part, a level that is low.
// One trouble must be one condition, or it becomes two faults and two work orders.
import type { Condition } from "../reading.ts";
import type { FaultCode, Route } from "../vocabulary.ts";

export interface Claim {
  readonly condition: Condition;
  readonly unlessExplained: boolean;
}

/** What is also true once the other is: the worse code stands alone. */
const worseThan: Partial<Record<FaultCode, FaultCode>> = {
  "toner.low": "toner.out",
  "ink.low": "ink.out",
  "ribbon.low": "ribbon.out",
  "paper.low": "paper.out",
  "waste.near-full": "waste.full",
  "output.near-full": "output.full",
  "drum.life-almost-over": "drum.life-over",
  "part.life-almost-over": "part.life-over",
  "cards.low": "cards.empty",
  "cleaning.recommended": "cleaning.required",
  "cleaning.required": "cleaning.mandatory",
};

/** Keeps of several claims about one trouble the worst and most precise; it inherits whom the others would send. */
export function explain(claims: readonly Claim[]): Condition[] {
  const firm = claims.filter((claim) => !claim.unlessExplained).map((claim) => claim.condition);
  const all = firm.length > 0 ? firm : claims.map((claim) => claim.condition);
  const kept = all.filter((one, i) => !all.some((other, j) => i !== j && standsFor(other, one, j < i)));
  return kept.map((one) => {
    const joined = all.filter((other) => standsFor(one, other, true));
    const alike = joined.filter((other) => other.code === one.code);
    const route = farthestRoute(alike) ?? farthestRoute(joined);
    return route === undefined ? one : { ...one, route };
  });
}

/** Of several claims about one trouble, the helper that knows most: who is sent in vain is sent twice. */
function farthestRoute(claims: readonly Condition[]): Route | undefined {
  return (["vendor", "operations", "duty", "none"] as const).find((route) =>
    claims.some((claim) => claim.route === route),
  );
}

/** Whether `other` tells all that `one` tells. `isFirst`: it was told before, which decides between two that are alike. */
function standsFor(other: Condition, one: Condition, isFirst: boolean): boolean {
  if (other.code === one.code && other.part === one.part) return isFirst;
  const worse = worseCodes(one.code);
  const covers = other.code === one.code || worse.includes(other.code);
  const morePrecise = one.part === "" && other.part !== "";
  const sameWorse = other.part === one.part && worse.includes(other.code);
  return covers && (morePrecise || sameWorse);
}

function worseCodes(code: FaultCode): FaultCode[] {
  const worse = worseThan[code];
  return worse === undefined ? [] : [worse, ...worseCodes(worse)];
}
