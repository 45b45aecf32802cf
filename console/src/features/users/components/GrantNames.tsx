import type { Grant } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useContractNames, useOrganisations } from "../queries.ts";

/** Says a role with its contract and firm, in the reader's language; an id where the name is not known. */
export function useGrantName(): (grant: Grant) => string {
  const { t } = useTranslation();
  const lang = useLang();
  const contracts = useContractNames().data?.contracts ?? [];
  const organisations = useOrganisations().data?.organisations ?? [];
  return ({ role, contractId, organisationId }) => {
    const contract = contracts.find((c) => c.id === contractId);
    const firm = organisations.find((o) => o.id === organisationId);
    const places = [
      contract === undefined ? contractId : pick(lang, contract),
      firm === undefined ? organisationId : pick(lang, firm),
    ].filter((place) => place !== null);
    const name = t(`words.role.${role}`);
    return places.length === 0 ? name : t("users.grantAt", { role: name, place: places.join(" · ") });
  };
}

export function GrantNames({ grants }: { grants: readonly Grant[] }) {
  const { t } = useTranslation();
  const nameOf = useGrantName();
  if (grants.length === 0) return <span className="muted">{t("users.noRole")}</span>;
  return (
    <span className="grant-names">
      {grants.map((grant) => {
        const name = nameOf(grant);
        return (
          <span key={name} className="chip">
            {name}
          </span>
        );
      })}
    </span>
  );
}
