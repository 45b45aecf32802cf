// One-time links to single orders: made, shown once, exchanged once, revoked. The signature's key is not in the database.
import type { ErrorCode, NewOrderLink, NewOrderLinkMade, OrderLinkList, OrderLinkView } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { linkToken, readLinkToken } from "../domain/link/link-token.ts";
import { linkRefusal, linkState, type OrderLink } from "../domain/link/order-link.ts";
import { hourMs, type Millis } from "../domain/time.ts";
import { isOrderOpen, type WorkOrder } from "../domain/work-order/work-order.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import type { LinkApi } from "../vendor-api.ts";

/** Signs what is handed out; secrets/ holds the key. */
export interface LinkSigner {
  sign(payload: string): string;
  verify(payload: string, signature: string): boolean;
}

/** Who a link is, in logs and sessions. */
function linkSubject(linkId: string): string {
  return `link:${linkId}`;
}

interface Options {
  readonly state: FleetState;
  readonly history: HistoryStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly signer: LinkSigner;
  readonly newId: () => string;
  /** ends every session that came of a link */
  readonly endSessions: (subject: string, by: Caller) => Promise<void>;
}

export class OrderLinks implements LinkApi {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  async links(_by: Caller, orderId: string): Promise<Answer<OrderLinkList>> {
    const at = this.#o.clock.now();
    const links = await this.#o.history.linksOfOrder(orderId);
    return { ok: true, value: { at, links: links.map((link) => viewOf(link, at)) } };
  }

  async createLink(by: Caller, orderId: string, input: NewOrderLink): Promise<Answer<NewOrderLinkMade>> {
    const { commit, clock, signer, newId } = this.#o;
    const found = await this.#find(orderId);
    if (found === undefined) return refuse("resource.not-found", orderId);
    return commit.run((unit): Answer<NewOrderLinkMade> => {
      const order = unit.kiosk(found.kioskId)?.orders.get(orderId)?.order ?? found;
      if (!isOrderOpen(order.state)) return refuse("order.refused", order.state);
      if (order.vendorId !== input.organisationId) return refuse("order.vendor-refused", input.organisationId);
      const at = clock.now();
      const link: OrderLink = {
        id: newId(),
        orderId,
        contractId: order.contractId,
        organisationId: input.organisationId,
        createdBy: by.name,
        createdAt: at,
        expiresAt: at + input.hours * hourMs,
        usedAt: null,
        revokedAt: null,
        from: null,
      };
      unit.put("orderLink", link);
      unit.touchedOrders.add(orderId);
      this.#note(unit, by, "order.link", link, null, link, at);
      const token = linkToken({ linkId: link.id, expiresAt: link.expiresAt }, (payload) => signer.sign(payload));
      return { ok: true, value: { path: `/link/${token}`, link: viewOf(link, at) } };
    });
  }

  async revokeLink(by: Caller, orderId: string, linkId: string): Promise<Answer<OrderLinkList>> {
    const { commit, clock, history, endSessions } = this.#o;
    const stored = (await history.linksOfOrder(orderId)).find(({ id }) => id === linkId);
    if (stored === undefined) return refuse("resource.not-found", linkId);
    await commit.run((unit) => {
      const link = unit.orderLink(linkId) ?? stored;
      if (link.revokedAt !== null) return;
      const at = clock.now();
      const after = { ...link, revokedAt: at };
      unit.put("orderLink", after);
      unit.touchedOrders.add(orderId);
      this.#note(unit, by, "order.link", after, link, after, at);
    });
    await endSessions(linkSubject(linkId), by);
    return this.links(by, orderId);
  }

  async exchange(token: string, from: string): ReturnType<LinkApi["exchange"]> {
    const { commit, clock, signer } = this.#o;
    const claim = readLinkToken(token, (payload, signature) => signer.verify(payload, signature));
    if (claim === undefined) return refuse("link.invalid", "");
    return commit.run((unit): Answer<{ caller: Caller; endsAt: Millis }> => {
      const at = clock.now();
      const link = unit.orderLink(claim.linkId);
      // one that ended long ago is not kept at hand
      if (link === undefined) return refuse(at >= claim.expiresAt ? "link.expired" : "link.invalid", "");
      const caller = callerOf(link, unit.organisation(link.organisationId)?.zh ?? link.organisationId, from);
      const refused = this.#refusal(link, at, unit);
      if (refused !== undefined) {
        this.#note(unit, caller, "link.exchange", link, null, null, at, refused);
        return refuse(refused, "");
      }
      const used = { ...link, usedAt: at, from };
      unit.put("orderLink", used);
      unit.touchedOrders.add(link.orderId);
      this.#note(unit, caller, "link.exchange", used, null, null, at);
      return { ok: true, value: { caller, endsAt: link.expiresAt } };
    });
  }

  /** A link to an order that has gone to another firm meanwhile lets nobody in. */
  #refusal(link: OrderLink, at: Millis, unit: Unit): ErrorCode | undefined {
    const order = this.#o.state.openOrder(link.orderId)?.order;
    const now = order === undefined ? undefined : unit.kiosk(order.kioskId)?.orders.get(link.orderId)?.order;
    const moved = now !== undefined && now.vendorId !== link.organisationId;
    return linkRefusal(link, at) ?? (moved ? "link.revoked" : undefined);
  }

  #note(
    unit: Unit,
    by: Caller,
    action: string,
    link: OrderLink,
    before: OrderLink | null,
    after: OrderLink | null,
    at: Millis,
    result?: ErrorCode,
  ): void {
    const { contractId, id } = link;
    const words = { action, target: `${link.orderId} ${linkSubject(id)}`, contractId, before, after };
    audit(unit, by, result === undefined ? words : { ...words, result }, at);
  }

  async #find(orderId: string): Promise<WorkOrder | undefined> {
    return this.#o.state.openOrder(orderId)?.order ?? (await this.#o.history.findOrder(orderId));
  }
}

/** Who comes by a link: the firm, and nothing but the order. */
function callerOf(link: OrderLink, name: string, from: string): Caller {
  return {
    kind: "link",
    id: linkSubject(link.id),
    userId: null,
    name,
    from,
    grants: [{ role: "vendor", contractId: link.contractId, organisationId: link.organisationId }],
    onlyOrder: link.orderId,
  };
}

function viewOf(link: OrderLink, at: Millis): OrderLinkView {
  const { contractId: _, ...shown } = link;
  return { ...shown, state: linkState(link, at) };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
