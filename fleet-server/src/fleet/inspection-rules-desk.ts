// What contracts ask for: how often, by which lists, and what nobody has to do. Every change is a new version, made on the
// version its author saw; a waiver is never deleted, it gets an end.
import {
  type Checklist,
  type ChecklistChange,
  type ChecklistList,
  type ContractId,
  type ErrorCode,
  evidenceKeys,
  type InspectionRules,
  type InspectionRulesChange,
  type InspectionRulesList,
  type WaiverList,
  type WaiveWindows,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, inReach } from "../domain/account/caller.ts";
import { partiesOf } from "../domain/account/party.ts";
import { inForce } from "../domain/inspection/checklists.ts";
import type { StoredChecklist } from "../domain/inspection/records.ts";
import { rulesOn } from "../domain/inspection/windows.ts";
import { formatLocalDay, localDay } from "../domain/sla/local-day.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { InspectionHistory } from "../inspection-ports.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import { InTurn } from "./in-turn.ts";
import type { InspectionRulesApi } from "./inspection-api.ts";

interface Parts {
  readonly state: FleetState;
  readonly history: InspectionHistory;
  readonly files: HistoryStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly newId: () => string;
}

export class InspectionRulesDesk implements InspectionRulesApi {
  readonly #o: Parts;
  readonly #turn = new InTurn();

  constructor(parts: Parts) {
    this.#o = parts;
  }

  async rules(_by: Caller, id: ContractId): Promise<Answer<InspectionRulesList>> {
    const { state, history, clock } = this.#o;
    if (state.contract(id) === undefined) return refuse("resource.not-found", id);
    const versions = await history.rules(id);
    const at = clock.now();
    const current = rulesOn(versions, localDay(at)) ?? null;
    // one that applies from a later day is not in force yet, and stands first in the list
    const others = versions.filter((version) => version !== current).toReversed();
    return { ok: true, value: { at, current, history: others } };
  }

