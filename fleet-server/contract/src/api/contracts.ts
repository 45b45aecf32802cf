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
