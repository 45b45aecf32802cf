// What upkeep answers and does by itself, put together: inspections, routes, the field, supplies, guarantees, reports.
import { join } from "node:path";
import type { loadProfiles } from "@kiosk/firmware-profiles/load";
import type { ProfileFactsOf } from "./domain/consumable/counted.ts";
import { noInspections, noVisits, suppliesByHand } from "./fleet/field-neighbours.ts";
import { forgetEveryMs } from "./fleet/field-photos.ts";
import { type FieldRoom, openField } from "./fleet/field-room.ts";
import { workEveryMs } from "./fleet/field-work.ts";
import type { GuaranteeApi } from "./fleet/guarantee-desk.ts";
import { openGuarantees } from "./fleet/guarantees.ts";
import type { ProblemApi } from "./fleet/problem-desk.ts";
import { type SelfInspectionApi, SelfInspectionDesk } from "./fleet/self-inspection-desk.ts";
import type { FleetApi } from "./fleet-api.ts";
import type { FleetState } from "./ingest/fleet-state.ts";
import type { GroupCommit } from "./ingest/group-commit.ts";
import type { IngestRules } from "./ingest/uplink.ts";
import { every, type Job } from "./jobs/every.ts";
import type { Clock, EvidenceStore, FleetStore, Log, Random } from "./ports.ts";
import type { SecretBox } from "./secrets/secrets.ts";
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

export interface UpkeepDesks {
  readonly selfInspections: SelfInspectionApi;
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
  const field = await openField({
    ...parts,
    files: openPhotoFiles(join(parts.dataDir, "photos")),
    visits: noVisits,
    inspections: noInspections(clock),
    supplies: suppliesByHand(parts.api),
  });
  const fieldJobs = [
    every(workEveryMs, "field-work", parts.log, () => field.work.run()),
    every(forgetEveryMs, "field-photos", parts.log, () => field.photos.forget()),
  ];
  const { jobs: guaranteeJobs, ...guarantees } = await openGuarantees(parts);
  return { selfInspections, field, ...guarantees, jobs: [...fieldJobs, ...guaranteeJobs] };
}
