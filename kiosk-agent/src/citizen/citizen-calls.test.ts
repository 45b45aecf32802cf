// What an app may ask, what it gets, and that nothing of a person is anywhere but in the session.

import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  appPermissions,
  type BridgeCall,
  bridgeAnswers,
  type OpenedSession,
  type OpenSession,
  SessionEvent,
} from "@kiosk/contract";
import { describe, expect, onTestFinished, test } from "vitest";
import { permissionsOfCall } from "../domain/call-permission.ts";
import {
  canary,
  canaryPhone,
  cleanPages,
  manifestOf,
  quickFolder,
  type Scripted,
  startRoom,
} from "./scripted/scripted-room.ts";

const request: OpenSession = { appId: manifestOf("booklet").id, host: "browser", elder: false, language: "zh" };
const never = new AbortController().signal;

async function started(...args: Parameters<typeof startRoom>): Promise<Scripted & { session: OpenedSession }> {
  const scripted = await startRoom(...args);
  onTestFinished(() => scripted.room.stop());
  const opened = scripted.room.open(request);
  if (!opened.ok) throw new Error(opened.code);
  return { ...scripted, session: opened.value };
}

function ask({ room, session }: Awaited<ReturnType<typeof started>>, call: BridgeCall, signal = never) {
  return room.call(session.sessionId, session.token, call, signal);
}

const pdf = Buffer.from("%PDF-1.7\nx").toString("base64");
const calls: readonly BridgeCall[] = [
  { call: "identity.read-card" },
  { call: "identity.send-code", phone: canaryPhone },
  { call: "identity.check-code", code: "000000" },
  { call: "identity.reveal" },
  { call: "print.booklet", lines: ["甲"] },
  { call: "print.a4", pdf, copies: 1, colour: false },
  { call: "print.receipt", lines: ["甲"] },
  { call: "endorse.card", lines: ["甲"] },
  { call: "scan.code" },
  { call: "cancel" },
  { call: "outcome", outcome: "done" },
];

test("the walk below has every call", () => {
  expect(calls.map((c) => c.call).sort()).toEqual(Object.keys(bridgeAnswers).sort());
});

describe.each(calls)("$call", (call) => {
  const needed = permissionsOfCall[call.call];
  test.each(appPermissions)("with %s alone", async (permission) => {
    const scripted = await started({ manifests: [manifestOf("booklet", { permissions: [permission] })] });
    const answering = ask(scripted, call);
    scripted.devices.give();
    const answer = await answering;
    const allowed = needed.length === 0 || needed.includes(permission);
    if (allowed) expect(answer).not.toMatchObject({ code: "permission.denied" });
    else expect(answer).toMatchObject({ ok: false, code: "permission.denied" });
    // No device was moved for one who may not.
    if (!allowed) expect(scripted.devices.calls).toEqual([]);
  });
});

test("a use without an app may move no device and learn of nobody", async () => {
  const scripted = await startRoom();
  onTestFinished(() => scripted.room.stop());
  const opened = scripted.room.open({ ...request, appId: null });
  if (!opened.ok) throw new Error(opened.code);
  for (const call of calls) {
    const answer = await scripted.room.call(opened.value.sessionId, opened.value.token, call, never);
    expect(answer.ok, call.call).toBe(permissionsOfCall[call.call].length === 0);
  }
  expect(scripted.devices.calls).toEqual([]);
});

test("a card that was read is answered masked, and whole only when it is revealed", async () => {
  const scripted = await started();
  const reading = ask(scripted, { call: "identity.read-card" });
  scripted.devices.give();
  expect(await reading).toEqual({
    ok: true,
    value: { by: "card", name: "甄*", idNumber: "310105********0029", phone: "" },
  });
  expect(await ask(scripted, { call: "identity.reveal" })).toEqual({
    ok: true,
    value: { by: "card", phone: "", ...canary },
  });
});

test("nobody is revealed who has not signed in", async () => {
  expect(await ask(await started(), { call: "identity.reveal" })).toMatchObject({ ok: false, code: "card.none" });
});

test("what waits for a card is given up by cancel and by a request that is gone; what prints is not", async () => {
  const scripted = await started();
  const reading = ask(scripted, { call: "identity.read-card" });
  expect(await ask(scripted, { call: "cancel" })).toMatchObject({ ok: true });
  expect(await reading).toMatchObject({ ok: false, code: "call.cancelled" });
  const gone = new AbortController();
  const scanning = ask(scripted, { call: "scan.code" }, gone.signal);
  gone.abort(new Error("closed"));
  expect(await scanning).toMatchObject({ ok: false, code: "call.cancelled" });
  scripted.devices.slow = true;
  const leaving = new AbortController();
  const printing = ask(scripted, { call: "print.booklet", lines: ["甲"] }, leaving.signal);
  leaving.abort(new Error("closed"));
  await ask(scripted, { call: "cancel" });
  expect(scripted.room.state().session?.busy).toBe(true);
  scripted.devices.give();
  expect(await printing).toEqual({ ok: true, value: { job: "booklet", pages: 1 } });
});

