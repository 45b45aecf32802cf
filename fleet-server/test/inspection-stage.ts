// A whole server whose days pass at once, and people who inspect its terminals.
import { randomUUID } from "node:crypto";
import {
  EvidenceView,
  InspectionList,
  InspectionPlan,
  InspectionView,
  KioskInspections,
  Problem,
  type Role,
} from "@kiosk/contract";
import type { SignedIn } from "../../fixtures/people.ts";
import { pngPicture } from "../../fixtures/sim/demo-papers/png-picture.ts";
import { TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

type Answer = Promise<{ status: number; body: unknown }>;
/** What somebody enters at one item, over a pass. */
export type Entered = Readonly<Record<string, unknown>>;

/** Milliseconds of a local time in Shanghai, `2026-09-10 09:30`. */
export function local(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}:00+08:00`);
}

/** 24:00 of a local day. */
export function endOf(day: string): number {
  return local(`${day} 00:00`) + 24 * 3_600_000;
}

/** Of somebody who may carry an inspection through. */
export class Inspector {
  readonly who: SignedIn;

  constructor(who: SignedIn) {
    this.who = who;
  }

  start(kioskId: string, kind: string, more: object = {}): Answer {
    return this.who.post("/inspections", { id: randomUUID(), kioskId, kind, visitId: null, ...more });
  }

  async begun(kioskId: string, kind: string, more: object = {}): Promise<InspectionView> {
    return shown(await this.start(kioskId, kind, more), 201);
  }

  record(id: string, entries: readonly object[]): Answer {
    return this.who.post(`/inspections/${id}/checks`, { entries });
  }

  async recorded(id: string, entries: readonly object[]): Promise<InspectionView> {
    return shown(await this.record(id, entries), 200);
  }

  complete(id: string, more: object = {}): Answer {
    return this.who.post(`/inspections/${id}/completion`, more);
  }

  async completed(id: string, more: object = {}): Promise<InspectionView> {
    return shown(await this.complete(id, more), 200);
  }

  /** From the start to the end, everything passing, at one time. */
  async whole(kioskId: string, kind: string, at?: number): Promise<InspectionView> {
    const time = at === undefined ? {} : { at };
    const begun = await this.begun(kioskId, kind, time);
    await this.recorded(begun.id, passes(begun, time));
    return this.completed(begun.id, time);
  }

  read(id: string): Promise<InspectionView> {
    return this.who.get(`/inspections/${id}`, InspectionView);
  }

  list(query: string): Promise<InspectionList> {
    return this.who.get(`/inspections?${query}`, InspectionList);
  }

  ofKiosk(kioskId: string): Promise<KioskInspections> {
    return this.who.get(`/kiosks/${kioskId}/inspections`, KioskInspections);
  }

  plan(contract = "changning", query = ""): Promise<InspectionPlan> {
    return this.who.get(`/contracts/${contract}/inspection-plan${query}`, InspectionPlan);
  }

  /** A picture of its own, stored as evidence. */
  async picture(colour = 1): Promise<string> {
    const rectangles = [{ x: 0, y: 0, width: 8, height: 8, colour }];
    const response = await this.who.fetch("/evidence", {
      method: "POST",
      headers: { "content-type": "image/png", "x-file-name": "photo.png" },
      body: Buffer.from(pngPicture(8, 8, rectangles)),
    });
    return EvidenceView.parse(await response.json()).digest;
  }
}

/** An entry for everything that is asked, passing but for what `over` says, by list and item. */
export function passes(view: InspectionView, more: Entered = {}, over: Readonly<Record<string, Entered>> = {}) {
  return view.targets.flatMap(({ checklistId, deviceId }) => {
    const items = view.checklists.find(({ id }) => id === checklistId)?.items ?? [];
    return items.map(({ id: itemId, measure, photo }) => ({
      checklistId,
      itemId,
      deviceId,
      outcome: "pass",
      measured: measure === null ? null : (measure.min ?? measure.max ?? 1),
      photoIds: photo === "always" ? [randomUUID()] : [],
      ...more,
      ...over[`${checklistId}/${itemId}`],
    }));
  });
}

export function shown(answer: { status: number; body: unknown }, status: number): InspectionView {
  if (answer.status !== status) throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 600)}`);
  return InspectionView.parse(answer.body);
}

export function refusal({ status, body }: { status: number; body: unknown }) {
  const { code, issues } = Problem.parse(body);
  return { status, code, detail: issues[0]?.message ?? "" };
}

export class InspectionStage {
  readonly server: TestServer;
  readonly time: SettableClock;

  private constructor(server: TestServer, time: SettableClock) {
    this.server = server;
    this.time = time;
  }

  /** @param at local time, as in {@link local} */
  static async open(at: string): Promise<InspectionStage> {
    const time = new SettableClock(local(at));
    return new InspectionStage(await TestServer.start({ clock: time.clock }), time);
  }

  async as(name: string, role: Role, contract = "changning"): Promise<Inspector> {
    const people = await this.server.people();
    return new Inspector(await people.person(name, [{ role, contract }]));
  }

  at(text: string): void {
    this.time.passTo(local(text));
  }
}
