// What upkeep answers and does by itself, put together: inspections, routes, the field, supplies, guarantees, reports, the
// shelf of services.
import { join } from "node:path";
import type { loadProfiles } from "@kiosk/firmware-profiles/load";
import { serverCaller } from "./domain/account/caller.ts";
import type { ProfileFactsOf } from "./domain/consumable/counted.ts";
import { forgetEveryMs, photoBook } from "./fleet/field-photos.ts";
import { type FieldRoom, openField, suppliesForField } from "./fleet/field-room.ts";
import { workEveryMs } from "./fleet/field-work.ts";
import type { GuaranteeApi } from "./fleet/guarantee-desk.ts";
import type { InspectionApi, InspectionRulesApi } from "./fleet/inspection-api.ts";
import { inspectionsForField, measuredBy, openInspections } from "./fleet/inspections.ts";
import type { ProblemApi } from "./fleet/problem-desk.ts";
import { GuaranteeOccasions } from "./fleet/report-occasions.ts";
import { inspectionWindowsOf } from "./fleet/route-sources.ts";
import { openRoutes, type Routes } from "./fleet/routes.ts";
import { type SelfInspectionApi, SelfInspectionDesk } from "./fleet/self-inspection-desk.ts";
import { SupplyCatalogue } from "./fleet/supply-catalogue.ts";
import { openSupplies, type SupplyRoom } from "./fleet/supply-room.ts";
import type { FleetApi } from "./fleet-api.ts";
import { openGuarantees } from "./guarantee-room.ts";
import type { FleetState } from "./ingest/fleet-state.ts";
import type { GroupCommit } from "./ingest/group-commit.ts";
import type { IngestRules } from "./ingest/uplink.ts";
import { every, type Job } from "./jobs/every.ts";
import { forecastSupplies } from "./jobs/forecast-supplies.ts";
import type { Clock, EvidenceStore, FleetStore, Log, Random } from "./ports.ts";
import { openReports, type Reports } from "./report-room.ts";
import type { SecretBox } from "./secrets/secrets.ts";
import { openShelf, type Shelf } from "./shelf-room.ts";
import { openPhotoFiles } from "./store/photo-files.ts";

export interface UpkeepParts {
  readonly state: FleetState;
  readonly store: FleetStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly rules: IngestRules;
  readonly files: EvidenceStore;
  /** orders, replacements and evidence, as a person asks for them */
  readonly api: FleetApi;
  readonly profiles: ReturnType<typeof loadProfiles>;
  readonly dataDir: string;
  readonly box: SecretBox;
  readonly profileFacts: ProfileFactsOf;
  readonly log: Log;
}

export interface UpkeepDesks extends SupplyRoom, Omit<Routes, "visits">, Reports, Shelf {
  readonly selfInspections: SelfInspectionApi;
  readonly inspections: InspectionApi;
  readonly inspectionRules: InspectionRulesApi;
  readonly field: FieldRoom;
  readonly guarantees: GuaranteeApi;
  readonly problems: ProblemApi;
  readonly jobs: readonly Job[];
}

export async function openUpkeep(parts: UpkeepParts): Promise<UpkeepDesks> {
  const { state, store, commit, clock, random } = parts;
  const selfInspections = new SelfInspectionDesk({
    ...{ state, commit, clock, newId: random.uuid },
    history: store.upkeep.selfInspections,
  });
  const { room: supplyRoom, watch: supplyWatch } = openSupplies(parts);
  const { visits, ...routes } = openRoutes(parts, {
    windows: (contractId) => inspectionWindowsOf(inspections.inspections, contractId),
    guarantees: async (contractId) => (await guarantees.guarantees.list(serverCaller, contractId)).guarantees,
  });
  const inspections = await openInspections(parts, {
    evidence: measuredBy(selfInspections),
    photos: photoBook(store.upkeep.field),
    visits,
  });
  const catalogue = new SupplyCatalogue({ state, history: store.upkeep.stock, profiles: parts.profiles });
  const field = await openField({
    ...parts,
    files: openPhotoFiles(join(parts.dataDir, "photos")),
    visits,
    inspections: inspectionsForField(inspections),
    supplies: { ...suppliesForField(supplyRoom), namer: (id) => catalogue.namer(id) },
  });
  const fieldJobs = [
    every(workEveryMs, "field-work", parts.log, () => field.work.run()),
    every(forgetEveryMs, "field-photos", parts.log, () => field.photos.forget()),
  ];
  const { jobs: guaranteeJobs, ...guarantees } = await openGuarantees(
    parts,
    async ({ contractId, id: subjectId }, period) => {
      const wanted = { contractId, kind: "guarantee-daily", period, subjectId } as const;
      const answer = await reports.reportDrafter.draft(serverCaller, wanted);
      if (!answer.ok) parts.log.error("report.not-drafted", { guarantee: subjectId, day: period, code: answer.code });
      return answer.ok ? answer.value.id : null;
    },
  );
  const { jobs: reportJobs, ...reports } = openReports(parts, {
    inspections: inspections.inspections,
    occasions: new GuaranteeOccasions({
      ...{ state, clock },
      guarantees: store.upkeep.guarantees,
      problems: store.upkeep.problems,
    }),
  });
  const { shelfJobs, ...shelf } = await openShelf(parts);
  return {
    selfInspections,
    ...shelf,
    ...inspections,
    ...supplyRoom,
    ...routes,
    field,
    ...guarantees,
    ...reports,
    jobs: [forecastSupplies(supplyWatch, parts.log), ...fieldJobs, ...guaranteeJobs, ...reportJobs, ...shelfJobs],
  };
}
