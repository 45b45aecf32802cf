// Cameras and keyboards as sysfs has them, each with the address that stays when nodes are numbered anew.
import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathUrl } from "./path-url.ts";

export interface AttachedNode {
  /** suggested in agent.json */
  readonly url: string;
  /** its node now, e.g. /dev/video0 */
  readonly path: string;
  readonly name: string;
  /** four hex digits */
  readonly vendorId?: string;
  readonly productId?: string;
}

/** Where the system's folders are; tests have their own. */
export interface NodeRoots {
  readonly dev: string;
  readonly sys: string;
}

export const systemRoots: NodeRoots = { dev: "/dev", sys: "/sys" };

/** @throws the system's error where there is no sysfs */
export async function cameras({ dev, sys }: NodeRoots): Promise<AttachedNode[]> {
  const links = await linksIn(join(dev, "v4l/by-id"));
  const found: AttachedNode[] = [];
  for (const node of await namesIn(sys, "class/video4linux")) {
    const folder = join(sys, "class/video4linux", node);
    // A camera's further nodes hold what belongs to the picture, and no picture.
    if (((await textOf(join(folder, "index"))) ?? "0") !== "0") continue;
    const device = await realpath(join(folder, "device")).catch(() => undefined);
    const ids = device === undefined ? {} : idsFrom(await texts(join(device, ".."), "idVendor", "idProduct"));
    const path = join(dev, node);
    found.push({
      ...address("camera", path, links.get(node), ids),
      path,
      name: (await textOf(join(folder, "name"))) ?? node,
      ...ids,
    });
  }
  return found;
}

/** Whatever types, a scanner or a keyboard: which of both it is, nobody can tell from here. @throws as above */
export async function keyboards({ dev, sys }: NodeRoots): Promise<AttachedNode[]> {
  const links = await linksIn(join(dev, "input/by-id"), /-event-kbd$/);
  const found: AttachedNode[] = [];
  for (const node of await namesIn(sys, "class/input")) {
    const link = links.get(node);
    if (link === undefined) continue;
    const device = join(sys, "class/input", node, "device");
    const ids = idsFrom(await texts(device, "id/vendor", "id/product"));
    const path = join(dev, "input", node);
    found.push({
      ...address("wedge", path, link, ids),
      path,
      name: (await textOf(join(device, "name"))) ?? node,
      ...ids,
    });
  }
  return found;
}

interface Ids {
  readonly vendorId?: string;
  readonly productId?: string;
}

/** The link by id names serial number and interface too; the ids alone still outlive a new number of the node. */
function address(scheme: "camera" | "wedge", path: string, link: string | undefined, { vendorId, productId }: Ids) {
  if (link !== undefined) return { url: pathUrl(scheme, link) };
  return { url: vendorId && productId ? `${scheme}://usb/${vendorId}:${productId}` : pathUrl(scheme, path) };
}

/** By the node a link leads to. */
async function linksIn(folder: string, pattern = /./): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch((): string[] => []);
  const links = new Map<string, string>();
  for (const name of names.filter((one) => pattern.test(one)).sort()) {
    const target = await realpath(join(folder, name)).catch(() => undefined);
    if (target !== undefined && !links.has(basename(target))) links.set(basename(target), join(folder, name));
  }
  return links;
}

async function namesIn(sys: string, folder: string): Promise<string[]> {
  await readdir(sys); // without sysfs nothing can be listed, which is not the same as nothing there
  return (await readdir(join(sys, folder)).catch((): string[] => [])).sort();
}

async function texts(folder: string, vendor: string, product: string) {
  return [await textOf(join(folder, vendor)), await textOf(join(folder, product))] as const;
}

function idsFrom([vendor, product]: readonly [string | undefined, string | undefined]): Ids {
  const isId = (text: string | undefined) => text !== undefined && /^[0-9a-f]{4}$/.test(text);
  return isId(vendor) && isId(product) && vendor && product ? { vendorId: vendor, productId: product } : {};
}

async function textOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text?.trim() || undefined;
}
