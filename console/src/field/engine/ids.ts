// Screens take ids from the bundle and from the address bar; an item carries only what the contract calls an id.
import type { DeviceId, KioskId } from "@kiosk/contract";

const isKioskId = (text: string): text is KioskId => /^[a-z0-9][a-z0-9-]{1,39}$/.test(text);
const isDeviceId = (text: string): text is DeviceId => /^[a-z0-9][a-z0-9-]{0,39}$/.test(text);

/** @throws for what is no id: the screen made it up */
export function kioskIdOf(text: string): KioskId {
  if (!isKioskId(text)) throw new RangeError(`no terminal id: ${text}`);
  return text;
}

/** @throws for what is no id: the screen made it up */
export function deviceIdOf(text: string): DeviceId {
  if (!isDeviceId(text)) throw new RangeError(`no device id: ${text}`);
  return text;
}
