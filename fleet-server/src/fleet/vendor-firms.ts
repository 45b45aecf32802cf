// Firms: that they exist, and in which contracts they work for which devices.
import type {
  ContractFirmChange,
  ContractFirmList,
  ContractId,
  ErrorCode,
  NewOrganisation,
  OrganisationChange,
  OrganisationId,
  OrganisationList,
} from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock } from "../ports.ts";
import type { FirmApi } from "../vendor-api.ts";

export class VendorFirms implements FirmApi {
  readonly #o: { readonly state: FleetState; readonly commit: GroupCommit; readonly clock: Clock };

  constructor(options: { state: FleetState; commit: GroupCommit; clock: Clock }) {
    this.#o = options;
  }

  /** Those of the caller's contracts, with those contracts alone. */
  organisations(by: Caller): z.infer<typeof OrganisationList> {
    const { accounts, vendors } = this.#o.state;
    const reach = contractsOf(by, "organisation.read");
    const organisations = [...accounts.organisations].map(({ id, zh, en }) => {
      const works = vendors.allFirms.filter((firm) => firm.organisationId === id).map(({ contractId }) => contractId);
      return { id, zh, en, contracts: works.filter((contractId) => reach === "all" || reach.has(contractId)) };
    });
    return { organisations: organisations.filter(({ contracts }) => reach === "all" || contracts.length > 0) };
  }

  async addOrganisation(by: Caller, input: NewOrganisation): Promise<Answer<z.infer<typeof OrganisationList>>> {
    const { state, commit, clock } = this.#o;
    const { id, zh, en, contracts } = input;
    const unknown = contracts.find((contractId) => state.contract(contractId) === undefined);
    if (unknown !== undefined) return refuse("resource.not-found", unknown);
    const answer = await commit.run((unit): Answer<null> => {
      if (unit.organisation(id) !== undefined) return refuse("organisation.exists", id);
      unit.put("organisation", { id, zh, en });
      for (const contractId of new Set(contracts)) {
        unit.put("organisationContract", { organisationId: id, contractId, deviceClasses: [], endedAt: null });
      }
      audit(unit, by, { action: "organisation.manage", target: id, after: input }, clock.now());
      unit.touchedTerms = true;
      return { ok: true, value: null };
    });
    return answer.ok ? { ok: true, value: this.organisations(by) } : answer;
  }

  async changeOrganisation(
    by: Caller,
    id: OrganisationId,
    { zh, en, contracts, seen }: OrganisationChange,
  ): Promise<Answer<z.infer<typeof OrganisationList>>> {
    const { state, commit, clock } = this.#o;
    const answer = await commit.run((unit): Answer<null> => {
      const at = clock.now();
      const organisation = unit.organisation(id);
      if (organisation === undefined) return refuse("resource.not-found", id);
      const unknown = contracts.find((contractId) => unit.contract(contractId) === undefined);
      if (unknown !== undefined) return refuse("resource.not-found", unknown);
      const all = [...state.contracts].flatMap((contract) => unit.firms(contract.id));
      const works = all.filter((firm) => firm.organisationId === id);
      const before = { zh: organisation.zh, en: organisation.en, contracts: works.map((firm) => firm.contractId) };
      if (!sameFirm(before, seen)) return refuse("setting.stale", id);
      const left = works.filter((firm) => !contracts.includes(firm.contractId));
      const held = left.flatMap(({ contractId }) => openOrdersOf(unit, contractId, id));
      if (held.length > 0) return refuse("organisation.in-use", held.toSorted().join(", "));
      unit.put("organisation", { id, zh, en });
      for (const firm of left) unit.put("organisationContract", { ...firm, endedAt: at });
      for (const contractId of new Set(contracts)) {
        if (before.contracts.includes(contractId)) continue;
        unit.put("organisationContract", { organisationId: id, contractId, deviceClasses: [], endedAt: null });
      }
      audit(unit, by, { action: "organisation.manage", target: id, before, after: { zh, en, contracts } }, at);
      unit.touchedTerms = true;
      return { ok: true, value: null };
    });
    return answer.ok ? { ok: true, value: this.organisations(by) } : answer;
  }

  firms(_by: Caller, contractId: ContractId): Answer<ContractFirmList> {
    const { state } = this.#o;
    if (state.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
    const firms = state.firms(contractId).flatMap(({ organisationId, deviceClasses }) => {
      const organisation = state.organisation(organisationId);
      return organisation === undefined ? [] : [{ ...organisation, deviceClasses: [...deviceClasses] }];
    });
    return { ok: true, value: { contractId, firms } };
  }

  async setFirm(
    by: Caller,
    contractId: ContractId,
    organisationId: OrganisationId,
    change: ContractFirmChange,
  ): Promise<Answer<ContractFirmList>> {
    const { commit, clock } = this.#o;
    const answer = await commit.run((unit): Answer<null> => {
      if (unit.contract(contractId) === undefined) return refuse("resource.not-found", contractId);
      if (unit.organisation(organisationId) === undefined) return refuse("resource.not-found", organisationId);
      const before = unit.firms(contractId).find((firm) => firm.organisationId === organisationId);
      const after = { organisationId, contractId, deviceClasses: [...new Set(change.deviceClasses)], endedAt: null };
      unit.put("organisationContract", after);
      audit(unit, by, { action: "setting.change", target: organisationId, contractId, before, after }, clock.now());
      unit.touchedTerms = true;
      return { ok: true, value: null };
    });
    return answer.ok ? this.firms(by, contractId) : answer;
  }
}

function sameFirm(a: OrganisationChange["seen"], b: OrganisationChange["seen"]): boolean {
  const contractsOfBoth = new Set([...a.contracts, ...b.contracts]);
  const same = contractsOfBoth.size === new Set(a.contracts).size && contractsOfBoth.size === new Set(b.contracts).size;
  return same && a.zh === b.zh && a.en === b.en;
}

/** Their numbers. */
function openOrdersOf(unit: Unit, contractId: ContractId, firm: OrganisationId): string[] {
  const numbers: string[] = [];
  for (const { master, orders } of unit.everyKiosk()) {
    if (master.contractId !== contractId) continue;
    for (const { order } of orders.values()) if (order.vendorId === firm) numbers.push(order.number);
  }
  return numbers;
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
