// Loading contracts and their terminals from a folder of JSON files: contracts.json and one terminals file per contract.
// A contract that exists already is left alone, so a second start changes nothing that people entered since.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ContractId,
  coordinateConfidences,
  Escalation,
  InspectionRule,
  KioskId,
  LocalDate,
  Mac,
  PolicyBinding,
} from "@kiosk/contract";
import { z } from "zod";
import { newKiosk } from "../domain/kiosk/kiosk.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { InspectionHistory } from "../inspection-ports.ts";
import type { Clock } from "../ports.ts";
import { pinyinOf } from "./pinyin.ts";

const SeedTerminal = z.strictObject({
  id: KioskId,
  seq: z.int().min(1),
  district: z.string(),
  street: z.string(),
  address: z.string(),
  name: z.string().min(1),
  mac: Mac,
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  confidence: z.enum(coordinateConfidences),
  method: z.string(),
  note: z.string(),
});

const SeedFile = z.strictObject({
  contract: z.strictObject({
    id: ContractId,
    zh: z.string().min(1),
    en: z.string().min(1),
    invented: z.boolean(),
    startsAt: z.iso.datetime({ offset: true }).nullable(),
    endsAt: z.iso.datetime({ offset: true }).nullable(),
  }),
  /** the first version of what binds it; null: nobody entered it yet */
  terms: z
    .strictObject({
      by: z.string().min(1),
      approvedBy: z.string().min(1),
      note: z.string().min(1),
      bindings: z.array(PolicyBinding),
      escalations: z.array(Escalation),
    })
    .nullable(),
  /** the first version of how often it is inspected; left out: nobody entered it yet */
  inspections: z
    .strictObject({
      by: z.string().min(1),
      note: z.string().min(1),
      term: z.strictObject({ from: LocalDate, to: LocalDate }),
      rules: z.array(InspectionRule),
      reportWorkingDays: z.int().min(1),
    })
    .optional(),
  terminals: z.array(SeedTerminal),
});
export type SeedFile = z.infer<typeof SeedFile>;

/** `file` and `message` say what is wrong and where. */
export class SeedError extends Error {
  constructor(file: string, detail: string) {
    super(`${file}: ${detail}`);
    this.name = "SeedError";
  }
}

/** @throws SeedError */
export async function readSeed(folder: string): Promise<SeedFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".contract.json")).sort();
  const files: SeedFile[] = [];
  for (const name of names) {
    const file = join(folder, name);
    const text = await readFile(file, "utf8");
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      throw new SeedError(file, error instanceof Error ? error.message : "not JSON");
    }
    const parsed = SeedFile.safeParse(json);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new SeedError(file, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
    }
    files.push(parsed.data);
  }
  return files;
}

function instant(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** Adds the contracts that are not there yet, each with its terminals, in one transaction. How many terminals came. */
export async function plantSeed(files: readonly SeedFile[], commit: GroupCommit, clock: Clock): Promise<number> {
  return commit.run((unit) => {
    let planted = 0;
    for (const { contract, terms, terminals } of files) {
      const startsAt = instant(contract.startsAt);
      if (terms !== null && unit.terms(contract.id).length === 0) {
        const first = { contractId: contract.id, version: 1, appliesFrom: startsAt ?? 0, recordedAt: clock.now() };
        unit.put("contractTerms", { ...terms, ...first });
      }
      if (unit.contract(contract.id) !== undefined) continue;
      unit.put("contract", { ...contract, startsAt, endsAt: instant(contract.endsAt) });
      for (const { mac, method, ...point } of terminals) {
        const kiosk = newKiosk({
          ...point,
          contractId: contract.id,
          macs: [mac],
          coordinateMethod: method,
          openingHours: null,
          dutyPhone: null,
          pinyin: pinyinOf(point.name, point.street),
          createdAt: clock.now(),
        });
        unit.put("kiosk", kiosk.master);
        unit.put("kioskStatus", kiosk.status);
        unit.setKiosk(kiosk);
        planted += 1;
      }
    }
    return planted;
  });
}

/** Enters how often the contracts are inspected where nobody has yet; after their terminals, which then all owe from the start. */
export async function plantInspectionRules(
  files: readonly SeedFile[],
  history: Pick<InspectionHistory, "rules">,
  commit: GroupCommit,
  clock: Clock,
): Promise<void> {
  for (const { contract, inspections } of files) {
    if (inspections === undefined || (await history.rules(contract.id)).length > 0) continue;
    const { from: appliesFrom } = inspections.term;
    const first = { contractId: contract.id, version: 1, appliesFrom, at: clock.now() };
    await commit.run((unit) => unit.put("inspectionRules", { ...inspections, ...first }));
  }
}
