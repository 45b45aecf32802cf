// What a firm (厂商) can ask, what the buyer can ask about it, and the one-time links to single orders. fleet/ implements it;
// http/ gives it routes.
import type {
  ContractFirmChange,
  ContractFirmList,
  ContractId,
  NewOrderLink,
  NewOrderLinkMade,
  NewOrganisation,
  OrderLinkList,
  OrganisationChange,
  OrganisationId,
  OrganisationList,
  ScoreQuery,
  VendorOrderList,
  VendorOrderQuery,
  VendorOrderRow,
  VendorPartList,
  VendorScores,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "./domain/account/caller.ts";
import type { Millis } from "./domain/time.ts";
import type { Answer } from "./fleet-api.ts";

export interface VendorApi {
  /** the caller's firm's orders, soonest deadline first */
  orders(by: Caller, query: z.infer<typeof VendorOrderQuery>): Promise<VendorOrderList>;
  /** one of them, with where it stands */
  place(by: Caller, orderId: string): Promise<Answer<VendorOrderRow["place"]>>;
  parts(by: Caller): Promise<VendorPartList>;
  /** the firm's own month, one score for each contract it works in */
  scores(by: Caller, query: z.infer<typeof ScoreQuery>): Promise<VendorScores>;
  /** the same score for the buyer */
  scoreOf(
    by: Caller,
    contractId: ContractId,
    organisationId: OrganisationId,
    month: string | undefined,
  ): Promise<Answer<VendorScores>>;
}

export interface FirmApi {
  organisations(by: Caller): z.infer<typeof OrganisationList>;
  addOrganisation(by: Caller, input: NewOrganisation): Promise<Answer<z.infer<typeof OrganisationList>>>;
  /** its names and contracts; refused with the numbers of its open orders in a contract it is to leave */
  changeOrganisation(
    by: Caller,
    id: OrganisationId,
    change: OrganisationChange,
  ): Promise<Answer<z.infer<typeof OrganisationList>>>;
  firms(by: Caller, contractId: ContractId): Answer<ContractFirmList>;
  /** which devices it answers for; takes a firm into the contract where it does not work yet */
  setFirm(
    by: Caller,
    contractId: ContractId,
    organisationId: OrganisationId,
    change: ContractFirmChange,
  ): Promise<Answer<ContractFirmList>>;
}

export interface LinkApi {
  links(by: Caller, orderId: string): Promise<Answer<OrderLinkList>>;
  createLink(by: Caller, orderId: string, input: NewOrderLink): Promise<Answer<NewOrderLinkMade>>;
  /** ends the session that came of it too */
  revokeLink(by: Caller, orderId: string, linkId: string): Promise<Answer<OrderLinkList>>;
  /** Takes the link, once. What is opened for whoever comes by it ends with the link. */
  exchange(token: string, from: string): Promise<Answer<{ readonly caller: Caller; readonly endsAt: Millis }>>;
}

export interface Vendors {
  readonly desk: VendorApi;
  readonly firms: FirmApi;
  readonly links: LinkApi;
}
