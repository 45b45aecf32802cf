// What a terminal can do for a citizen, in the words a service's manifest asks for it.

import type { DeviceClass } from "@kiosk/firmware-profiles";
import { z } from "zod";

export const serviceCapabilities = [
  "idReader", // 读身份证
  "ssc", // 读社保卡
  "a4Print", // 打印 A4
  "colour", // 彩色打印
  "ycbBook", // 就医记录册打印
  "endorse", // 港澳签注
  "receipt", // 打印凭条
  "camera", // 高拍仪
  "scanner", // 扫码
  "network", // 政务网
] as const;
export const ServiceCapability = z.enum(serviceCapabilities);
export type ServiceCapability = z.infer<typeof ServiceCapability>;

/** The device class that gives a capability; null: no device does. */
export const deviceOfCapability: Readonly<Record<ServiceCapability, DeviceClass | null>> = {
  idReader: "idCardReader",
  ssc: "sscReader",
  a4Print: "a4Printer",
  colour: "a4Printer",
  ycbBook: "bookletPrinter",
  endorse: "endorsementMachine",
  receipt: "receiptPrinter",
  camera: "documentCamera",
  scanner: "codeScanner",
  network: null,
};

/** `ok` 正常; `limited` 可办，但缺少非必需的能力; `suspended` 暂停: something required is not known to work. */
export const serviceStates = ["ok", "limited", "suspended"] as const;
export type ServiceState = (typeof serviceStates)[number];

/**
 * Why a capability is missing. `fault`: the device says so (the fault code is given); `consumable`: used up; `unknown`: nobody
 * can say, which counts as missing; `absent`: this terminal has no such device; `offline`: device or network does not answer.
 */
export const missingGrounds = ["fault", "consumable", "unknown", "absent", "offline"] as const;

export const MissingCapability = z.strictObject({
  capability: ServiceCapability,
  ground: z.enum(missingGrounds),
  /** a fault code or the name of a consumable; empty where the ground says it all */
  detail: z.string().max(80),
  /** since when, kiosk clock; null: not known */
  since: z.int().min(0).nullable(),
});
export type MissingCapability = z.infer<typeof MissingCapability>;
