// Everything about reports, put together.

import { InTurn } from "./fleet/in-turn.ts";
import type { InspectionApi } from "./fleet/inspection-api.ts";
import { ReportCalendar } from "./fleet/report-calendar.ts";
import { ReportDesk } from "./fleet/report-desk.ts";
import { ReportDrafter } from "./fleet/report-drafter.ts";
import { ReportFacts } from "./fleet/report-facts.ts";
import { ReportFiles } from "./fleet/report-files.ts";
import { ReportFormsDesk } from "./fleet/report-forms-desk.ts";
import { ReportInspections } from "./fleet/report-inspections.ts";
import { ReportLedgers } from "./fleet/report-ledgers.ts";
import type { FleetApi } from "./fleet-api.ts";
import { draftEveryMs, ReportDrafts } from "./jobs/draft-reports.ts";
import { every, type Job } from "./jobs/every.ts";
import type { ReportApi, ReportFormsApi } from "./report-api.ts";
import { loadReportForms } from "./report-forms.ts";
import type { OccasionSource } from "./report-ports.ts";
import { debianFonts } from "./reports/fonts.ts";
import { ThreadRenderer } from "./reports/renderer.ts";
import { checkWordForm } from "./reports/word-form.ts";
import { loadFormulas, scoreSheet } from "./sla-formulas.ts";
import type { UpkeepParts } from "./upkeep-desks.ts";

export interface Reports {
  readonly reports: ReportApi;
  readonly reportForms: ReportFormsApi;
  /** for rooms that draw one up themselves */
  readonly reportDrafter: Pick<ReportDrafter, "draft">;
}

/** What other rooms tell this one. */
export interface ReportSources {
  readonly inspections: Pick<InspectionApi, "read">;
  /** guarantees and drills; null: none */
  readonly occasions: OccasionSource | null;
}

export interface ReportParts
  extends Pick<UpkeepParts, "state" | "store" | "commit" | "clock" | "random" | "files" | "log"> {
  readonly api: Pick<FleetApi, "order">;
}

export function openReports(
  parts: ReportParts,
  { inspections, occasions }: ReportSources,
  fontFolder: string = debianFonts,
): Reports & { readonly jobs: readonly Job[] } {
  const { state, store, commit, clock, random, files, api, log } = parts;
  const turn = new InTurn();
  const history = store.upkeep.reports;
  const calendar = new ReportCalendar({ state, reports: history });
  const facts = new ReportFacts({ state, store, calendar, occasions, sheet: scoreSheet(loadFormulas()) ?? null });
  const forms = new ReportFormsDesk({
    ...{ state, store, commit, clock, files, turn, checkWord: checkWordForm },
    forms: loadReportForms(),
  });
  const drafter = new ReportDrafter({
    ...{ state, store, commit, clock, random, turn, facts, forms, calendar, occasions },
    inspections: new ReportInspections({ state, store, api, inspections }),
  });
  const reportFiles = new ReportFiles({ files, renderer: new ThreadRenderer(), fontFolder, log });
  const ledgers = new ReportLedgers({ state, store, clock, facts, files: reportFiles });
  const desk = new ReportDesk({
    state,
    store,
    commit,
    clock,
    turn,
    forms,
    calendar,
    drafter,
    files: reportFiles,
    ledgers,
  });
  const drafts = new ReportDrafts({ state, reports: history, drafter, calendar, clock, log });
  return {
    reports: desk,
    reportForms: forms,
    reportDrafter: drafter,
    jobs: [every(draftEveryMs, "draft-reports", log, () => drafts.run())],
  };
}
