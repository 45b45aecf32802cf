import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  constants,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTransport, parseTransportUrl } from "./transport.ts";
import { NodePresence, type PresenceSystem } from "./transport-presence.ts";

const never = new AbortController().signal;

let root: string;
let time: number;
let system: PresenceSystem;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "presence-"));
  mkdirSync(join(root, "sys"));
  time = 0;
  system = { roots: { dev: join(root, "dev"), sys: join(root, "sys") }, clock: { monotonic: () => time }, open };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** As sysfs has a camera: the class entry links to the node, whose `device` links to the interface below the USB device. */
function plugCamera(node: string, ids: string, { index = "0", port = "1-1", name = "HD Camera" } = {}): void {
  const [vendor = "", product = ""] = ids.split(":");
  const usb = `sys/devices/usb1/${port}`;
  put(`${usb}/idVendor`, `${vendor}\n`);
  put(`${usb}/idProduct`, `${product}\n`);
  put(`${usb}/${port}:1.0/video4linux/${node}/name`, `${name}\n`);
  put(`${usb}/${port}:1.0/video4linux/${node}/index`, `${index}\n`);
  symlinkSync("../..", join(root, usb, `${port}:1.0/video4linux`, node, "device"));
  mkdirSync(join(root, "sys/class/video4linux"), { recursive: true });
  symlinkSync(`../../devices/usb1/${port}/${port}:1.0/video4linux/${node}`, join(root, "sys/class/video4linux", node));
  mkdirSync(join(root, "dev"), { recursive: true });
  symlinkSync("/dev/null", join(root, "dev", node));
}

function plugKeyboard(node: string, ids: string, { types = "120013", name = "Scanner" } = {}): void {
  const [vendor = "", product = ""] = ids.split(":");
  const device = `sys/class/input/${node}/device`;
  put(`${device}/name`, `${name}\n`);
  put(`${device}/id/vendor`, `${vendor}\n`);
  put(`${device}/id/product`, `${product}\n`);
  put(`${device}/capabilities/ev`, `${types}\n`);
  mkdirSync(join(root, "dev/input"), { recursive: true });
  execFileSync("mkfifo", [join(root, "dev/input", node)]);
}

function presence(url: string): NodePresence {
  const address = parseTransportUrl(url);
  if (address.kind !== "presence") throw new Error(url);
  return new NodePresence(address, url, system);
}

function failing(code: string): PresenceSystem["open"] {
  return () => Promise.reject(Object.assign(new Error(`${code}: as the kernel says`), { code }));
}

describe("addresses", () => {
  test("a path, or the ids of a USB device in any case", () => {
    expect(parseTransportUrl("camera:///dev/v4l/by-id/usb-A%20B-video-index0")).toEqual({
      kind: "presence",
      of: "camera",
      node: { by: "path", path: "/dev/v4l/by-id/usb-A B-video-index0" },
    });
    expect(parseTransportUrl("wedge://usb/0C2E:0b61")).toEqual({
      kind: "presence",
      of: "keyboard",
      node: { by: "ids", vendor: "0c2e", product: "0b61" },
    });
  });

  test.each([
    ["camera://", "missing"],
    ["camera:///", "missing"],
    ["camera://usb/0ac8", "four hexadecimal digits"],
    ["camera://pci/0ac8:3420", "four hexadecimal digits"],
    ["wedge:///dev/input/event3?grab=1", "unknown parameter"],
  ])("%s is none: %s", (url, why) => {
    expect(() => createTransport(url)).toThrow(why);
  });
});

