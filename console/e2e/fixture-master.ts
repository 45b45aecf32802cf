// Contracts and terminals that are entered at the fixture server: the refusals of the fleet server, and the new rows.
import { type ContractView, type ErrorCode, errorCodes, KioskRow, NewContract, NewKiosk } from "@kiosk/contract";
import type { z } from "zod";

export interface Refused {
  status: number;
  body: unknown;
}
type Taken<T> = { ok: true; value: T } | { ok: false; refused: Refused };

export function refused(code: ErrorCode, issues: { path: string; message: string }[]): Refused {
  const { http, zh, en } = errorCodes[code];
  return { status: http, body: { code, zh, en, issues } };
}

function parse<S extends z.ZodType>(schema: S, body: unknown): Taken<z.output<S>> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = parsed.error.issues.map((i) => ({ path: i.path.map(String).join("."), message: i.message }));
  return { ok: false, refused: refused("request.invalid", issues) };
}

const exists = (code: ErrorCode, detail: string) => ({
  ok: false as const,
  refused: refused(code, [{ path: "", message: detail }]),
});

export function enterContract(body: unknown, contracts: readonly ContractView[]): Taken<ContractView> {
  const input = parse(NewContract, body);
  if (!input.ok) return input;
  if (contracts.some((c) => c.id === input.value.id)) return exists("contract.exists", input.value.id);
  return { ok: true, value: { ...input.value, invented: false, kiosks: 0 } };
}

export function enterKiosk(body: unknown, kiosks: readonly KioskRow[]): Taken<KioskRow> {
  const input = parse(NewKiosk, body);
  if (!input.ok) return input;
  const { id, contractId, seq, macs } = input.value;
  if (kiosks.some((k) => k.id === id)) return exists("kiosk.exists", id);
  for (const other of kiosks) {
    if (other.contractId === contractId && other.seq === seq) {
      return exists("kiosk.exists", `${contractId} #${seq}: ${other.id}`);
    }
    const mac = macs.find((m) => other.macs.includes(m));
    if (mac !== undefined) return exists("kiosk.exists", `${mac}: ${other.id}`);
  }
  const row = KioskRow.parse({
    ...input.value,
    coordinateMethod: "",
    note: "",
    openingHours: null,
    presence: "never",
    presenceSince: null,
    lastSeenAt: null,
    skewMs: null,
    health: "unknown",
    openFaults: 0,
    openOrders: 0,
    worstZh: null,
    worstEn: null,
    lowestPercent: null,
    lowestLevel: null,
    lowestConsumable: null,
    lowestQuality: null,
    neighbourMacs: [],
  });
  return { ok: true, value: row };
}
