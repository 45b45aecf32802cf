// The field, put together: what phones take along and bring, and what is done with it.
import type { ProfileFactsOf } from "../domain/consumable/counted.ts";
import type { DayVisits, FieldInspections, FieldSupplies, PhotoFiles } from "../field-ports.ts";
import type { FleetApi } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, FleetStore, Log } from "../ports.ts";
import type { SecretBox } from "../secrets/secrets.ts";
import type { StockApi, SupplyApi } from "../supply-api.ts";
import { FieldActs, type VisitTold } from "./field-acts.ts";
import { FieldBundles } from "./field-bundle.ts";
import { FieldDesk } from "./field-desk.ts";
import { FieldPhotos } from "./field-photos.ts";
import { FieldPositions } from "./field-positions.ts";
import { TagDesk, TagKey } from "./field-tags.ts";
import { FieldWork } from "./field-work.ts";

export interface FieldRoom {
  readonly bundles: FieldBundles;
  readonly desk: FieldDesk;
  readonly photos: FieldPhotos;
  readonly positions: FieldPositions;
  readonly tags: TagDesk;
  readonly work: FieldWork;
}

interface SupplyRooms {
  readonly supplies: Pick<SupplyApi, "openTasks" | "enterSwap">;
  readonly stock: Pick<StockApi, "van">;
}

export interface FieldRoomParts {
  readonly state: FleetState;
  readonly store: FleetStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly log: Log;
  readonly box: SecretBox;
  readonly api: FleetApi;
  readonly files: PhotoFiles;
  readonly profileFacts: ProfileFactsOf;
  readonly visits: DayVisits & VisitTold;
  readonly inspections: FieldInspections;
  readonly supplies: FieldSupplies;
}

/** As much of supplies and stock as phones need; the names of items come from their catalogue. */
export function suppliesForField({ supplies, stock }: SupplyRooms): Omit<FieldSupplies, "namer"> {
  return {
    openTasks: (contractId) => supplies.openTasks(contractId),
    van: (contractId, technicianId) => stock.van(contractId, technicianId),
    enterSwap: (by, entry) => supplies.enterSwap(by, entry),
  };
}

/** @throws SecretError, StoreError */
export async function openField(parts: FieldRoomParts): Promise<FieldRoom> {
  const { state, store, commit, clock, log, box, api, files } = parts;
  const history = store.upkeep.field;
  const key = await TagKey.open(state, commit, box);
  const acts = new FieldActs({ ...parts, history, isSigned: (tag) => key.isSigned(tag) });
  const work = new FieldWork({ state, commit, history, acts, clock, log });
  const photos = new FieldPhotos({ history, commit, files, api, work, clock, log });
  return {
    bundles: new FieldBundles({ ...parts, tagKey: key.spki }),
    desk: new FieldDesk({ state, commit, history, work, clock }),
    photos,
    positions: new FieldPositions({ state, commit, history, clock }),
    tags: new TagDesk({ state, clock, key }),
    work,
  };
}