describe("a camera", () => {
  test("is found by its ids, called by its name, and opens", async () => {
    plugCamera("video0", "0ac8:3420");
    expect(await presence("camera://usb/0ac8:3420").look(never)).toEqual({
      of: "camera",
      name: "HD Camera",
      opens: true,
    });
  });

  test("is opened for reading and writing without waiting, and closed again at once", async () => {
    plugCamera("video0", "0ac8:3420");
    const opened: { path: string; flags: number; handle: FileHandle }[] = [];
    system = {
      ...system,
      open: async (path, flags) => {
        const handle = await open(path, flags);
        opened.push({ path, flags, handle });
        return handle;
      },
    };
    await presence("camera://usb/0ac8:3420").look(never);
    expect(opened).toMatchObject([{ path: join(root, "dev/video0"), flags: constants.O_RDWR | constants.O_NONBLOCK }]);
    expect(opened[0]?.handle.fd).toBe(-1);
  });

  test("is found again on another port, as another node", async () => {
    plugCamera("video0", "0ac8:3420");
    const camera = presence("camera://usb/0ac8:3420");
    await camera.look(never);
    unlinkSync(join(root, "sys/class/video4linux/video0"));
    unlinkSync(join(root, "dev/video0"));
    await expect(camera.look(never)).rejects.toMatchObject({ code: "absent" });
    plugCamera("video2", "0ac8:3420", { port: "1-4" });
    expect(await camera.look(never)).toMatchObject({ opens: true });
  });

  test("is the node that gives pictures, not the one with their metadata", async () => {
    plugCamera("video1", "0ac8:3420", { index: "1", port: "1-2" });
    await expect(presence("camera://usb/0ac8:3420").look(never)).rejects.toMatchObject({ code: "absent" });
    plugCamera("video0", "0ac8:3420");
    expect(await presence("camera://usb/0ac8:3420").look(never)).toMatchObject({ opens: true });
  });

  test("of which there are two is not guessed", async () => {
    plugCamera("video0", "0ac8:3420", { port: "1-1" });
    plugCamera("video2", "0ac8:3420", { port: "1-2" });
    await expect(presence("camera://usb/0ac8:3420").look(never)).rejects.toMatchObject({ code: "invalid" });
  });

  test("is found by a link to its node, and called by its name too", async () => {
    plugCamera("video0", "0ac8:3420");
    // as by-id links lead to a node; that node is itself no link on a real system
    unlinkSync(join(root, "dev/video0"));
    execFileSync("mkfifo", [join(root, "dev/video0")]);
    mkdirSync(join(root, "dev/v4l/by-id"), { recursive: true });
    symlinkSync("../../video0", join(root, "dev/v4l/by-id/usb-HD-video-index0"));
    const camera = presence(`camera://${join(root, "dev/v4l/by-id/usb-HD-video-index0")}`);
    expect(await camera.look(never)).toEqual({ of: "camera", name: "HD Camera", opens: true });
  });

  test("that another program holds alone is there and not free", async () => {
    plugCamera("video0", "0ac8:3420");
    system = { ...system, open: failing("EBUSY") };
    expect(await presence("camera://usb/0ac8:3420").look(never)).toMatchObject({ opens: false });
  });

  test.each([
    ["EACCES", "refused"],
    ["EPERM", "refused"],
    ["ENOENT", "absent"],
    ["ENODEV", "absent"],
    ["ENXIO", "absent"],
    ["EIO", "lost"],
    ["ESTRANGE", "lost"],
  ])("whose node says %s is %s", async (errno, code) => {
    plugCamera("video0", "0ac8:3420");
    system = { ...system, open: failing(errno) };
    await expect(presence("camera://usb/0ac8:3420").look(never)).rejects.toMatchObject({ code });
  });

  test("path that names a file or a folder is a mistake, and the file is not touched", async () => {
    put("dev/video0", "not a camera");
    await expect(presence(`camera://${join(root, "dev/video0")}`).look(never)).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(presence(`camera://${join(root, "dev")}`).look(never)).rejects.toMatchObject({ code: "invalid" });
  });

  test("cannot be looked for where there is no sysfs, which does not mean that it is absent", async () => {
    rmSync(join(root, "sys"), { recursive: true });
    for (const url of ["camera://usb/0ac8:3420", "camera:///dev/video0", "wedge://usb/0c2e:0b61"]) {
      await expect(presence(url).look(never)).rejects.toMatchObject({ code: "invalid" });
    }
  });

  test("whose open hangs is given up; the handle goes back when it comes after all, and only then is it tried again", async () => {
    plugCamera("video0", "0ac8:3420");
    const late = Promise.withResolvers<FileHandle>();
    let opens = 0;
    system = {
      ...system,
      open: (path, flags) => {
        opens += 1;
        return opens === 1 ? late.promise : open(path, flags);
      },
    };
    const camera = presence("camera://usb/0ac8:3420");
    const over = new AbortController();
    const looked = camera.look(over.signal);
    while (opens === 0) await new Promise((resolve) => setImmediate(resolve));
    over.abort();
    await expect(looked).rejects.toMatchObject({ code: "timeout" });
    await expect(camera.look(never)).rejects.toMatchObject({ code: "timeout" });
    expect(opens).toBe(1);
    const handle = await open("/dev/null", "r");
    late.resolve(handle);
    while (handle.fd !== -1) await new Promise((resolve) => setImmediate(resolve));
    expect(await camera.look(never)).toMatchObject({ opens: true });
  });
});

