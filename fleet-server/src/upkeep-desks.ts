// What upkeep answers and does by itself, put together: inspections, routes, the field, supplies, guarantees, reports.
import type { loadProfiles } from "@kiosk/firmware-profiles/load";
import { type SelfInspectionApi, SelfInspectionDesk } from "./fleet/self-inspection-desk.ts";
import type { FleetApi } from "./fleet-api.ts";
import type { FleetState } from "./ingest/fleet-state.ts";
import type { GroupCommit } from "./ingest/group-commit.ts";
import type { IngestRules } from "./ingest/uplink.ts";
import type { Job } from "./jobs/every.ts";
import type { Clock, EvidenceStore, FleetStore, Log, Random } from "./ports.ts";

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
  readonly log: Log;
}

export interface UpkeepDesks {
  readonly selfInspections: SelfInspectionApi;
  readonly jobs: readonly Job[];
}

export async function openUpkeep(parts: UpkeepParts): Promise<UpkeepDesks> {
  const { state, store, commit, clock, random } = parts;
  const selfInspections = new SelfInspectionDesk({
    ...{ state, commit, clock, newId: random.uuid },
    history: store.upkeep.selfInspections,
  });
  return { selfInspections, jobs: [] };
}
