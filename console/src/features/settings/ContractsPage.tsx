import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { contracts } from "../../shared/api-client/resources.ts";
import { pick } from "../../shared/format/lang.ts";
import { formatDate } from "../../shared/format/time.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { NoContract } from "../../shared/scope/NoContract.tsx";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { SectionHead } from "./components/SectionPage.tsx";

const tabs = ["terms", "calendars", "parts"] as const;

export function ContractsPage(): ReactElement {
  const { t } = useTranslation();
  const lang = useLang();
  const query = useQuery(contracts());
  const mayCreate = useCan("contract.create");
  const mayOpen = useCan("contract.read");
  const navigate = useNavigate();
  return (
    <div className="page settings-page" data-testid="settings-contracts">
      <SectionHead name="contracts">
        {mayCreate ? (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden="true" />}
            data-testid="settings-new-contract"
            onClick={() => void navigate({ to: ".", search: (old) => ({ ...old, newContract: "1" }) })}
          >
            {t("settings.contracts.create")}
          </Button>
        ) : null}
      </SectionHead>
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={4} />}>
          {({ contracts: list }) =>
            list.length === 0 ? (
              <NoContract />
            ) : (
              <table className="table cards" data-testid="contracts">
                <thead>
                  <tr>
                    <th scope="col">{t("settings.contracts.name")}</th>
                    <th scope="col">{t("settings.contracts.id")}</th>
                    <th scope="col">{t("settings.contracts.term")}</th>
                    <th scope="col" className="num">
                      {t("settings.contracts.kiosks")}
                    </th>
                    <th scope="col">{t("settings.contracts.links")}</th>
                  </tr>
                </thead>
                <tbody>
                  {list.map((contract) => (
                    <tr key={contract.id}>
                      <td className="card-title">{pick(lang, contract)}</td>
                      <td data-label={t("settings.contracts.id")}>
                        <code>{contract.id}</code>
                      </td>
                      <td data-label={t("settings.contracts.term")}>
                        {contract.startsAt === null || contract.endsAt === null
                          ? t("common.unknown")
                          : `${formatDate(contract.startsAt)} – ${formatDate(contract.endsAt - 1)}`}
                      </td>
                      <td className="num" data-label={t("settings.contracts.kiosks")}>
                        {contract.kiosks}
                      </td>
                      <td data-label={t("settings.contracts.links")}>
                        {mayOpen ? (
                          <span className="settings-links">
                            {tabs.map((tab) => (
                              <Link
                                key={tab}
                                to="/contract/$id"
                                params={{ id: contract.id }}
                                search={(old) => ({ ...old, tab: tab === "terms" ? undefined : tab, form: undefined })}
                              >
                                {t(`settings.contracts.${tab}`)}
                              </Link>
                            ))}
                          </span>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </QueryView>
      </div>
    </div>
  );
}