  changeRules(by: Caller, id: ContractId, change: InspectionRulesChange): Promise<Answer<InspectionRulesList>> {
    return this.#turn.run(id, async () => {
      const { state, history, clock, commit } = this.#o;
      if (state.contract(id) === undefined) return refuse("resource.not-found", id);
      const before = (await history.rules(id)).at(-1);
      const { seenVersion, ...values } = change;
      const version = before?.version ?? 0;
      if (version !== seenVersion) return refuse("setting.stale", `version ${version}`);
      const at = clock.now();
      const problem = rulesProblem(change, before, formatLocalDay(localDay(at)));
      if (problem !== null) return refuse("inspection.rules-refused", problem);
      const after: InspectionRules = { contractId: id, version: version + 1, ...values, by: by.name, at };
      await commit.run((unit) => {
        unit.put("inspectionRules", after);
        unit.touchedTerms = true;
        const facts = { target: "inspection-rules", contractId: id, before: before ?? null, after };
        audit(unit, by, { action: "inspection.rule", ...facts }, at);
      });
      return this.rules(by, id);
    });
  }

  async waivers(_by: Caller, id: ContractId): Promise<Answer<WaiverList>> {
    const { state, history, clock } = this.#o;
    if (state.contract(id) === undefined) return refuse("resource.not-found", id);
    return { ok: true, value: { at: clock.now(), waivers: await history.waivers(id) } };
  }

  waive(by: Caller, id: ContractId, input: z.output<typeof WaiveWindows>): Promise<Answer<WaiverList>> {
    return this.#turn.run(id, async () => {
      const { state, files, clock, commit, newId } = this.#o;
      if (state.kiosk(input.kioskId)?.master.contractId !== id) return refuse("resource.not-found", input.kioskId);
      if (input.to !== null && input.to < input.from) return refuse("request.invalid", "to: before from");
      // the buyer's own entry is the approval
      const isBuyer = partiesOf(by, { contractId: id, vendorId: null }).includes("client");
      if (!isBuyer && input.approvedBy === by.name) return refuse("inspection.needs-approval", by.name);
      const stored = new Set((await files.findEvidence(input.evidence)).map(({ digest }) => digest));
      const missing = input.evidence.find((digest) => !stored.has(digest));
      if (missing !== undefined) return refuse("order.evidence-unknown", missing);
      const at = clock.now();
      const after = { ...input, id: newId(), contractId: id, by: by.name, at, endedOn: null, endedBy: null };
      await commit.run((unit) => {
        unit.put("inspectionWaiver", after);
        for (const digest of input.evidence) unit.put("evidenceUse", { digest, place: `contract:${id}`, at });
        unit.touchedKiosks.add(input.kioskId);
        audit(unit, by, { action: "inspection.rule", target: input.kioskId, contractId: id, after }, at);
      });
      return this.waivers(by, id);
    });
  }

  endWaiver(by: Caller, id: ContractId, waiverId: string): Promise<Answer<WaiverList>> {
    return this.#turn.run(id, async () => {
      const { history, clock, commit } = this.#o;
      const waiver = (await history.waivers(id)).find((row) => row.id === waiverId);
      if (waiver === undefined) return refuse("request.invalid", `waiverId: ${waiverId} is none of this contract`);
      if (waiver.endedOn !== null) return this.waivers(by, id);
      const at = clock.now();
      const after = { ...waiver, endedOn: formatLocalDay(localDay(at)), endedBy: by.name };
      await commit.run((unit) => {
        unit.put("inspectionWaiver", after);
        unit.touchedKiosks.add(waiver.kioskId);
        const facts = { target: waiver.kioskId, contractId: id, before: waiver, after };
        audit(unit, by, { action: "inspection.rule", ...facts }, at);
      });
      return this.waivers(by, id);
    });
  }

  async checklists(by: Caller, contract: ContractId | undefined): Promise<Answer<ChecklistList>> {
    const { state, history, clock } = this.#o;
    const known = contract === undefined || state.contract(contract) !== undefined;
    if (!known || (contract !== undefined && !inReach(by, "inspection.read", contract))) {
      return refuse("resource.not-found", contract ?? "");
    }
    const versions = await history.checklists(contract);
    const current = inForce(versions, contract);
    const superseded = versions.filter((list) => !current.includes(list));
    const newestFirst = superseded.sort((a, b) => b.recordedAt - a.recordedAt || b.version - a.version);
    const bodies = (lists: readonly StoredChecklist[]) => lists.map(({ body }) => body);
    return { ok: true, value: { at: clock.now(), checklists: bodies(current), history: bodies(newestFirst) } };
  }

  changeChecklist(by: Caller, change: z.output<typeof ChecklistChange>): Promise<Answer<Checklist>> {
    const { contractId, seenVersion, ...values } = change;
    return this.#turn.run(contractId, async () => {
      const { state, history, clock, commit } = this.#o;
      if (state.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
      const current = inForce(await history.checklists(contractId), contractId);
      const before = current.find((list) => list.id === change.id);
      const version = before?.version ?? 0;
      if (version !== seenVersion) return refuse("setting.stale", `version ${version}`);
      const problem = checklistProblem(change, before?.body);
      if (problem !== null) return refuse("inspection.rules-refused", problem);
      const at = clock.now();
      const body: Checklist = { ...values, contractId, version: version + 1, by: by.name, at };
      await commit.run((unit) => {
        unit.put("checklist", { scope: contractId, id: body.id, version: body.version, recordedAt: at, body });
        unit.touchedTerms = true;
        const facts = { target: `checklist:${body.id}`, contractId, before: before?.body ?? null, after: body };
        audit(unit, by, { action: "inspection.rule", ...facts }, at);
      });
      return { ok: true, value: body };
    });
  }
}

/** @param today local day */
function rulesProblem(
  { term, rules, appliesFrom }: InspectionRulesChange,
  before: InspectionRules | undefined,
  today: string,
): string | null {
  if (term.to < term.from) return "term: ends before it begins";
  if (new Set(rules.map(({ kind }) => kind)).size < rules.length) return "rules: a kind is there twice";
  if (before === undefined) return null;
  // what has been judged stays judged
  if (appliesFrom < today) return `appliesFrom: before ${today}`;
  return appliesFrom < before.appliesFrom ? `appliesFrom: before version ${before.version}` : null;
}

function checklistProblem(
  { kind, deviceClass, items }: z.output<typeof ChecklistChange>,
  before: Checklist | undefined,
): string | null {
  if (before !== undefined && before.kind !== kind) return `kind: the list is one of ${before.kind}`;
  if (before !== undefined && before.deviceClass !== deviceClass) return "deviceClass: the list is of another class";
  const ids = new Set<string>();
  for (const [index, { id, measure, evidence }] of items.entries()) {
    if (ids.has(id)) return `items.${index}: ${id} is there twice`;
    ids.add(id);
    const known = evidence === null || evidenceKeys.some((key) => key === evidence);
    if (!known) return `items.${index}: no terminal measures ${evidence}`;
    if (measure !== null && measure.min !== null && measure.max !== null && measure.min > measure.max) {
      return `items.${index}: ${id}: min above max`;
    }
  }
  return null;
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
