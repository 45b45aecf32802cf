import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useContractScope } from "../../../shared/scope/use-contract-scope.ts";
import { useCan, useReach } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { StatementRow } from "./StatementRow.tsx";

export function Statements() {
  const { t } = useTranslation();
  const scope = useContractScope();
  const reach = useReach("statement.read");
  return (
    <Panel title={t("reports.statement.title")} sub={t("reports.statement.sub")}>
      <QueryView query={scope.query} skeleton={<Lines rows={4} />}>
        {({ contracts }) => {
          const mine = contracts
            .filter(({ id }) => reach === "all" || reach.includes(id))
            .filter(({ id }) => scope.contract === undefined || id === scope.contract);
          if (mine.length === 0) return <EmptyState title={t("reports.statement.none")} />;
          return (
            <ul className="statements">
              {mine.map((contract) => (
                <StatementRow key={contract.id} contract={contract} />
              ))}
            </ul>
          );
        }}
      </QueryView>
    </Panel>
  );
}

/** Every table is exported where it stands, with the filters that stand there. */
export function Tables() {
  const { t } = useTranslation();
  const terminals = useCan("kiosk.read");
  const orders = useCan("contract.read");
  const alarms = useCan("fault.read");
  const quarantine = useCan("quarantine.read");
  return (
    <Panel title={t("reports.tables.title")} sub={t("reports.tables.sub")}>
      <ul className="report-tables">
        {terminals ? (
          <li>
            <Link to="/terminals">{t("common.nav.terminals")}</Link>
          </li>
        ) : null}
        {alarms ? (
          <li>
            <Link to="/alarms">{t("common.nav.alarms")}</Link>
          </li>
        ) : null}
        {orders ? (
          <li>
            <Link to="/work-orders" search={{ state: "all" }}>
              {t("common.nav.workOrders")}
            </Link>
          </li>
        ) : null}
        {orders ? (
          <li>
            <Link to="/contract">{t("reports.tables.contract")}</Link>
          </li>
        ) : null}
        {quarantine ? (
          <li>
            <Link to="/quarantine">{t("common.nav.quarantine")}</Link>
          </li>
        ) : null}
      </ul>
    </Panel>
  );
}
