import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type TestContext, test } from "vitest";
import { isPrinting, kernelDriver } from "./kernel-driver.ts";

const place = { bus: "003", ports: [1, 4], configuration: 1, interfaceNumber: 0 };

async function system({ onTestFinished }: TestContext) {
  const root = await mkdtemp(join(tmpdir(), "kernel-driver-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const roots = { devices: join(root, "devices"), nodes: join(root, "nodes") };
  const folder = join(roots.devices, "3-1.4:1.0");
  await mkdir(join(folder, "usbmisc"), { recursive: true });
  await mkdir(roots.nodes);
  return { roots, folder };
}

test("the driver of an interface is what its link in sysfs points to, or none", async (context) => {
  const { roots, folder } = await system(context);
  await symlink("../../../../../../bus/usb/drivers/usblp", join(folder, "driver"));
  expect(await kernelDriver(place, roots)).toBe("usblp");
  expect(await kernelDriver({ ...place, interfaceNumber: 1 }, roots)).toBeUndefined();
});

test("nobody prints where the printer's node opens, where there is none, or where we may not open it", async (context) => {
  const { roots, folder } = await system(context);
  expect(await isPrinting(place, roots)).toBe(false);
  await mkdir(join(folder, "usbmisc", "lp0"));
  expect(await isPrinting(place, roots)).toBe(false);
  await writeFile(join(roots.nodes, "lp0"), "");
  expect(await isPrinting(place, roots)).toBe(false);
});
