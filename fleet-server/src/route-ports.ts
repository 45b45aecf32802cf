// What route planning reads from disk.
import type { ContractId } from "@kiosk/contract";
import type { RouteSettingVersion, TechnicianProfileVersion } from "./domain/route/plan/settings.ts";
import type {
  RoadMatrix,
  RouteDraft,
  RoutePublication,
  StoredRouteFeed,
  VisitMark,
} from "./domain/route/plan/stored.ts";

export interface RouteHistory {
  /** the newest version of each person */
  profiles(contractId: ContractId): Promise<TechnicianProfileVersion[]>;
  settings(contractId: ContractId): Promise<RouteSettingVersion | undefined>;
  matrix(contractId: ContractId): Promise<RoadMatrix | undefined>;
  /** by date, both ends included */
  drafts(contractId: ContractId, from: string, to: string): Promise<RouteDraft[]>;
  /** the newest version of each date, both ends included */
  published(contractId: ContractId, from: string, to: string): Promise<RoutePublication[]>;
  /** of every contract */
  marks(from: string, to: string): Promise<VisitMark[]>;
  /** newest first */
  feeds(contractId: ContractId): Promise<StoredRouteFeed[]>;
  feedOfSecret(secretHash: string): Promise<StoredRouteFeed | undefined>;
}
