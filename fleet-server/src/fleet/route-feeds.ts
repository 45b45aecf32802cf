// Addresses at which calendar programs read one technician's published days. Such programs have no session: whoever has the
// address can read, so it carries 256 random bits, is shown once and can be revoked. Only its hash is kept.
import type { ContractId, ErrorCode, RouteFeed, RouteFeedList, RouteFeedMade, UserId } from "@kiosk/contract";
import ical from "ical-generator";
import type { Caller } from "../domain/account/caller.ts";
import type { StoredRouteFeed } from "../domain/route/plan/stored.ts";
import { formatLocalDay, localDay } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, Random } from "../ports.ts";
import type { RouteHistory } from "../route-ports.ts";
import { hashHex } from "./enrolment.ts";
import type { PublishedVisits } from "./route-visits.ts";
import { technicianUsers } from "./route-world.ts";

export interface RouteFeedApi {
  feeds(by: Caller, id: ContractId): Promise<Answer<RouteFeedList>>;
  make(by: Caller, id: ContractId, technicianId: UserId): Promise<Answer<RouteFeedMade>>;
  /** The address answers nothing from now on. */
  revoke(by: Caller, id: ContractId, feedId: string): Promise<Answer<RouteFeedList>>;
  /** text/calendar for whoever has the address */
  read(secret: string): Promise<Answer<string>>;
}

interface Parts {
  readonly state: FleetState;
  readonly history: RouteHistory;
  readonly visits: PublishedVisits;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
}

const secretBytes = 32;
/** what a calendar shows: a fortnight back, a quarter ahead */
const daysBack = 14;
const daysAhead = 92;

export class RouteFeeds implements RouteFeedApi {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  async feeds(_by: Caller, id: ContractId): Promise<Answer<RouteFeedList>> {
    const stored = await this.#o.history.feeds(id);
    return { ok: true, value: { at: this.#o.clock.now(), feeds: stored.map((feed) => this.#view(feed)) } };
  }

  #view({ secretHash: _, ...feed }: StoredRouteFeed): RouteFeed {
    return { ...feed, name: this.#o.state.user(feed.technicianId)?.name ?? "" };
  }

  async make(by: Caller, id: ContractId, technicianId: UserId): Promise<Answer<RouteFeedMade>> {
    const { state, random, clock, commit } = this.#o;
    if (!technicianUsers(state, id).some(({ userId }) => userId === technicianId)) {
      return refuse("route.not-technician", technicianId);
    }
    const at = clock.now();
    const secret = Buffer.from(random.bytes(secretBytes)).toString("base64url");
    const feed: StoredRouteFeed = {
      ...{ id: random.uuid(), contractId: id, technicianId, secretHash: hashHex(secret) },
      ...{ createdAt: at, createdBy: by.name, revokedAt: null },
    };
    await commit.run((unit) => {
      unit.put("routeFeed", feed);
      const after = { technicianId };
      audit(unit, by, { action: "route.plan", target: `route-feed:${feed.id}`, contractId: id, after }, at);
    });
    return { ok: true, value: { feed: this.#view(feed), path: `/api/v1/route-feeds/${secret}/calendar.ics` } };
  }

  async revoke(by: Caller, id: ContractId, feedId: string): Promise<Answer<RouteFeedList>> {
    const { history, commit, clock } = this.#o;
    const feed = (await history.feeds(id)).find((one) => one.id === feedId);
    if (feed === undefined) return refuse("resource.not-found", feedId);
    if (feed.revokedAt === null) {
      const at = clock.now();
      await commit.run((unit) => {
        unit.put("routeFeed", { ...feed, revokedAt: at });
        const before = { technicianId: feed.technicianId };
        const facts = { action: "route.plan", target: `route-feed:${feedId}`, contractId: id } as const;
        audit(unit, by, { ...facts, before, after: null }, at);
      });
    }
    return this.feeds(by, id);
  }

  async read(secret: string): Promise<Answer<string>> {
    const { state, history, clock, visits } = this.#o;
    const feed = await history.feedOfSecret(hashHex(secret));
    const user = feed === undefined ? undefined : state.user(feed.technicianId);
    // who left the team or the service reads no more, whoever forgot to revoke
    const works =
      feed !== undefined && technicianUsers(state, feed.contractId).some((p) => p.userId === feed.technicianId);
    if (feed === undefined || feed.revokedAt !== null || user === undefined || !works) {
      return refuse("route.feed-invalid", "");
    }
    const today = localDay(clock.now());
    const span = [formatLocalDay(today - daysBack), formatLocalDay(today + daysAhead)] as const;
    const own = await visits.visitsOf(feed.technicianId, ...span);
    const here = own.filter(({ kioskId }) => state.kiosk(kioskId)?.master.contractId === feed.contractId);
    return { ok: true, value: calendarText(user.name, here, clock.now()) };
  }
}

type FeedVisit = Awaited<ReturnType<PublishedVisits["visitsOf"]>>[number];

function calendarText(name: string, visits: readonly FeedVisit[], at: Millis): string {
  const calendar = ical({
    name: `上门计划 ${name}`,
    prodId: { company: "kiosk", product: "routes", language: "ZH" },
    // instants are written in UTC, which needs no table of zones; programs show them as this says
    x: [{ key: "X-WR-TIMEZONE", value: "Asia/Shanghai" }],
    ttl: 15 * 60,
  });
  for (const visit of visits) {
    if (visit.state === "cancelled") continue;
    calendar.createEvent({
      id: `${visit.id}:${visit.technicianId}`,
      stamp: new Date(at),
      start: new Date(visit.beginAt),
      end: new Date(visit.leaveAt),
      summary: `${visit.position + 1}. ${visit.kioskName}`,
      location: visit.address,
      description: visit.taskLabels.map(({ zh }) => zh).join("\n"),
    });
  }
  return calendar.toString();
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
