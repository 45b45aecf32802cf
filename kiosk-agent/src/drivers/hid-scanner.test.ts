import { fromHex } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { expect, test } from "vitest";
import { TransportError } from "../ports.ts";
import { HidScannerSession } from "./hid-scanner.ts";
import { ScriptedHid } from "./scripted/scripted-hid.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";

const never = new AbortController().signal;
const scanner = "058c0902a1018502150026ff007508953e09028102c0";
const keyboard = "05010906a1010507190029ff150025ff7508950881 00c0";
const found = loadProfiles().get("code-scanner/hid-pos-generic");
if (found === undefined) throw new Error("the profile is missing");
const profile = found;

function listening(descriptor = scanner) {
  const clock = new VirtualClock();
  const transport = new ScriptedHid(fromHex(descriptor));
  return { clock, transport, session: new HidScannerSession({ profile, transport, clock }) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a scanner is known by its report descriptor, which is what is kept of the exchange", async () => {
  const { session } = listening();
  const seen = await session.poll(never);
  expect(seen).toMatchObject({ state: "online", answered: true, conditions: [] });
  expect(seen.exchange).toMatchObject([{ dir: "rx", hex: scanner }]);
});

test("another HID device is a mistake of the configuration, and is let go of", async () => {
  const { session, transport } = listening(keyboard);
  const seen = await session.poll(never);
  expect(seen).toMatchObject({ state: "unknown", answered: false, failure: { code: "config.wrong-device" } });
  expect(transport.closed).toBe(1);
});

test("a scanned code is noticed and nothing of it is kept", async () => {
  const { session, transport, clock } = listening();
  await session.poll(never);
  transport.say(Buffer.from("\u0002510107199001011234", "latin1"));
  await settled();
  await clock.sleep(7000, never);
  const seen = await session.poll(never);
  expect(seen.readings).toContainEqual(expect.objectContaining({ name: "sinceHeard", value: 7, quality: "inferred" }));
  expect(JSON.stringify(seen)).not.toContain(Buffer.from("510107199001011234").toString("hex"));
  expect(JSON.stringify(seen)).not.toContain("510107199001011234");
});

test("it is opened once, and never sent anything", async () => {
  const { session, transport } = listening();
  for (let n = 0; n < 5; n += 1) await session.poll(never);
  expect(transport).toMatchObject({ opened: 1, requests: 0 });
});

test("one that was pulled is opened anew at the next look, which tells how it is then", async () => {
  const { session, transport } = listening();
  await session.poll(never);
  transport.say(new TransportError("lost", "unplugged"));
  await settled();
  transport.before = () => Promise.reject(new TransportError("absent", "not there"));
  expect(await session.poll(never)).toMatchObject({ state: "noDevice", failure: { code: "device.not-present" } });
  transport.before = () => Promise.resolve();
  expect(await session.poll(never)).toMatchObject({ state: "online", answered: true });
});

test("when it was heard is remembered when it is plugged in again", async () => {
  const { session, transport, clock } = listening();
  await session.poll(never);
  transport.say(Uint8Array.of(2, 49));
  await settled();
  transport.say(new TransportError("lost", "unplugged"));
  await settled();
  await clock.sleep(3000, never);
  const seen = await session.poll(never);
  expect(seen.readings).toContainEqual(expect.objectContaining({ name: "sinceHeard", value: 3 }));
});

test("one that does not open in time is offline, within the time that its profile gives", async () => {
  const { session, transport, clock } = listening();
  transport.before = () => new Promise(() => undefined);
  expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
  expect(clock.monotonic()).toBe(profile.poll.timeoutMs);
});

test("only the caller's signal makes a poll reject", async () => {
  const { session, transport } = listening();
  transport.before = () => new Promise(() => undefined);
  const over = new AbortController();
  const seen = session.poll(over.signal);
  over.abort(new Error("told to stop"));
  await expect(seen).rejects.toThrow("told to stop");
});