test("one device call at a time; cancel and outcome go past it", async () => {
  const scripted = await started();
  const reading = ask(scripted, { call: "identity.read-card" });
  for (const call of calls.filter((c) => /print|endorse|scan|read-card/.test(c.call))) {
    expect(await ask(scripted, call), call.call).toMatchObject({ ok: false, code: "device.busy" });
  }
  expect(await ask(scripted, { call: "outcome", outcome: "done" })).toMatchObject({ ok: true });
  scripted.devices.give();
  expect(await reading).toMatchObject({ ok: true });
});

test("a card that was written is there before anybody looked, and one that was not is nowhere", async () => {
  const scripted = await started();
  const card = () => scripted.room.state().session?.card;
  scripted.devices.job = { ok: false, code: "device.failed", detail: "" };
  await ask(scripted, { call: "endorse.card", lines: ["甲"] });
  expect(card()).not.toBe("present");
  scripted.devices.job = { ok: true, value: { pages: 1 } };
  await ask(scripted, { call: "endorse.card", lines: ["甲"] });
  expect(card()).toBe("present");
});

test("what was printed and what failed stands in the event, with a code and no words", async () => {
  const scripted = await started();
  await ask(scripted, { call: "print.receipt", lines: [canary.name] });
  scripted.devices.job = { ok: false, code: "device.failed", detail: `ribbon of ${canary.name}` };
  expect(await ask(scripted, { call: "endorse.card", lines: ["甲"] })).toMatchObject({ code: "device.failed" });
  await ask(scripted, { call: "outcome", outcome: "not-done" });
  const { sessionId, token } = scripted.session;
  await scripted.room.end(sessionId, token, { end: "finished" });
  await scripted.room.wiped(sessionId, cleanPages);
  expect(SessionEvent.parse(scripted.uplink.of("session")[0])).toMatchObject({
    outcome: "not-done",
    jobs: [
      { kind: "receipt", outcome: "done", detail: "" },
      { kind: "endorsement", outcome: "failed", detail: "device.failed" },
    ],
  });
});

test("what is no PDF, or larger than 12 MB, never reaches the printer", async () => {
  const scripted = await started();
  const large = Buffer.concat([Buffer.from("%PDF-"), Buffer.alloc(12_000_000)]).toString("base64");
  for (const bad of ["", Buffer.from("MZ").toString("base64"), large]) {
    const answer = await ask(scripted, { call: "print.a4", pdf: bad, copies: 1, colour: false });
    expect(answer).toMatchObject({ ok: false, code: "request.invalid" });
  }
  expect(scripted.devices.calls).toEqual([]);
});

describe("a code sent to a phone", () => {
  const send = { call: "identity.send-code", phone: canaryPhone } as const;
  const check = (code: string) => ({ call: "identity.check-code", code }) as const;
  const other = (code: string) => (code === "000000" ? "000001" : "000000");

  test("signs in by the number it was sent to", async () => {
    const scripted = await started();
    expect(await ask(scripted, send)).toMatchObject({ value: { expiresAt: scripted.clock.now() + 300_000 } });
    const code = scripted.room.simulatedCode()?.code ?? "";
    expect(code).toMatch(/^\d{6}$/);
    expect(await ask(scripted, check(code))).toMatchObject({ value: { by: "phone", phone: "139****9042" } });
    expect(scripted.room.state().session?.identified).toBe("phone");
    expect(scripted.room.simulatedCode()).toBeNull();
    // Once only
    expect(await ask(scripted, check(code))).toMatchObject({ ok: false, code: "code.expired" });
  });

  test("is worth nothing after the fifth wrong one, though the sixth is right", async () => {
    const scripted = await started();
    await ask(scripted, send);
    const code = scripted.room.simulatedCode()?.code ?? "";
    for (let i = 0; i < 4; i++) expect(await ask(scripted, check(other(code)))).toMatchObject({ code: "code.wrong" });
    expect(await ask(scripted, check(other(code)))).toMatchObject({ code: "code.too-many" });
    expect(await ask(scripted, check(code))).toMatchObject({ ok: false, code: "code.too-many" });
  });

  test("is worth nothing after five minutes", async () => {
    const scripted = await started();
    await ask(scripted, send);
    const code = scripted.room.simulatedCode()?.code ?? "";
    for (let i = 0; i < 150; i++) {
      scripted.room.alive({ paints: i, heapBytes: null });
      await scripted.clock.advance(2_000);
    }
    expect(await ask(scripted, check(code))).toMatchObject({ ok: false, code: "code.expired" });
  });

  test("is sent once a minute, and the first is worth nothing after the second", async () => {
    const scripted = await started({ random: counting() });
    await ask(scripted, send);
    const first = scripted.room.simulatedCode()?.code ?? "";
    expect(await ask(scripted, send)).toMatchObject({ ok: false, code: "code.too-many" });
    for (let i = 0; i < 31; i++) {
      scripted.room.alive({ paints: i, heapBytes: null });
      await scripted.clock.advance(2_000);
    }
    expect(await ask(scripted, send)).toMatchObject({ ok: true });
    expect(await ask(scripted, check(first))).toMatchObject({ ok: false, code: "code.wrong" });
  });

  test("floods no phone by sessions opened anew", async () => {
    const scripted = await started();
    let { session } = scripted;
    const answers: string[] = [];
    for (let i = 0; i < 13; i++) {
      const sent = await scripted.room.call(session.sessionId, session.token, send, never);
      answers.push(sent.ok ? "sent" : sent.code);
      await scripted.room.end(session.sessionId, session.token, { end: "left" });
      await scripted.room.wiped(session.sessionId, cleanPages);
      const opened = scripted.room.open(request);
      if (!opened.ok) throw new Error(opened.code);
      session = opened.value;
    }
    expect(answers).toEqual([...Array.from({ length: 12 }, () => "sent"), "code.too-many"]);
  });

  test("is not sent where no service is configured, and not waiting where the service refused it", async () => {
    const screen = { widthMm: 476, heightMm: 268 };
    const none = await started({ config: { screen, phoneCodes: { kind: "none" }, sessionMs: 60_000 } });
    expect(await ask(none, send)).toMatchObject({ ok: false, code: "code.not-sent" });
    const refused = await started({ codeSender: { send: () => Promise.resolve(false) } });
    expect(await ask(refused, send)).toMatchObject({ ok: false, code: "code.not-sent" });
    expect(await ask(refused, check("000000"))).toMatchObject({ ok: false, code: "code.expired" });
  });
});

