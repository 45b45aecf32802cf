// The citizens' screen of one terminal: its last use and wipe, what it offers, what its host went through, and ways out for staff.
import { scrypt } from "node:crypto";
import type {
  ErrorCode,
  IssuedStaffCode,
  KioskCommand,
  KioskId,
  KioskShell,
  NewStaffCode,
  PackageManifest,
} from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { dayStart, localDay } from "../domain/sla/local-day.ts";
import { dayMs, minuteMs } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { tell } from "../ingest/timeline.ts";
import type { Clock, Random } from "../ports.ts";
import type { ShelfHistory } from "../shelf-ports.ts";

export interface ScreenApi {
  shell(by: Caller, id: KioskId): Promise<Answer<KioskShell>>;
  /** A code that opens the staff exit of this terminal for a while; answered once and kept nowhere. */
  issueStaffCode(by: Caller, id: KioskId, wanted: NewStaffCode): Promise<Answer<IssuedStaffCode>>;
}

const uncleanShownMs = 30 * dayMs;
const listed = 50;
const digits = 8;

export class ScreenDesk implements ScreenApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: ShelfHistory;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly random: Random;
  };

  constructor(options: {
    state: FleetState;
    history: ShelfHistory;
    commit: GroupCommit;
    clock: Clock;
    random: Random;
  }) {
    this.#o = options;
  }

  async shell(_by: Caller, id: KioskId): Promise<Answer<KioskShell>> {
    const { state, history, clock } = this.#o;
    if (state.kiosk(id) === undefined) return refuse("resource.not-found", id);
    const at = clock.now();
    const last = await history.lastUse(id);
    const unclean = await history.lastUnclean(id, at - uncleanShownMs);
    const [shelf, applied, said] = [await history.shelf(id), await history.appliedBy(id), await history.servicesOf(id)];
    const nameOf = namesOf((await history.packages()).map(({ manifest }) => manifest));
    const style = applied?.places.find(({ kind, inPlace }) => kind === "theme" && inPlace !== null);
    const incidents = await history.incidents(id, listed);
    const exits = await history.staffExits(id, listed);
    return {
      ok: true,
      value: {
        ...{ at, kioskId: id },
        lastUse:
          last === undefined
            ? null
            : { endedAt: last.endedAt, end: last.end, appId: last.appId, receivedAt: last.receivedAt },
        lastWipe: last === undefined ? null : { ...last.wipe, clean: last.clean },
        lastUnclean: unclean === undefined ? null : { ...unclean.wipe, clean: false },
        usesToday: await history.usesSince(id, dayStart(localDay(at))),
        wantedRevision: shelf?.revision ?? 0,
        ...{ appliedRevision: applied?.revision ?? null, appliedAt: applied?.at ?? null, theme: style?.id ?? null },
        services: (said?.services ?? []).map((service) => ({ ...service, name: nameOf(service) })),
        servicesAt: said?.at ?? null,
        incidents: incidents.map(({ at: when, incident, detail, count }) => ({ at: when, incident, detail, count })),
        staffExits: exits.map(({ at: when, outcome, issuedTo }) => ({ at: when, outcome, issuedTo })),
      },
    };
  }

  async issueStaffCode(by: Caller, id: KioskId, wanted: NewStaffCode): Promise<Answer<IssuedStaffCode>> {
    const { state, commit, clock, random } = this.#o;
    const kiosk = state.kiosk(id);
    if (kiosk === undefined) return refuse("resource.not-found", id);
    const code = newCode(random);
    const salt = random.bytes(16);
    const hash = await hashOf(code, salt);
    const from = clock.now();
    const until = from + wanted.minutes * minuteMs;
    const { issuedTo } = wanted;
    const [codeId, commandId] = [random.uuid(), random.uuid()];
    const sealed = { salt: Buffer.from(salt).toString("base64"), hash: hash.toString("base64") };
    const body: KioskCommand = {
      ...{ v: 1, commandId, issuedAt: from },
      command: { type: "staff-code", codeId, ...sealed, issuedTo, from, until },
    };
    await commit.run((unit) => {
      unit.put("staffCode", { codeId, kioskId: id, issuedTo, by: by.name, from, until });
      unit.put("command", {
        ...{ id: commandId, kioskId: id, createdAt: from, body, state: "waiting", answeredAt: null, detail: "" },
      });
      unit.effects.push({ name: "send-command", kioskId: id, command: body });
      const zh = `已为 ${issuedTo} 签发员工退出口令（${wanted.minutes} 分钟内有效）`;
      const en = `Staff exit code issued to ${issuedTo}, good for ${wanted.minutes} min`;
      tell(unit, { newId: random.uuid }, id, from, { kind: "screen", zh, en, refId: codeId });
      const { contractId } = kiosk.master;
      audit(unit, by, { action: "staffcode.issue", target: id, contractId, after: { codeId, issuedTo, until } }, from);
    });
    return { ok: true, value: { codeId, code, from, until } };
  }
}

/** Eight digits, each as likely as any other. */
function newCode(random: Random): string {
  let code = "";
  while (code.length < digits) {
    // above 249 the remainders are not equally frequent
    for (const byte of random.bytes(16)) if (byte < 250 && code.length < digits) code += String(byte % 10);
  }
  return code;
}

/** As down.ts has it. */
function hashOf(code: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, 32, { N: 16_384, r: 8, p: 1 }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

/** Names as handed in: of the very version, else of the newest; of what nobody handed in here, its id. @param manifests newest first */
function namesOf(manifests: readonly PackageManifest[]) {
  return ({
    appId,
    version,
  }: {
    readonly appId: PackageManifest["id"];
    readonly version: string;
  }): PackageManifest["name"] => {
    const own = manifests.filter(({ id }) => id === appId);
    return (own.find((one) => one.version === version) ?? own[0])?.name ?? { zh: appId, en: appId };
  };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
