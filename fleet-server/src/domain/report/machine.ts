// How a report goes from hand to hand. The table is the whole rule: what is not in it is refused.
import type { ReportAct, ReportState } from "@kiosk/contract";

export interface ReportRefusal {
  readonly refused: true;
  readonly state: ReportState;
  readonly act: ReportAct;
}

const table: { readonly [S in ReportState]: { readonly [A in ReportAct]?: ReportState } } = {
  draft: { review: "reviewed" },
  reviewed: { file: "filed", return: "draft" },
  // by the buyer; that it was filed, and when, stays so
  filed: { acknowledge: "acknowledged", return: "draft" },
  acknowledged: {},
};

export function nextState(state: ReportState, act: ReportAct): ReportState | ReportRefusal {
  return table[state][act] ?? { refused: true, state, act };
}

/** The right that an act takes. */
export function rightOf(state: ReportState, act: ReportAct): "report.review" | "report.acknowledge" {
  if (act === "acknowledge" || (act === "return" && state === "filed")) return "report.acknowledge";
  return "report.review";
}

export const isFiled = (state: ReportState): boolean => state === "filed" || state === "acknowledged";

/** Whose work a draft is: who drew it up, who wrote in it since it was drawn up, and whose inspection it tells of. */
export function authorsOf(
  events: readonly { readonly act: string; readonly by: string; readonly version: number }[],
  version: number,
  inspector: string | null,
): ReadonlySet<string> {
  const own = events.filter((event) => event.version === version && (event.act === "draft" || event.act === "edit"));
  return new Set([...own.map(({ by }) => by), ...(inspector === null ? [] : [inspector])]);
}