describe("a scanner that types", () => {
  test("is there, and says nothing of when it was heard before it was", async () => {
    plugKeyboard("event3", "0c2e:0b61");
    const wedge = presence("wedge://usb/0c2e:0b61");
    expect(await wedge.look(never)).toEqual({ of: "keyboard", name: "Scanner", opens: true });
    await wedge.close();
  });

  test("was heard when something came between two looks, and is silent from then on", async () => {
    plugKeyboard("event3", "0c2e:0b61");
    const wedge = presence("wedge://usb/0c2e:0b61");
    await wedge.look(never);
    const hand = await open(join(root, "dev/input/event3"), "w");
    await hand.write("6901234567892\n");
    expect(await wedge.look(never)).toMatchObject({ silentMs: 0 });
    time += 12_000;
    expect(await wedge.look(never)).toMatchObject({ silentMs: 12_000 });
    await hand.close();
    await wedge.close();
  });

  test("is listened to by one handle, however often it is looked at", async () => {
    plugKeyboard("event3", "0c2e:0b61");
    const handles: FileHandle[] = [];
    system = {
      ...system,
      open: async (path, flags) => {
        expect(flags).toBe(constants.O_RDONLY | constants.O_NONBLOCK);
        const handle = await open(path, flags);
        handles.push(handle);
        return handle;
      },
    };
    const wedge = presence("wedge://usb/0c2e:0b61");
    for (let n = 0; n < 5; n += 1) await wedge.look(never);
    expect(handles.filter(({ fd }) => fd !== -1)).toHaveLength(1);
    await wedge.close();
    expect(handles.filter(({ fd }) => fd !== -1)).toHaveLength(0);
  });

  test("nothing of what it typed is in what the look tells", async () => {
    plugKeyboard("event3", "0c2e:0b61");
    const wedge = presence("wedge://usb/0c2e:0b61");
    await wedge.look(never);
    const hand = await open(join(root, "dev/input/event3"), "w");
    await hand.write("510107199001011234\n");
    const seen = await wedge.look(never);
    expect(Object.keys(seen).toSorted()).toEqual(["name", "of", "opens", "silentMs"]);
    await hand.close();
    await wedge.close();
  });

  test("is the node that repeats keys where a device has several", async () => {
    plugKeyboard("event3", "0c2e:0b61", { types: "1f", name: "Scanner Consumer Control" });
    plugKeyboard("event4", "0c2e:0b61");
    const wedge = presence("wedge://usb/0c2e:0b61");
    expect(await wedge.look(never)).toMatchObject({ name: "Scanner" });
    await wedge.close();
  });

  test("that was pulled is absent, and heard again on its new node", async () => {
    plugKeyboard("event3", "0c2e:0b61");
    const wedge = presence("wedge://usb/0c2e:0b61");
    await wedge.look(never);
    rmSync(join(root, "sys/class/input/event3"), { recursive: true });
    unlinkSync(join(root, "dev/input/event3"));
    await expect(wedge.look(never)).rejects.toMatchObject({ code: "absent" });
    plugKeyboard("event7", "0c2e:0b61");
    expect(await wedge.look(never)).not.toHaveProperty("silentMs");
    const hand = await open(join(root, "dev/input/event7"), "w");
    await hand.write("x");
    expect(await wedge.look(never)).toMatchObject({ silentMs: 0 });
    await hand.close();
    await wedge.close();
  });

  test("that types without end does not hold the look", async () => {
    const file = join(root, "dev/input/event3");
    plugKeyboard("event3", "0c2e:0b61");
    const wedge = presence("wedge://usb/0c2e:0b61");
    await wedge.look(never);
    const hand = await open(file, constants.O_RDWR | constants.O_NONBLOCK);
    await hand.write(new Uint8Array(60_000));
    expect(await wedge.look(never)).toMatchObject({ silentMs: 0 });
    await hand.close();
    await wedge.close();
  });

  test("path that names a file is a mistake", async () => {
    put("dev/input/event3", "");
    appendFileSync(join(root, "dev/input/event3"), "x");
    await expect(presence(`wedge://${join(root, "dev/input/event3")}`).look(never)).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
