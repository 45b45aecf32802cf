// Who asks. Made once at the border (http/, broker/) and handed down as a value; what it may do follows from its grants alone.
import type { ContractId, Grant, OrganisationId, Right, UserId } from "@kiosk/contract";
import { holders, type Principal } from "./rights.ts";

export interface Caller {
  readonly kind: "person" | "link" | "wall" | "server";
  /** user id, `link:<id>`, `wall:<id>` or `server`: what the audit log names */
  readonly id: string;
  readonly userId: UserId | null;
  /** as order logs and timelines name them */
  readonly name: string;
  /** remote address; empty for the server itself */
  readonly from: string;
  readonly grants: readonly Grant[];
  /** a signed link: nothing but this order */
  readonly onlyOrder: string | null;
}

/** What a right is to be used on; `vendorId` where the thing is assigned to a firm. */
export interface Where {
  readonly contractId: ContractId | null;
  readonly vendorId?: OrganisationId | null;
  readonly orderId?: string;
}

/** The server's own acts: seed, jobs. It may do everything and is no person. */
export const serverCaller: Caller = {
  kind: "server",
  id: "server",
  userId: null,
  name: "系统",
  from: "",
  grants: [],
  onlyOrder: null,
};

function holds(principal: Principal, right: Right): boolean {
  return holders[right].includes(principal);
}

/** Whether the caller may use a right there. A vendor's right reaches only what is assigned to its own organisation. */
export function may(caller: Caller, right: Right, where: Where): boolean {
  if (caller.kind === "server") return true;
  if (caller.onlyOrder !== null && caller.onlyOrder !== where.orderId) return false;
  if (caller.kind === "wall" && !holds("wall", right)) return false;
  return caller.grants.some((grant) => {
    if (caller.kind !== "wall" && !holds(grant.role, right)) return false;
    if (grant.contractId !== null && grant.contractId !== where.contractId) return false;
    return grant.role !== "vendor" || (grant.organisationId !== null && grant.organisationId === where.vendorId);
  });
}

/** Whether the caller holds the right anywhere at all: for what belongs to no contract, and for lists that are cut to theirs. */
export function mayAnywhere(caller: Caller, right: Right): boolean {
  if (caller.kind === "server") return true;
  if (caller.kind === "wall") return holds("wall", right);
  return caller.grants.some((grant) => holds(grant.role, right));
}

/** Contracts the right is held in; `all` for the server itself and where it is held without a contract. */
export function contractsOf(caller: Caller, right: Right): "all" | ReadonlySet<ContractId> {
  if (caller.kind === "server") return "all";
  const held = caller.grants.filter((grant) => caller.kind === "wall" || holds(grant.role, right));
  if (caller.kind === "wall" && !holds("wall", right)) return new Set();
  if (held.some((grant) => grant.contractId === null)) return "all";
  return new Set(held.flatMap((grant) => grant.contractId ?? []));
}

/** Whether something of this contract belongs into the caller's list. Vendor's things are asked for with {@link may}. */
export function inReach(caller: Caller, right: Right, contractId: ContractId): boolean {
  const reach = contractsOf(caller, right);
  return reach === "all" || reach.has(contractId);
}
