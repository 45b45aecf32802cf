// The firms of one contract, and which devices each answers for.
import { deviceClasses } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, OrganisationId } from "../ids.ts";

export const ContractFirm = z.object({
  id: OrganisationId,
  zh: z.string(),
  en: z.string(),
  /** faults of these devices that are for the vendor go to it at once, where no other firm has the class too */
  deviceClasses: z.array(z.enum(deviceClasses)),
});
export type ContractFirm = z.infer<typeof ContractFirm>;
export const ContractFirmList = z.object({ contractId: ContractId, firms: z.array(ContractFirm) });
export type ContractFirmList = z.infer<typeof ContractFirmList>;
export const ContractFirmChange = z.strictObject({ deviceClasses: z.array(z.enum(deviceClasses)).max(20) });
export type ContractFirmChange = z.infer<typeof ContractFirmChange>;
