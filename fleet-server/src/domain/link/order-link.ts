// A one-time link that shows one order to one firm, for as long as it lives.
import type { ContractId, ErrorCode, OrderLinkState, OrganisationId } from "@kiosk/contract";
import type { Millis } from "../time.ts";

export interface OrderLink {
  readonly id: string;
  readonly orderId: string;
  readonly contractId: ContractId;
  readonly organisationId: OrganisationId;
  readonly createdBy: string;
  readonly createdAt: Millis;
  readonly expiresAt: Millis;
  /** when it was exchanged for a session, and from which address */
  readonly usedAt: Millis | null;
  readonly revokedAt: Millis | null;
  readonly from: string | null;
}

export function linkState(link: OrderLink, at: Millis): OrderLinkState {
  if (link.revokedAt !== null) return "revoked";
  if (at >= link.expiresAt) return "expired";
  return link.usedAt === null ? "waiting" : "used";
}

/** Why it cannot be exchanged; undefined when it can. Revoked is said first: somebody meant it. */
export function linkRefusal(link: OrderLink, at: Millis): ErrorCode | undefined {
  switch (linkState(link, at)) {
    case "revoked":
      return "link.revoked";
    case "expired":
      return "link.expired";
    case "used":
      return "link.used";
    case "waiting":
      return undefined;
  }
}