test("nothing of a person is in the state, an event, the log or a file", async () => {
  const scripted = await started();
  const states: string[] = [];
  scripted.room.onState((state) => states.push(JSON.stringify(state)));
  const reading = ask(scripted, { call: "identity.read-card" });
  scripted.devices.give();
  await reading;
  await ask(scripted, { call: "identity.reveal" });
  await ask(scripted, { call: "print.booklet", lines: [canary.name, canary.idNumber] });
  await ask(scripted, { call: "identity.send-code", phone: canaryPhone });
  const code = scripted.room.simulatedCode()?.code ?? "none";
  states.push(JSON.stringify(scripted.room.state()));
  const text = `我叫什么不重要，电话 139 0013 9042，证号${canary.idNumber}`;
  await scripted.room.report({ sessionId: scripted.session.sessionId, appId: null, kind: "other", text });
  scripted.room.incident({ incident: "blocked", detail: `https://x/?id=${canary.idNumber}` });
  const folder = () => readdirSync(scripted.dataDir).map((f) => readFileSync(join(scripted.dataDir, f), "utf8"));
  const files = folder();
  scripted.room.incident({ incident: "renderer-gone", detail: canaryPhone });
  await scripted.clock.advance(30_000);
  states.push(JSON.stringify(scripted.room.state()), JSON.stringify(scripted.room.health()));
  const everything = [
    ...states,
    ...scripted.logged,
    ...files,
    ...folder(),
    JSON.stringify(scripted.uplink.events),
  ].join("\n");
  expect(scripted.uplink.of("session")).toHaveLength(1);
  for (const word of [canary.name, canary.idNumber, canary.address, canary.birth, canaryPhone, `"${code}"`]) {
    expect(everything).not.toContain(word);
  }
  expect(everything.replaceAll(/\D/g, "")).not.toContain(canaryPhone);
});

test("ten thousand uses leave the heap as it was", async () => {
  const dataDir = quickFolder();
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const scripted = await started({ dataDir });
  let { session } = scripted;
  const use = async () => {
    const reading = scripted.room.call(session.sessionId, session.token, { call: "identity.read-card" }, never);
    scripted.devices.give();
    await reading;
    await scripted.room.end(session.sessionId, session.token, { end: "finished" });
    await scripted.room.wiped(session.sessionId, cleanPages);
    scripted.uplink.events.length = 0;
    scripted.devices.calls.length = 0;
    const opened = scripted.room.open(request);
    if (!opened.ok) throw new Error(opened.code);
    session = opened.value;
    // Weak references are let go between turns of the event loop, which a chain of promises never gives back.
    await scripted.clock.advance(0);
  };
  for (let i = 0; i < 2_000; i++) await use();
  const before = await heapAfterCollection();
  for (let i = 0; i < 8_000; i++) await use();
  // A kilobyte kept of each would be 8 MB.
  expect((await heapAfterCollection()) - before).toBeLessThan(4_000_000);
}, 60_000);

/** Octets that differ each time, and of which every draw makes another code. */
function counting(): (octets: number) => Uint8Array {
  let drawn = 0;
  return (octets) => {
    drawn++;
    return Uint8Array.from({ length: octets }, (_, i) => (i === octets - 1 ? drawn % 256 : 0));
  };
}

/** What weak references and finalizers hold is let go only between turns, so it takes more than one. */
async function heapAfterCollection(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  for (let i = 0; i < 5; i++) {
    if (typeof collect === "function") collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}
