// What people ask and tell of inspections, independent of HTTP.
import type {
  Checklist,
  ChecklistChange,
  ChecklistList,
  CompleteInspection,
  ContractId,
  InspectionList,
  InspectionPlan,
  InspectionPlanQuery,
  InspectionQuery,
  InspectionRulesChange,
  InspectionRulesList,
  InspectionView,
  KioskId,
  KioskInspections,
  RecordChecks,
  StartInspection,
  WaiverList,
  WaiveWindows,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import type { Answer } from "../fleet-api.ts";

export interface InspectionApi {
  /** Again with the same id: what there is. */
  start(by: Caller, input: z.output<typeof StartInspection>): Promise<Answer<InspectionView>>;
  /** All entries or none; what is stored already is not stored again. */
  record(by: Caller, id: string, input: z.output<typeof RecordChecks>): Promise<Answer<InspectionView>>;
  complete(by: Caller, id: string, input: z.output<typeof CompleteInspection>): Promise<Answer<InspectionView>>;
  void(by: Caller, id: string, why: string): Promise<Answer<InspectionView>>;
  read(by: Caller, id: string): Promise<Answer<InspectionView>>;
  list(by: Caller, query: z.output<typeof InspectionQuery>): Promise<InspectionList>;
  /** what one terminal owes, and the last of each kind */
  ofKiosk(by: Caller, kioskId: KioskId): Promise<Answer<KioskInspections>>;
  plan(by: Caller, id: ContractId, query: z.output<typeof InspectionPlanQuery>): Promise<Answer<InspectionPlan>>;
}

/** What contracts ask for: rules, waivers, checklists. */
export interface InspectionRulesApi {
  rules(by: Caller, id: ContractId): Promise<Answer<InspectionRulesList>>;
  changeRules(by: Caller, id: ContractId, change: InspectionRulesChange): Promise<Answer<InspectionRulesList>>;
  waivers(by: Caller, id: ContractId): Promise<Answer<WaiverList>>;
  waive(by: Caller, id: ContractId, input: z.output<typeof WaiveWindows>): Promise<Answer<WaiverList>>;
  /** From today on it waives nothing any more. */
  endWaiver(by: Caller, id: ContractId, waiverId: string): Promise<Answer<WaiverList>>;
  /** in force in a contract, or the product's own where none is named */
  checklists(by: Caller, contract: ContractId | undefined): Promise<Answer<ChecklistList>>;
  changeChecklist(by: Caller, change: z.output<typeof ChecklistChange>): Promise<Answer<Checklist>>;
}
