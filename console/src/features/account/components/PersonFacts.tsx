import type { Grant, Me } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { contracts } from "../../../shared/api-client/resources.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

/** Who one is here, and what for: each role with where it holds. */
export function PersonFacts({ me }: { me: Me }) {
  const { t } = useTranslation();
  const lang = useLang();
  // Names only: without them the contract's id stands there.
  const known = useQuery({ ...contracts(), enabled: me.grants.some((grant) => grant.contractId !== null) });
  const place = (grant: Grant) => {
    if (grant.contractId === null) return t("account.page.everywhere");
    const contract = known.data?.contracts.find(({ id }) => id === grant.contractId);
    const name = contract === undefined ? grant.contractId : pick(lang, contract);
    return grant.organisationId === null ? name : `${name} · ${grant.organisationId}`;
  };
  return (
    <dl className="facts">
      <div className="fact">
        <dt>{t("account.name")}</dt>
        <dd>
          <Verbatim>{me.name}</Verbatim>
        </dd>
      </div>
      <div className="fact">
        <dt>{t("account.login")}</dt>
        <dd>
          <code>{me.login}</code>
        </dd>
      </div>
      <div className="fact">
        <dt>{t("account.page.roles")}</dt>
        <dd>
          {me.grants.length === 0 ? t("account.page.noRoles") : null}
          <ul>
            {[...new Set(me.grants.map((grant) => grant.role))].map((role) => (
              <li key={role}>
                {t(`words.role.${role}`)}
                {t("common.colon")}
                <span className="muted">
                  {me.grants
                    .filter((grant) => grant.role === role)
                    .map(place)
                    .join(t("common.semicolon"))}
                </span>
              </li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  );
}
