import { NewContract } from "@kiosk/contract";
import { parseDate } from "../../shared/format/time.ts";
import { allContracts } from "../../shared/scope/use-contract-scope.ts";

const dayMs = 86_400_000;

/** The form as it is typed; dates are Shanghai dates, empty means not agreed. */
export interface ContractDraft {
  id: string;
  zh: string;
  en: string;
  /** first day */
  startsAt: string;
  /** last day, included */
  endsAt: string;
}

/** In the order in which they stand in the form. */
export const contractFields = [
  "id",
  "zh",
  "en",
  "startsAt",
  "endsAt",
] as const satisfies readonly (keyof ContractDraft)[];
export type ContractField = (typeof contractFields)[number];
export type ContractFault = "required" | "id" | "taken" | "date" | "endBeforeStart";
export type ContractFaults = Partial<Record<ContractField, ContractFault>>;

function dateOf(text: string): number | null | undefined {
  return text.trim() === "" ? null : parseDate(text);
}

/** The request for a draft, or what is wrong in it. `known` are the ids that exist. */
export function contractOf(
  draft: ContractDraft,
  known: readonly string[],
): { ok: true; contract: NewContract } | { ok: false; faults: ContractFaults } {
  const faults: ContractFaults = {};
  const id = NewContract.shape.id.safeParse(draft.id.normalize("NFKC").trim());
  // The address bar says `all` for every contract, so no contract may be called that.
  if (!id.success || id.data === allContracts) faults.id = "id";
  else if (known.includes(id.data)) faults.id = "taken";
  if (draft.zh.trim() === "") faults.zh = "required";
  if (draft.en.trim() === "") faults.en = "required";
  const startsAt = dateOf(draft.startsAt);
  const lastDay = dateOf(draft.endsAt);
  if (startsAt === undefined) faults.startsAt = "date";
  if (lastDay === undefined) faults.endsAt = "date";
  else if (lastDay !== null && typeof startsAt === "number" && lastDay < startsAt) faults.endsAt = "endBeforeStart";
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const contract = NewContract.parse({
    id: id.data,
    zh: draft.zh.trim(),
    en: draft.en.trim(),
    startsAt,
    // The last day belongs to the contract, which ends with the midnight after it.
    endsAt: typeof lastDay === "number" ? lastDay + dayMs : null,
  });
  return { ok: true, contract };
}
