// Whether a way out of this machine is configured and its cable plugged in. Whether it leads to the fleet server, the
// uplink knows.
import { type HostRoots, textOf } from "./host-files.ts";

const routeUp = 0x0001;
/** An unreachable route is one that leads nowhere (RTF_REJECT). */
const routeReject = 0x0200;

export async function networkFacts(roots: HostRoots): Promise<Map<string, number | string>> {
  const facts = new Map<string, number | string>();
  const four = await textOf(roots.proc, "net/route");
  const six = await textOf(roots.proc, "net/ipv6_route");
  if (four === undefined && six === undefined) return facts;
  const faces = [...defaultFaces(four ?? ""), ...defaultFacesOfSix(six ?? "")];
  facts.set("defaultRoute", faces.length > 0 ? 1 : 0);
  if (faces.length === 0) return facts;
  const links = await Promise.all(faces.map((face) => linkOf(roots, face)));
  const known = links.filter((link) => link !== undefined);
  if (known.includes(1)) facts.set("linkUp", 1);
  else if (known.includes(0)) facts.set("linkUp", 0);
  else if (known.includes("none")) facts.set("linkUp", "none");
  return facts;
}

/** Interface, destination, gateway, flags ..., mask: hexadecimal. */
function defaultFaces(table: string): string[] {
  return table
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [face = "", destination, , flags = "0", , , , mask] = line.trim().split(/\s+/);
      const isDefault = destination === "00000000" && mask === "00000000";
      return isDefault && isUsable(flags) ? [face] : [];
    });
}

/** Destination, its prefix length, ..., flags, interface: hexadecimal. */
function defaultFacesOfSix(table: string): string[] {
  return table.split("\n").flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const [destination, prefix] = columns;
    const face = columns[9] ?? "lo";
    const isDefault = destination === "0".repeat(32) && prefix === "00" && face !== "lo";
    return isDefault && isUsable(columns[8] ?? "0") ? [face] : [];
  });
}

function isUsable(hexFlags: string): boolean {
  const flags = Number.parseInt(hexFlags, 16);
  return (flags & routeUp) !== 0 && (flags & routeReject) === 0;
}

/** `none`: an interface without a carrier to tell of. */
async function linkOf({ sys }: HostRoots, face: string): Promise<1 | 0 | "none" | undefined> {
  const carrier = await textOf(sys, "class/net", face, "carrier");
  if (carrier === "") return "none";
  if (carrier === "1") return 1;
  // The kernel refuses to read the carrier of an interface that is switched off.
  const isOff = carrier === undefined && (await textOf(sys, "class/net", face, "operstate")) === "down";
  return carrier === "0" || isOff ? 0 : undefined;
}
