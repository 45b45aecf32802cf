// What is stored of route planning: part of upkeep-tables.ts.
import type { RouteSettingVersion, TechnicianProfileVersion } from "./domain/route/plan/settings.ts";
import type {
  RoadMatrix,
  RouteDraft,
  RoutePublication,
  StoredRouteFeed,
  VisitMark,
} from "./domain/route/plan/stored.ts";

export interface RouteTables {
  technicianProfile: TechnicianProfileVersion;
  routeSetting: RouteSettingVersion;
  roadMatrix: RoadMatrix;
  routeDraft: RouteDraft;
  routePublication: RoutePublication;
  visitMark: VisitMark;
  routeFeed: StoredRouteFeed;
}
type RouteTableName = keyof RouteTables;

export const routeKeys: { readonly [T in RouteTableName]: readonly (keyof RouteTables[T])[] } = {
  technicianProfile: ["contractId", "userId", "version"],
  routeSetting: ["contractId", "version"],
  roadMatrix: ["contractId", "version"],
  routeDraft: ["contractId", "date"],
  routePublication: ["contractId", "date", "version"],
  visitMark: ["visitId", "mark"],
  routeFeed: ["id"],
};

export const routeTableNames: readonly RouteTableName[] = [
  "technicianProfile",
  "routeSetting",
  "roadMatrix",
  "routeDraft",
  "routePublication",
  "visitMark",
  "routeFeed",
];

export const routeAppendOnly: readonly RouteTableName[] = [
  "technicianProfile",
  "routeSetting",
  "roadMatrix",
  "routePublication",
];
