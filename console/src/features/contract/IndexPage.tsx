import { Link, Navigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { NoContract } from "../../shared/scope/NoContract.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";

/** The contract that is chosen above; where every contract is, a list to choose from. */
export function ContractIndexPage(): ReactElement {
  const { t } = useTranslation();
  const lang = useLang();
  const scope = useContractScope();
  if (scope.ready && scope.contract !== undefined) {
    return <Navigate to="/contract/$id" params={{ id: scope.contract }} replace />;
  }
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("contract.title")}</h1>
      </header>
      <div className="panel">
        <QueryView query={scope.query} skeleton={<Lines rows={4} />}>
          {({ contracts }) =>
            contracts.length === 0 ? (
              <NoContract />
            ) : (
              <ul className="side-list" data-testid="contract-list">
                {contracts.map((c) => (
                  <li key={c.id}>
                    <Link to="/contract/$id" params={{ id: c.id }} search={{ contract: c.id }}>
                      {pick(lang, c)}
                    </Link>
                    <span className="muted">{t("contract.kiosks", { n: c.kiosks })}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryView>
      </div>
    </div>
  );
}
