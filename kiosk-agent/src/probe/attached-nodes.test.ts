import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseTransportUrl } from "../adapters/transport.ts";
import { cameras, keyboards } from "./attached-nodes.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nodes-"));
  mkdirSync(join(folder, "sys"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text = ""): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(target, join(folder, path));
}

const roots = () => ({ dev: join(folder, "dev"), sys: join(folder, "sys") });

function camera(node: string, index: number): void {
  write(`sys/devices/usb1/1-1/idVendor`, "0ac8\n");
  write(`sys/devices/usb1/1-1/idProduct`, "3420\n");
  mkdirSync(join(folder, "sys/devices/usb1/1-1/1-1:1.0"), { recursive: true });
  write(`sys/class/video4linux/${node}/index`, `${index}\n`);
  write(`sys/class/video4linux/${node}/name`, "Document Camera\n");
  link(`sys/class/video4linux/${node}/device`, "../../../devices/usb1/1-1/1-1:1.0");
  write(`dev/${node}`);
}

test("a camera is listed once, at the link that stays, with its ids", async () => {
  camera("video0", 0);
  camera("video1", 1);
  link("dev/v4l/by-id/usb-Maker_Document_Camera-video-index0", "../../video0");
  const found = await cameras(roots());
  expect(found).toEqual([
    {
      url: `camera://${join(folder, "dev/v4l/by-id/usb-Maker_Document_Camera-video-index0")}`,
      path: join(folder, "dev/video0"),
      name: "Document Camera",
      vendorId: "0ac8",
      productId: "3420",
    },
  ]);
});

test("without a link its ids are its address, and without ids its node", async () => {
  camera("video0", 0);
  write("sys/class/video4linux/video2/name", "Loopback\n");
  expect((await cameras(roots())).map(({ url }) => url)).toEqual([
    "camera://usb/0ac8:3420",
    `camera://${join(folder, "dev/video2")}`,
  ]);
});

test("what types is listed, what only points or listens is not", async () => {
  for (const [node, id] of [
    ["event3", "0c2e"],
    ["event4", "046d"],
  ] as const) {
    write(`sys/class/input/${node}/device/name`, "A thing\n");
    write(`sys/class/input/${node}/device/id/vendor`, `${id}\n`);
    write(`sys/class/input/${node}/device/id/product`, "0b61\n");
    write(`dev/input/${node}`);
  }
  link("dev/input/by-id/usb-Scanner-event-kbd", "../event3");
  link("dev/input/by-id/usb-Mouse-event-mouse", "../event4");
  const found = await keyboards(roots());
  expect(found.map(({ url, vendorId }) => [url, vendorId])).toEqual([
    [`wedge://${join(folder, "dev/input/by-id/usb-Scanner-event-kbd")}`, "0c2e"],
  ]);
});

test("every address that is suggested is one", async () => {
  camera("video0", 0);
  link("dev/v4l/by-id/usb-Maker 摄像头#1-video-index0", "../../video0");
  for (const { url } of await cameras(roots())) expect(() => parseTransportUrl(url)).not.toThrow();
});

test("nothing there is an empty list, no sysfs is an error", async () => {
  expect([await cameras(roots()), await keyboards(roots())]).toEqual([[], []]);
  rmSync(join(folder, "sys"), { recursive: true });
  await expect(cameras(roots())).rejects.toThrow("ENOENT");
});
