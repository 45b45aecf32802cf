import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId } from "../ids.ts";

export const ContractView = z.object({
  id: ContractId,
  zh: z.string(),
  en: z.string(),
  /** true for invented points that only exist to show a second contract */
  invented: z.boolean(),
  startsAt: Millis.nullable(),
  endsAt: Millis.nullable(),
  kiosks: z.int(),
});
export type ContractView = z.infer<typeof ContractView>;
export const ContractList = z.object({ contracts: z.array(ContractView) });

/** A contract an admin enters; its deadlines come with its policy, so a new one says that none is entered. */
export const NewContract = z.strictObject({
  /** `all` stands for every contract in the address bar */
  id: ContractId.refine((id) => id !== "all", { error: "all is reserved" }),
  zh: z.string().min(1).max(120),
  en: z.string().min(1).max(120),
  startsAt: Millis.nullable(),
  endsAt: Millis.nullable(),
});
export type NewContract = z.infer<typeof NewContract>;
