// Terminals of the fixture server: the contract's seed with states spread over it, so that every state has its row.
import { readFileSync } from "node:fs";
import { ContractList, type KioskHealth, type KioskRow, KioskRow as KioskRowSchema } from "@kiosk/contract";
import { z } from "zod";

const Seed = z.object({
  contract: z.object({ id: z.string(), zh: z.string(), en: z.string(), invented: z.boolean() }),
  terminals: z.array(
    z.object({
      id: z.string(),
      seq: z.int(),
      district: z.string(),
      street: z.string(),
      address: z.string(),
      name: z.string(),
      mac: z.string(),
      lon: z.number(),
      lat: z.number(),
      confidence: z.string(),
      method: z.string(),
      note: z.string(),
    }),
  ),
});

function readSeed(name: string) {
  const file = new URL(`../../fixtures/seed/${name}.contract.json`, import.meta.url);
  return Seed.parse(JSON.parse(readFileSync(file, "utf8")));
}

interface Special {
  health: KioskHealth;
  presence?: KioskRow["presence"];
  worst?: [zh: string, en: string];
  openFaults?: number;
  openOrders?: number;
  lowest?: [percent: number, kind: KioskRow["lowestConsumable"], quality: KioskRow["lowestQuality"]];
  skewMs?: number;
}

const special: Record<string, Special> = {
  "cn-002": {
    health: "fault",
    worst: ["色带用尽", "Ribbon out"],
    openFaults: 3,
    openOrders: 2,
    lowest: [0, "ribbon", "counted"],
    skewMs: 93_000,
  },
  "cn-011": { health: "fault", worst: ["集线器失联", "Hub lost"], openFaults: 3, openOrders: 1 },
  "cn-007": {
    health: "warning",
    worst: ["硒鼓余量低", "Toner low"],
    openFaults: 1,
    openOrders: 1,
    lowest: [8, "toner", "measured"],
  },
  "cn-023": { health: "warning", worst: ["机盖打开", "Cover open"], openFaults: 1 },
  "cn-005": { health: "offline", presence: "offline" },
  "cn-034": { health: "offline", presence: "offline" },
  "cn-020": { health: "unknown", presence: "unverified" },
  "cn-012": { health: "unknown", presence: "never" },
};

/** as the server has it for a contract that set nothing */
export const levelOf = (percent: number) => (percent <= 0 ? "out" : percent <= 10 ? "low" : "ok");

const macNumber = (mac: string) => Number.parseInt(mac.replaceAll("-", ""), 16);

export function buildKiosks(now: number): KioskRow[] {
  const seeds = [readSeed("changning"), readSeed("dazhou")];
  const points = seeds.flatMap((seed) => seed.terminals.map((t) => ({ ...t, contractId: seed.contract.id })));
  return points.map(({ mac, method, ...point }) => {
    const state = special[point.id] ?? { health: "ok" };
    const presence = state.presence ?? "online";
    const heard = presence === "online" ? now - (point.seq % 18) * 1_000 : now - 26 * 3_600_000;
    const [lowestPercent, lowestConsumable, lowestQuality] = state.lowest ?? [
      64 - (point.seq % 30),
      "toner",
      "measured",
    ];
    const known = presence === "online";
    return KioskRowSchema.parse({
      ...point,
      macs: [mac],
      coordinateMethod: method,
      openingHours:
        point.id === "cn-043" ? { week: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, fromMin: 0, toMin: 1440 })) } : null,
      dutyPhone: point.id === "cn-043" ? "021-62090000" : null,
      presence,
      presenceSince: presence === "never" ? null : heard - 3 * 3_600_000,
      lastSeenAt: presence === "never" ? null : heard,
      skewMs: presence === "never" ? null : (state.skewMs ?? 240),
      health: state.health,
      openFaults: state.openFaults ?? 0,
      openOrders: state.openOrders ?? 0,
      worstZh: state.worst?.[0] ?? null,
      worstEn: state.worst?.[1] ?? null,
      lowestPercent: known ? lowestPercent : null,
      lowestLevel: known ? levelOf(lowestPercent) : null,
      lowestConsumable: known ? lowestConsumable : null,
      lowestQuality: known ? lowestQuality : null,
      neighbourMacs: points
        .filter((other) => other.id !== point.id && Math.abs(macNumber(other.mac) - macNumber(mac)) <= 3)
        .map((other) => ({
          kioskId: other.id,
          mac: other.mac,
          distance: Math.abs(macNumber(other.mac) - macNumber(mac)),
        })),
    });
  });
}

export function buildContracts() {
  const contracts = ["changning", "dazhou"].map((name) => ({
    ...readSeed(name).contract,
    startsAt: null,
    endsAt: null,
    kiosks: 0,
  }));
  return ContractList.parse({ contracts }).contracts;
}
