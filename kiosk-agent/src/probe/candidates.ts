// Which profiles to try on an unknown device, and in which order, so that no question can do harm.
import { isHelperProtocol, type Profile, type Protocol } from "@kiosk/firmware-profiles";
import { parseTransportUrl } from "../adapters/transport.ts";
import { isHelperUrl } from "../drivers/stream-over.ts";
import type { Transport } from "../ports.ts";

/** Profiles that look alike on this line: one conversation tells of all of them. */
export interface Candidate {
  /** the one whose tables are used: a verified one before others, a generic one before a model */
  readonly profile: Profile;
  /** ids of the rest */
  readonly alike: readonly string[];
}

/**
 * What carries a protocol, and its turn. PR2 asks first: its `1B 5A` says nothing to a card reader, while a card
 * reader's frame would be text to a printer and stand on the next booklet. Its driver sends no status command before
 * the identity was answered.
 */
const reach: Readonly<Record<Protocol, { readonly kinds: readonly Transport["kind"][]; readonly turn: number }>> = {
  // A booklet is a citizen's document, a receipt is waste paper: the booklet printer's question stays the first.
  pr2: { kinds: ["stream"], turn: 1 },
  // DLE EOT is control characters to everything else. The full status before DLE EOT 1, which a Custom printer would
  // answer too.
  "custom-kiosk": { kinds: ["stream", "usb"], turn: 2 },
  escpos: { kinds: ["stream", "usb"], turn: 3 },
  sdt: { kinds: ["stream", "usb", "hid"], turn: 4 },
  // On a receipt printer its questions would print two letters, so those have been found before; and on its booklets the
  // octets of all below would stand.
  mtpl: { kinds: ["stream"], turn: 3.5 },
  // Readers first: a scanner takes a reader's frame for noise. Newland's way in is plain text and pauses its reading.
  gm65: { kinds: ["stream"], turn: 5 },
  ssi: { kinds: ["stream"], turn: 6 },
  newland: { kinds: ["stream"], turn: 7 },
  // Its requests are noise to all above, as theirs are to it.
  "sanwa-crp": { kinds: ["stream"], turn: 8 },
  // Last of all: on a receipt printer its question selects other characters and prints two letters.
  "zebra-p3xx": { kinds: ["stream"], turn: 9 },
  // A look asks nothing. What the address names is not what the profile is about: the next one is tried.
  camera: { kinds: ["presence"], turn: 1 },
  wedge: { kinds: ["presence"], turn: 2 },
  // Listens only, so it comes before whatever sends reports.
  "hid-scanner": { kinds: ["hid"], turn: 1 },
  // Reads the report descriptor and, of a UPS alone, feature reports.
  "hid-power": { kinds: ["hid"], turn: 2 },
  // Files of this machine, nothing else.
  host: { kinds: ["host"], turn: 1 },
  // The service is asked, not the reader.
  pcsc: { kinds: ["pcsc"], turn: 1 },
  // Before all that writes into a pipe: a laser printer would print it. Its two requests are no octets of a pipe.
  "usb-printer": { kinds: ["usb"], turn: 1 },
  "printer-mib": { kinds: ["snmp"], turn: 1 },
  ipp: { kinds: ["ipp"], turn: 1 },
  // Only over helper://, and there alone: see carries().
  libprx: { kinds: ["stream"], turn: 1 },
  libpr2print: { kinds: ["stream"], turn: 1 },
  "bt-8500m": { kinds: ["stream"], turn: 1 },
  evolis: { kinds: ["stream"], turn: 1 },
  "entrust-xps": { kinds: ["stream"], turn: 1 },
  "dascom-card": { kinds: ["stream"], turn: 1 },
};

export function carries(profile: Profile, kind: Transport["kind"], url = ""): boolean {
  const { protocol } = profile;
  // A helper's lines of JSON would be text to a printer, and a device's octets are noise to a helper.
  return reach[protocol].kinds.includes(kind) && isHelperProtocol(protocol) === isHelperUrl(url);
}

/** In the order to try them. What the address's ids say it is comes before everything else. @throws TransportUrlError */
export function candidates(profiles: Iterable<Profile>, url: string, kind: Transport["kind"]): Candidate[] {
  const groups = new Map<string, Profile[]>();
  const ids = idsOf(url);
  const carried = [...profiles].filter((profile) => carries(profile, kind, url));
  for (const profile of ids ? meant(carried, ids) : carried) {
    // Two profiles of a protocol differ on the wire only where the URL leaves the speed open.
    const key = `${profile.protocol} ${JSON.stringify(parseTransportUrl(url, profile.serial))}`;
    groups.set(key, [...(groups.get(key) ?? []), profile]);
  }
  return [...groups.values()]
    .map((group) => group.sort((a, b) => Number(isKnownAs(b, ids)) - Number(isKnownAs(a, ids)) || byTrust(a, b)))
    .sort((a, b) => turnOf(a) - turnOf(b) || trustOf(b[0]) - trustOf(a[0]))
    .flatMap(([profile, ...rest]) => (profile ? [{ profile, alike: rest.map((one) => one.id) }] : []));
}

/** The ids of a USB device. */
export interface KnownIds {
  readonly vendorId: number;
  readonly productId: number;
  /** bInterfaceNumber, where one interface is meant */
  readonly interfaceNumber?: number;
}

/** Does the profile name these ids? One without ids is known as nothing, and excludes nothing. */
export function isKnownAs({ usb = [] }: Profile, ids: KnownIds | undefined): boolean {
  return usb.some(
    (one) =>
      Number.parseInt(one.vendor, 16) === ids?.vendorId &&
      Number.parseInt(one.product, 16) === ids.productId &&
      (ids.interfaceNumber === undefined || (one.interface ?? ids.interfaceNumber) === ids.interfaceNumber),
  );
}

/**
 * Those that a device of these ids may be: where profiles name them, those and their generic kin; else the profiles that
 * name no ids. What is known to be something else is never asked.
 */
export function meant(profiles: readonly Profile[], ids: KnownIds): Profile[] {
  const known = profiles.filter((profile) => isKnownAs(profile, ids));
  const generic = profiles.filter(({ usb }) => usb === undefined);
  if (known.length === 0) return generic;
  return [...known, ...generic.filter(({ protocol }) => known.some((one) => one.protocol === protocol))];
}

function idsOf(url: string): KnownIds | undefined {
  const address = parseTransportUrl(url);
  return address.kind === "usb" || address.kind === "hid" ? address : undefined;
}

/** The profile of a model that names itself, e.g. "SHARP MX-3570N"; undefined where only the generic one fits. */
export function modelProfile(profiles: Iterable<Profile>, like: Profile, said: string): Profile | undefined {
  const text = said.toLowerCase();
  for (const profile of profiles) {
    if (profile.protocol !== like.protocol || profile.id === like.id) continue;
    const names = [profile.vendor, profile.model].map((name) => name.toLowerCase());
    if (names.every((name) => text.includes(name))) return profile;
  }
  return undefined;
}

function turnOf(group: readonly Profile[]): number {
  const first = group[0];
  return first ? reach[first.protocol].turn : 0;
}

function trustOf(profile: Profile | undefined): number {
  return profile?.verified ? 1 : 0;
}

function byTrust(a: Profile, b: Profile): number {
  return trustOf(b) - trustOf(a) || a.id.localeCompare(b.id, "en");
}
