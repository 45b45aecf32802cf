// The inspections' desks put together, and the product's checklists planted where a database does not have them yet.
import { loadChecklists, type ShippedChecklist } from "../checklist-data.ts";
import { serverCaller } from "../domain/account/caller.ts";
import type { FieldInspections } from "../field-ports.ts";
import type { EvidenceSource, PhotoBook, VisitBook } from "../inspection-ports.ts";
import { canonicalJson } from "../log-chain.ts";
import type { UpkeepParts } from "../upkeep-desks.ts";
import type { InspectionApi, InspectionRulesApi } from "./inspection-api.ts";
import { InspectionDesk } from "./inspection-desk.ts";
import { InspectionPlanDesk } from "./inspection-plan-desk.ts";
import { InspectionRulesDesk } from "./inspection-rules-desk.ts";
import { InspectionViews } from "./inspection-views.ts";
import type { SelfInspectionApi } from "./self-inspection-desk.ts";

export interface Inspections {
  readonly inspections: InspectionApi;
  readonly inspectionRules: InspectionRulesApi;
}

/** What other rooms tell this one. */
export interface InspectionSources {
  readonly evidence: EvidenceSource;
  readonly photos: PhotoBook;
  readonly visits: VisitBook;
}

/** What terminals measure of themselves, with what the server adds. */
export function measuredBy(selfInspections: Pick<SelfInspectionApi, "evidence">): EvidenceSource {
  return {
    async latest(kioskId) {
      const answer = await selfInspections.evidence(serverCaller, kioskId);
      return answer.ok && answer.value.measuredAt !== null ? answer.value.items : undefined;
    },
  };
}

/** As the phones' room asks: a contract that somebody may not read has no lists for them. */
export function inspectionsForField({ inspections, inspectionRules }: Inspections): FieldInspections {
  return {
    ...inspections,
    async checklists(by, contract) {
      const answer = await inspectionRules.checklists(by, contract);
      return { checklists: answer.ok ? answer.value.checklists : [] };
    },
  };
}

type InspectionParts = Pick<UpkeepParts, "state" | "store" | "commit" | "clock" | "random" | "rules" | "log">;

export async function openInspections(parts: InspectionParts, sources: InspectionSources): Promise<Inspections> {
  const { state, store, commit, clock, rules, random } = parts;
  const history = store.upkeep.inspections;
  await plantChecklists(parts, loadChecklists());
  const views = new InspectionViews({ state, history, clock, ...sources });
  const shared = { state, history, commit, clock, views };
  const desk = new InspectionDesk({ ...shared, files: store.history, evidence: sources.evidence, rules });
  const plans = new InspectionPlanDesk({ ...shared, visits: sources.visits });
  return {
    inspections: {
      start: (by, input) => desk.start(by, input),
      record: (by, id, input) => desk.record(by, id, input),
      complete: (by, id, input) => desk.complete(by, id, input),
      void: (by, id, why) => desk.void(by, id, why),
      read: (by, id) => desk.read(by, id),
      list: (by, query) => plans.list(by, query),
      ofKiosk: (by, id) => plans.ofKiosk(by, id),
      plan: (by, id, query) => plans.plan(by, id, query),
    },
    inspectionRules: new InspectionRulesDesk({ ...shared, files: store.history, newId: random.uuid }),
  };
}

/** What is there already is left as it is: an inspection keeps the text it was made by. */
async function plantChecklists(
  { store, commit, clock, log }: InspectionParts,
  shipped: readonly ShippedChecklist[],
): Promise<void> {
  const known = await store.upkeep.inspections.checklists();
  const at = clock.now();
  const fresh = shipped.flatMap((list) => {
    const same = known.find((row) => row.id === list.id && row.version === list.version);
    if (same === undefined) return [{ ...list, contractId: null, by: "system", at }];
    const body = { ...list, contractId: null, by: same.body.by, at: same.body.at };
    if (canonicalJson(same.body) !== canonicalJson(body)) {
      const why = "shipped text differs without a new version";
      log.warn("checklist.kept", { checklist: list.id, version: list.version, why });
    }
    return [];
  });
  if (fresh.length === 0) return;
  await commit.run((unit) => {
    for (const body of fresh) {
      unit.put("checklist", { scope: "", id: body.id, version: body.version, recordedAt: at, body });
    }
  });
}
