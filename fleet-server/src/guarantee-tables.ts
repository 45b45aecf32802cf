// What is stored of guarantees, problems and drills: part of upkeep-tables.ts.
import type { Guarantee, GuaranteeDay } from "./domain/guarantee/guarantee.ts";
import type { Drill, Problem } from "./domain/problem/problem.ts";

export interface GuaranteeTables {
  guarantee: Guarantee;
  guaranteeDay: GuaranteeDay;
  problem: Problem;
  drill: Drill;
}

export const guaranteeKeys = {
  guarantee: ["id"],
  guaranteeDay: ["guaranteeId", "date"],
  problem: ["id"],
  drill: ["id"],
} as const;

export const guaranteeTableNames = ["guarantee", "guaranteeDay", "problem", "drill"] as const;

export const guaranteeAppendOnly = ["drill"] as const;
