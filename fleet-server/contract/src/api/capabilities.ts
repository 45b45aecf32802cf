// What a citizen can get done at one terminal now, and why not where they cannot.
import { deviceClasses, deviceStates, FaultCodeSchema } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { DeviceId } from "../ids.ts";
import { faultStates, presences } from "./kiosk-words.ts";

export const capabilities = [
  "idCard", // 读身份证
  "socialCard", // 读社保卡
  "a4Print", // A4 打印
  "colourPrint", // 彩色打印
  "booklet", // 制册
  "endorsement", // 签注
  "receipt", // 凭条
  "codeScan", // 扫码
  "documentScan", // 高拍
  "faceCamera", // 人脸
] as const;
export type Capability = (typeof capabilities)[number];

/** `unknown` is never shown as available. `not-fitted`: the terminal says it has no such device. */
export const capabilityStates = ["available", "degraded", "unavailable", "unknown", "not-fitted"] as const;
export type CapabilityState = (typeof capabilityStates)[number];

export const CapabilityCause = z.discriminatedUnion("kind", [
  /** nobody can ask the terminal now */
  z.object({ kind: z.literal("presence"), presence: z.enum(presences) }),
  /** declared by the terminal, but it has told nothing of it yet */
  z.object({ kind: z.literal("unseen"), deviceId: DeviceId }),
  z.object({ kind: z.literal("state"), deviceId: DeviceId, state: z.enum(deviceStates) }),
  z.object({
    kind: z.literal("fault"),
    deviceId: DeviceId.nullable(),
    faultId: z.string(),
    code: FaultCodeSchema,
    part: z.string(),
    zh: z.string(),
    en: z.string(),
    state: z.enum(faultStates),
  }),
  /** the printer tells of no colour supply, neither that it has one nor that it has none */
  z.object({ kind: z.literal("colour-untold"), deviceId: DeviceId }),
]);
export type CapabilityCause = z.infer<typeof CapabilityCause>;

export const CapabilityView = z.object({
  capability: z.enum(capabilities),
  state: z.enum(capabilityStates),
  /** devices that serve it */
  deviceIds: z.array(DeviceId),
  causes: z.array(CapabilityCause),
});
export type CapabilityView = z.infer<typeof CapabilityView>;

/** A device as the terminal's configuration has it: what its last birth said. */
export const DeclaredDevice = z.object({
  deviceId: DeviceId,
  deviceClass: z.enum(deviceClasses),
  profileId: z.string(),
  /** null: this server's library has no such profile */
  profileZh: z.string().nullable(),
  profileEn: z.string().nullable(),
  transport: z.string(),
  attachedTo: DeviceId.nullable(),
  /** whether it has ever reported since it was declared */
  seen: z.boolean(),
});
export type DeclaredDevice = z.infer<typeof DeclaredDevice>;
