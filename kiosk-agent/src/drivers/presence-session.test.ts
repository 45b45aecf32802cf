import type { Profile } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, test } from "vitest";
import { type Presence, TransportError } from "../ports.ts";
import { PresenceSession } from "./presence-session.ts";
import { ScriptedPresence } from "./scripted/scripted-presence.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";

const profiles = loadProfiles();
const never = new AbortController().signal;
const camera: Presence = { of: "camera", name: "HD Camera", opens: true };
const wedge: Presence = { of: "keyboard", name: "Scanner", opens: true };

function session(id: string, seen: Presence | undefined) {
  const profile: Profile | undefined = profiles.get(id);
  if (profile?.protocol !== "camera" && profile?.protocol !== "wedge") throw new Error(id);
  const clock = new VirtualClock();
  const transport = new ScriptedPresence(seen);
  return { clock, transport, session: new PresenceSession({ profile, transport, clock, protocol: profile.protocol }) };
}

describe("a camera", () => {
  test("that opens is online, and what was seen of it is kept", async () => {
    const { session: polled } = session("document-camera/uvc-generic", camera);
    const seen = await polled.poll(never);
    expect(seen).toMatchObject({ state: "online", answered: true, conditions: [] });
    expect(Buffer.from(seen.exchange[0]?.hex ?? "", "hex").toString()).toBe("camera opens\nname HD Camera\n");
  });

  test("that another program holds is busy and healthy, and whether it works is not said", async () => {
    const { session: polled } = session("face-camera/uvc-generic", { ...camera, opens: false });
    const seen = await polled.poll(never);
    expect(seen).toMatchObject({ state: "deviceBusy", conditions: [] });
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "camera", value: "unknown" }));
  });

  test("whose open does not come back is offline when the time is over, and online when it does", async () => {
    const { session: polled, transport, clock } = session("document-camera/uvc-generic", camera);
    transport.before = () => new Promise(() => undefined);
    const seen = await polled.poll(never);
    expect(seen).toMatchObject({ state: "offline", answered: false, failure: { code: "comm.no-answer" } });
    expect(clock.monotonic()).toBe(3000);
    transport.before = () => Promise.resolve();
    expect(await polled.poll(never)).toMatchObject({ state: "online" });
  });

  test("that does not open says that it is inoperative", async () => {
    const { session: polled, transport } = session("document-camera/uvc-generic", camera);
    transport.before = () => Promise.reject(new TransportError("lost", "EIO"));
    const seen = await polled.poll(never);
    expect(seen).toMatchObject({ state: "hardwareError", failure: { code: "camera.inoperative" } });
    expect(seen.exchange).toEqual([]);
  });

  test("that is a keyboard is a mistake of the configuration", async () => {
    const { session: polled } = session("document-camera/uvc-generic", wedge);
    expect(await polled.poll(never)).toMatchObject({ state: "unknown", failure: { code: "config.wrong-device" } });
  });
});

describe("a scanner that types", () => {
  const note = (readings: readonly { readonly name?: string; readonly value?: unknown }[]) =>
    String(readings.find(({ name }) => name === "note")?.value);

  test("is online because it is plugged in, and a note says that this is all that is known", async () => {
    const { session: polled } = session("code-scanner/keyboard-wedge", wedge);
    const seen = await polled.poll(never);
    expect(seen.state).toBe("online");
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "barcode", value: "not-supported" }));
    expect(note(seen.readings)).toContain("is not known");
    expect(seen.readings.some(({ kind }) => kind === "count")).toBe(false);
  });

  test("that typed within the hour is on, which is inferred, and the note stays", async () => {
    const { session: polled } = session("code-scanner/keyboard-wedge", { ...wedge, silentMs: 3_599_000 });
    const { readings } = await polled.poll(never);
    expect(readings).toContainEqual(expect.objectContaining({ name: "barcode", value: "on", quality: "inferred" }));
    expect(readings).toContainEqual(expect.objectContaining({ name: "sinceHeard", value: 3599, quality: "inferred" }));
    expect(note(readings)).toContain("is not known");
  });

  test("that has been silent for longer is no longer said to be on, and not called broken either", async () => {
    const { session: polled } = session("code-scanner/keyboard-wedge", { ...wedge, silentMs: 3_600_000 });
    const seen = await polled.poll(never);
    expect(seen).toMatchObject({ state: "online", conditions: [] });
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "barcode", value: "not-supported" }));
    expect(note(seen.readings)).toContain("more than an hour");
  });
});

test("polls that are asked for at once are held one after the other", async () => {
  const { session: polled, transport, clock } = session("document-camera/uvc-generic", camera);
  let looking = 0;
  let most = 0;
  transport.before = async () => {
    looking += 1;
    most = Math.max(most, looking);
    await clock.sleep(50, never);
    looking -= 1;
  };
  await Promise.all([polled.poll(never), polled.poll(never), polled.poll(never)]);
  expect(most).toBe(1);
});

test("only the caller's signal makes a poll reject", async () => {
  const { session: polled, transport } = session("document-camera/uvc-generic", camera);
  transport.before = () => new Promise(() => undefined);
  const over = new AbortController();
  const seen = polled.poll(over.signal);
  over.abort(new Error("told to stop"));
  await expect(seen).rejects.toThrow("told to stop");
});

test("closing lets go of the node, also of one that does not let go", async () => {
  const { session: polled, transport, clock } = session("document-camera/uvc-generic", camera);
  await polled.close();
  expect(transport.closed).toBe(1);
  transport.close = () => new Promise(() => undefined);
  await polled.close();
  expect(clock.monotonic()).toBe(500);
});
