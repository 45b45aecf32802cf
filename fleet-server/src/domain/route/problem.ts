// What is to be planned, in numbers: stops with time windows, people with shifts, travel between places. Units are the
// caller's own (the planner's are seconds and metres, Solomon's instances have one unit for both).

/** A visit to be made, or explained. */
export interface RouteStop {
  readonly id: string;
  /** row of the travel matrices */
  readonly place: number;
  /** when work may begin, sorted and disjoint; empty: never */
  readonly windows: readonly (readonly [from: number, to: number])[];
  readonly service: number;
  /** for each dimension of capacity */
  readonly demand: readonly number[];
  /** all of them are needed */
  readonly skills: readonly string[];
  /** cost of leaving it out; Infinity: never left out where it fits */
  readonly missCost: number;
  /** work that begins later costs; null: no deadline */
  readonly due: number | null;
  /** per unit of time after `due` */
  readonly lateCost: number;
  /** who has it in the published plan; anybody else costs `moveCost` */
  readonly preferred: number | null;
  readonly moveCost: number;
  /** nobody else may have it */
  readonly onlyVehicle: number | null;
}

/** One person's day, or one of Solomon's vehicles. */
export interface RouteVehicle {
  readonly id: string;
  /** rows of the travel matrices where it begins and ends */
  readonly start: number;
  readonly end: number;
  readonly from: number;
  /** work after it is overtime */
  readonly to: number;
  /** it must be back; equal to `to` where there is no overtime */
  readonly latest: number;
  readonly overtimeCost: number;
  /** cost of using it at all: large where the number of vehicles counts before the distance */
  readonly fixedCost: number;
  readonly capacity: readonly number[];
  readonly skills: readonly string[];
  /**
   * a rest of `length` that begins within from..to, taken between two stops or while waiting; null: none. A day that ends
   * by `to`, or begins after it, needs none.
   */
  readonly rest: { readonly from: number; readonly to: number; readonly length: number } | null;
}

/** Times and loads that differ by less are the same: what the addition of numbers rounds away. */
export const tolerance = 1e-6;

export interface RouteProblem {
  readonly stops: readonly RouteStop[];
  readonly vehicles: readonly RouteVehicle[];
  /** number of places; the matrices are `places * places`, row by row; Infinity in both: there is no way */
  readonly places: number;
  readonly distance: Float64Array;
  readonly time: Float64Array;
  /** cost of one unit of distance and of one unit of driving time */
  readonly distanceCost: number;
  readonly timeCost: number;
}

export interface ScheduledStop {
  /** index in {@link RouteProblem.stops} */
  readonly stop: number;
  readonly arrive: number;
  /** work begins */
  readonly begin: number;
  readonly leave: number;
}

export interface VehicleRoute {
  readonly vehicle: number;
  readonly stops: readonly ScheduledStop[];
  readonly leaveStart: number;
  readonly reachEnd: number;
  readonly restAt: number | null;
}

/**
 * Why no route could take a stop, even an empty one; `crowded`: each could alone, but not beside the others; `too-dear`:
 * there is room for it, but it costs more than leaving it out.
 */
export type UnservedWhy =
  | "no-window"
  | "unreachable"
  | "skill"
  | "capacity"
  | "time"
  | "crowded"
  | "too-dear"
  | "no-vehicle";

export interface RouteCost {
  readonly total: number;
  readonly distance: number;
  readonly travelTime: number;
  readonly lateness: number;
  readonly overtime: number;
  readonly moved: number;
  readonly missed: number;
  readonly vehicles: number;
}

export interface RouteSolution {
  /** those that have stops */
  readonly routes: readonly VehicleRoute[];
  readonly unserved: readonly { readonly stop: number; readonly why: UnservedWhy }[];
  readonly cost: RouteCost;
}

/** Deterministic: the same problem, seed and number of iterations give the same solution, on any machine. */
export interface SearchLimits {
  readonly seed: number;
  readonly iterations: number;
  /** asked now and then; false ends the search early (a deadline, somebody who no longer waits) */
  readonly more?: (iteration: number) => boolean;
  /**
   * how much of the search is over, 0..1, where a clock decides and not the number of iterations; the solution is then no
   * longer the same each time
   */
  readonly elapsed?: (iteration: number) => number;
}
