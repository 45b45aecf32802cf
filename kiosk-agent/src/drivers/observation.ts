import { decode, type Failure, type Field, type Profile } from "@kiosk/firmware-profiles";
import type { DeviceObservation, ExchangeStep } from "../ports.ts";

export interface Heard {
  readonly fields: readonly Field[];
  readonly failure?: Failure;
  readonly answered: boolean;
  readonly exchange: readonly ExchangeStep[];
  readonly droppedBytes: number;
  readonly at: number;
}

/** `stale`: the device sleeps, and what it says was so before. */
export type Observed = DeviceObservation & { readonly stale: boolean };

/** What one conversation amounts to by its profile. A failure of the conversation is also among the conditions. */
export function observe(profile: Profile, heard: Heard): Observed {
  const { fields, failure, answered, exchange, droppedBytes, at } = heard;
  const decoded = decode(profile, fields, at, failure);
  const code = failure && (profile.failures[failure.name] ?? profile.failures.garbled).fault;
  return {
    ...decoded,
    exchange,
    answered,
    droppedBytes,
    ...(failure && code ? { failure: { code, detail: failure.detail } } : {}),
  };
}
