// Which node in /dev a presence URL means, by sysfs. Ids stay what they are whichever port the device is plugged into;
// numbers of nodes do not.
import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { TransportError } from "../ports.ts";
import { errnoOf } from "./transport-errno.ts";
import { decodePath, TransportUrlError } from "./transport-url.ts";

/** Where the system's folders are; tests have their own. */
export interface SystemRoots {
  readonly dev: string;
  readonly sys: string;
}

export type NodeAddress =
  | { readonly by: "path"; readonly path: string }
  /** four hex digits each, lower case */
  | { readonly by: "ids"; readonly vendor: string; readonly product: string };

export interface PresenceNode {
  readonly path: string;
  readonly name: string;
}

/** `scheme:///dev/...` or `scheme://usb/vvvv:pppp`. @throws TransportUrlError */
export function nodeAddress(url: URL, example: string): NodeAddress {
  const path = decodePath(url.pathname);
  if (url.host === "") {
    if (path === "" || path === "/") throw new TransportUrlError(`the path of a device is missing: ${example}`);
    return { by: "path", path };
  }
  const ids = /^\/([0-9a-f]{4}):([0-9a-f]{4})$/i.exec(path);
  const [, vendor, product] = ids ?? [];
  if (url.host !== "usb" || vendor === undefined || product === undefined) {
    throw new TransportUrlError(`neither a path nor two ids of four hexadecimal digits: ${example}`);
  }
  return { by: "ids", vendor: vendor.toLowerCase(), product: product.toLowerCase() };
}

/** A camera's node that gives pictures. Its second one (index 1) holds metadata alone. @throws TransportError */
export async function cameraNode(address: NodeAddress, { dev, sys }: SystemRoots): Promise<PresenceNode> {
  const nameOf = (node: string) => textOf(join(sys, "class/video4linux", node, "name"));
  if (address.by === "path") return byPath(address.path, sys, nameOf);
  const found: string[] = [];
  for (const node of await nodesIn(join(sys, "class/video4linux"), sys)) {
    const device = join(sys, "class/video4linux", node, "device");
    // `device` is the USB interface, its parent the device that has the ids
    const parent = await realpath(device).catch(() => undefined);
    if (parent === undefined) continue;
    const ids = [await textOf(join(parent, "../idVendor")), await textOf(join(parent, "../idProduct"))];
    const index = await textOf(join(sys, "class/video4linux", node, "index"));
    if (ids[0] === address.vendor && ids[1] === address.product && (index ?? "0") === "0") found.push(node);
  }
  const node = onlyOne(found, address, "camera");
  return { path: join(dev, node), name: (await nameOf(node)) ?? node };
}

/** The event node of a scanner that types. Of several nodes of one device the one that repeats keys is the keyboard. @throws TransportError */
export async function keyboardNode(address: NodeAddress, { dev, sys }: SystemRoots): Promise<PresenceNode> {
  const nameOf = (node: string) => textOf(join(sys, "class/input", node, "device/name"));
  if (address.by === "path") return byPath(address.path, sys, nameOf);
  const found: string[] = [];
  for (const node of await nodesIn(join(sys, "class/input"), sys)) {
    if (!node.startsWith("event")) continue;
    const device = join(sys, "class/input", node, "device");
    const ids = [await textOf(join(device, "id/vendor")), await textOf(join(device, "id/product"))];
    const isKeyboard = repeatsKeys(await textOf(join(device, "capabilities/ev")));
    if (ids[0] === address.vendor && ids[1] === address.product && isKeyboard) found.push(node);
  }
  const node = onlyOne(found, address, "keyboard");
  return { path: join(dev, "input", node), name: (await nameOf(node)) ?? node };
}

/** EV_REP, bit 20 of the event types a device has (linux/input-event-codes.h). */
function repeatsKeys(capabilities: string | undefined): boolean {
  const word = /^[0-9a-f]{1,8}$/i.test(capabilities ?? "") ? Number.parseInt(capabilities ?? "", 16) : 0;
  return ((word >>> 20) & 1) === 1;
}

async function byPath(path: string, sys: string, nameOf: (node: string) => Promise<string | undefined>) {
  await mustHave(sys);
  // a by-id path is a link to the node whose number sysfs knows
  const node = basename(await realpath(path).catch(() => path));
  return { path, name: (await nameOf(node)) ?? node };
}

/** A class folder that is not there has no device. */
async function nodesIn(folder: string, sys: string): Promise<string[]> {
  await mustHave(sys);
  return await readdir(folder).catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return [];
    throw error;
  });
}

/** On a system without sysfs nothing can be looked at, which does not mean that nothing is there. */
async function mustHave(sys: string): Promise<void> {
  await readdir(sys).catch((cause: unknown) => {
    throw new TransportError("invalid", `${sys} is not there: devices can be looked for on Linux only`, { cause });
  });
}

function onlyOne(nodes: readonly string[], address: NodeAddress, what: string): string {
  const ids = address.by === "ids" ? `${address.vendor}:${address.product}` : "";
  const [first, second] = nodes;
  if (first === undefined) throw new TransportError("absent", `no ${what} ${ids} is plugged in`);
  if (second === undefined) return first;
  throw new TransportError("invalid", `${nodes.length} devices are ${ids}: name the one that is meant by its path`);
}

/** The trimmed content; undefined where there is none, as of a device that goes while it is looked at. */
async function textOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text?.trim() || undefined;
}
