// Records of route planning for the tests of the stores.
import { UserId } from "@kiosk/contract";
import { defaultSettings } from "../src/domain/route/plan/settings.ts";
import type { DayBody } from "../src/domain/route/plan/stored.ts";
import type { Tables } from "../src/tables.ts";
import { contractId } from "./store-records.ts";

const at = Date.UTC(2026, 10, 22, 2);
export const userId = UserId.parse("5b0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6a");

export function technicianProfile(version: number): Tables["technicianProfile"] {
  return {
    ...{ contractId, userId, version, skills: ["a4Printer"], startLon: 121.4, startLat: 31.2, startName: "项目驻点" },
    ...{ fromMin: 510, toMin: 1050, lunchFromMin: 690, lunchMinutes: 60, maxOvertimeMin: 60 },
    ...{ vanPieces: null, vanPlace: "van-1", active: true, by: "调度", at },
  };
}

export function routeSetting(version: number): Tables["routeSetting"] {
  return { ...defaultSettings, contractId, version, by: "调度", at };
}

export function roadMatrix(version: number): Tables["roadMatrix"] {
  return { contractId, version, ways: [["cn-001", "cn-002", 1500, 300 + version]], by: "调度", at };
}

function body(seed: number): DayBody {
  return {
    ...{ technicians: [], visits: [], unserved: [], assumptions: [], absent: [{ technicianId: userId, from: null }] },
    cost: { missedDue: 0, latenessMs: 1, overtimeMs: 2, travelMs: 3, travelMetres: 4, moved: 5 },
    travel: { source: "detour", detour: 1.3, speedKmh: 25, importedAt: null, missingPairs: 0 },
    ...{ onDuty: [userId], seed },
  };
}

export function routeDraft(date: string, revision: number): Tables["routeDraft"] {
  return { contractId, date, revision, basedOn: 0, at, by: "调度", body: body(revision) };
}

export function routePublication(date: string, version: number): Tables["routePublication"] {
  return { contractId, date, version, revision: version + 1, at, by: "调度", body: body(version) };
}

export function visitMark(date: string, mark: Tables["visitMark"]["mark"]): Tables["visitMark"] {
  return { visitId: `${date}:cn-001`, mark, date, at, by: "陈工" };
}

export const routeFeed: Tables["routeFeed"] = {
  ...{ id: "feed-1", contractId, technicianId: userId, secretHash: "ab".repeat(32) },
  ...{ createdAt: at, createdBy: "调度", revokedAt: null },
};
