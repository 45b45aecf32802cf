import "./contract.css";
import type { Right } from "@kiosk/contract";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { MissingYear } from "../../shared/calendar/MissingYear.tsx";
import { pick } from "../../shared/format/lang.ts";
import { formatDate } from "../../shared/format/time.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { CalendarsTab } from "./components/CalendarsTab.tsx";
import { NotifyTab } from "./components/NotifyTab.tsx";
import { PartsTab } from "./components/PartsTab.tsx";
import { TermsTab } from "./components/TermsTab.tsx";
import { type ContractSearch, contractTabs } from "./search.ts";

const rightOf = {
  terms: "contract.read",
  calendars: "calendar.read",
  notify: "notify.read",
  parts: "part.read",
} as const satisfies Record<(typeof contractTabs)[number], Right>;

export function ContractPage(): ReactElement {
  const { t } = useTranslation();
  const lang = useLang();
  const { id } = useParams({ from: "/contract/$id" });
  const { tab = "terms", form } = useSearch({ from: "/contract/$id" });
  const navigate = useNavigate({ from: "/contract/$id" });
  const scope = useContractScope();
  const contract = scope.list.find((c) => c.id === id);
  const me = useMe();
  const tabs = contractTabs.filter((value) => can(me, rightOf[value], id));
  const open = (next: ContractSearch["form"]) =>
    void navigate({ search: (old) => ({ ...old, form: next }), replace: next === undefined });
  return (
    <div className="page" data-testid="contract-page">
      <header className="page-head">
        <h1>{contract === undefined ? id : pick(lang, contract)}</h1>
        <code className="muted">{id}</code>
        {contract?.startsAt == null || contract.endsAt === null ? null : (
          <span className="muted">
            {t("contract.term", { from: formatDate(contract.startsAt), to: formatDate(contract.endsAt - 1) })}
          </span>
        )}
        {contract === undefined ? null : <span className="muted">{t("contract.kiosks", { n: contract.kiosks })}</span>}
      </header>
      <MissingYear />
      <Segmented<(typeof contractTabs)[number]>
        className="contract-tabs"
        aria-label={t("contract.tabs")}
        data-testid="contract-tabs"
        value={tab}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, form: undefined, tab: value === "terms" ? undefined : value }),
          })
        }
        options={tabs.map((value) => ({ value, label: t(`contract.tab.${value}`) }))}
      />
      {tab === "terms" ? <TermsTab key={id} id={id} editing={form === "terms"} onForm={open} /> : null}
      {tab === "calendars" ? <CalendarsTab importing={form === "calendar"} onForm={open} /> : null}
      {tab === "notify" ? <NotifyTab /> : null}
      {tab === "parts" ? <PartsTab key={id} id={id} receiving={form === "receipt"} onForm={open} /> : null}
    </div>
  );
}
