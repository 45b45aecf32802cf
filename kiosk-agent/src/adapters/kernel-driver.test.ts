import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kernelDriver } from "./kernel-driver.ts";

test("the driver of an interface is what its link in sysfs points to, or none", async ({ onTestFinished }) => {
  const root = await mkdtemp(join(tmpdir(), "kernel-driver-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, "3-1.4:1.0"));
  await symlink("../../../../../../bus/usb/drivers/usblp", join(root, "3-1.4:1.0", "driver"));
  const place = { bus: "003", ports: [1, 4], configuration: 1, interfaceNumber: 0 };
  expect(await kernelDriver(place, root)).toBe("usblp");
  expect(await kernelDriver({ ...place, interfaceNumber: 1 }, root)).toBeUndefined();
});
