import { z } from "zod";

/** Names a terminal for ever, e.g. `cn-014`: contract short name and number. Never the MAC (ux.md: MACs are not unique secrets). */
export const KioskId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, "2-40 of a-z 0-9 -")
  .brand<"KioskId">();
export type KioskId = z.infer<typeof KioskId>;

/** One run of one agent process. Random for every start; births, deaths and sequence numbers belong to it. */
export const BootId = z.uuid().brand<"BootId">();
export type BootId = z.infer<typeof BootId>;

/** A device as the kiosk's configuration names it, unique within the kiosk. */
export const DeviceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1-40 of a-z 0-9 -")
  .brand<"DeviceId">();
export type DeviceId = z.infer<typeof DeviceId>;

export const ContractId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
  .brand<"ContractId">();
export type ContractId = z.infer<typeof ContractId>;

/** Upper-case, hyphenated, as the contract's table prints it. */
export const Mac = z
  .string()
  .regex(/^[0-9A-F]{2}(?:-[0-9A-F]{2}){5}$/, "XX-XX-XX-XX-XX-XX")
  .brand<"Mac">();
export type Mac = z.infer<typeof Mac>;

/** Any usual spelling of a MAC (colons, hyphens, bare, lower case) to ours; undefined when it is none. */
export function normaliseMac(text: string): Mac | undefined {
  const bare = text
    .normalize("NFKC")
    .replace(/[^0-9a-fA-F]/g, "")
    .toUpperCase();
  const parsed = Mac.safeParse(bare.match(/../g)?.join("-"));
  return bare.length === 12 && parsed.success ? parsed.data : undefined;
}

/** A firm that repairs or supplies (厂商), as the contracts name it; its people see its own orders only. */
export const OrganisationId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1-40 of a-z 0-9 -")
  .brand<"OrganisationId">();
export type OrganisationId = z.infer<typeof OrganisationId>;

/** Who signs in; never used again for somebody else, so that a log names one person for ever. */
export const UserId = z.uuid().brand<"UserId">();
export type UserId = z.infer<typeof UserId>;
