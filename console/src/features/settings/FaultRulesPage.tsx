import { SearchOutlined } from "@ant-design/icons";
import type { FaultRuleRow, FaultRuleVersion } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Checkbox, Input } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../shared/export/column.ts";
import { ExportButton } from "../../shared/export/ExportButton.tsx";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { HistoryPanel } from "./components/HistoryPanel.tsx";
import { RuleForm } from "./components/RuleForm.tsx";
import { SectionPage } from "./components/SectionPage.tsx";
import { useFaultRules } from "./queries.ts";

export function FaultRulesPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionPage name="faultRules" intro={t("settings.rules.intro")}>
      {(contract) => <FaultRules contract={contract} />}
    </SectionPage>
  );
}

/** Whether the contract has anything of this code otherwise than the product. */
function isOwn({ current }: FaultRuleRow): boolean {
  return current !== null && [current.opensOrder, current.severity, current.settleSeconds].some((v) => v !== null);
}

function FaultRules({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const lang = useLang();
  const query = useFaultRules(contract);
  const mayChange = useCan("setting.change", contract);
  const { q, own, edit } = useSearch({ from: "/settings/fault-rules" });
  const navigate = useNavigate({ from: "/settings/fault-rules" });
  const set = (change: { q?: string | undefined; own?: "1" | undefined; edit?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const columns: ExportColumn<FaultRuleRow>[] = [
    { header: t("settings.rules.code"), kind: "text", value: (row) => row.code },
    { header: t("settings.contracts.name"), kind: "text", value: (row) => pick(lang, row) },
    { header: t("settings.rules.severity"), kind: "text", value: (row) => t(`words.severity.${row.severity}`) },
    {
      header: t("settings.rules.opens"),
      kind: "text",
      value: (row) => t(row.opensOrder ? "settings.rules.opensYes" : "settings.rules.opensNo"),
    },
    {
      header: t("settings.rules.orderClass"),
      kind: "text",
      value: (row) => (row.orderClass === null ? null : t(`words.orderClass.${row.orderClass}`)),
    },
    { header: t("settings.rules.route"), kind: "text", value: (row) => t(`words.route.${row.route}`) },
    {
      header: t("settings.rules.source"),
      kind: "text",
      value: ({ product }) => pick(lang, { zh: product.whyZh, en: product.whyEn }),
    },
    { header: t("settings.owner"), kind: "text", value: (row) => row.current?.owner ?? null },
    { header: t("settings.note"), kind: "text", value: (row) => row.current?.note ?? null },
    { header: t("settings.when"), kind: "time", value: (row) => row.current?.at ?? null },
  ];
  const wanted = (q ?? "").trim().toLowerCase();
  const shown = (row: FaultRuleRow) =>
    (own === undefined || isOwn(row)) && [row.code, row.zh, row.en].some((text) => text.toLowerCase().includes(wanted));
  return (
    <QueryView query={query} skeleton={<Lines rows={12} />}>
      {(settings) => {
        const rows = settings.rows.filter(shown);
        const editing = settings.rows.find((row) => row.code === edit);
        const nameOf = (code: string) => {
          const row = settings.rows.find((r) => r.code === code);
          return row === undefined ? code : pick(lang, row);
        };
        const wordsOf = (v: FaultRuleVersion | undefined) =>
          t("settings.rules.value", {
            opens:
              v?.opensOrder == null
                ? t("settings.rules.defaultWord")
                : t(v.opensOrder ? "settings.rules.opensYes" : "settings.rules.opensNo"),
            severity: v?.severity == null ? t("settings.rules.defaultWord") : t(`words.severity.${v.severity}`),
            settle:
              v?.settleSeconds == null
                ? t("settings.rules.defaultWord")
                : t("settings.rules.seconds", { n: v.settleSeconds }),
          });
        return (
          <>
            {mayChange ? null : <p className="muted">{t("settings.readOnly")}</p>}
            <div className="panel">
              <div className="settings-tools">
                <Input
                  allowClear
                  prefix={<SearchOutlined aria-hidden="true" />}
                  aria-label={t("settings.rules.search")}
                  placeholder={t("settings.rules.search")}
                  style={{ maxWidth: 240 }}
                  value={q ?? ""}
                  onChange={(event) => set({ q: event.target.value === "" ? undefined : event.target.value })}
                />
                <Checkbox
                  checked={own !== undefined}
                  onChange={(event) => set({ own: event.target.checked ? "1" : undefined })}
                >
                  {t("settings.rules.onlyOwn")}
                </Checkbox>
                <span className="muted" data-testid="rule-count">
                  {t("settings.rules.shown", { shown: rows.length, total: settings.rows.length })}
                </span>
                <ExportButton
                  size="small"
                  name={t("settings.section.faultRules")}
                  filter={[q ?? "", own === undefined ? "" : t("settings.rules.onlyOwn")].filter((word) => word !== "")}
                  columns={columns}
                  total={rows.length}
                  rows={async () => ({ rows, asOf: settings.at, left: 0 })}
                />
              </div>
              {rows.length === 0 ? (
                <EmptyState
                  title={t("settings.rules.empty")}
                  action={
                    <Button onClick={() => set({ q: undefined, own: undefined })}>{t("settings.rules.clear")}</Button>
                  }
                />
              ) : (
                <RuleTable rows={rows} onEdit={mayChange ? (code) => set({ edit: code }) : undefined} />
              )}
            </div>
            <HistoryPanel<FaultRuleVersion>
              history={settings.history}
              keyOf={(v) => v.code}
              nameOf={(v) => nameOf(v.code)}
              wordsOf={wordsOf}
            />
            {editing === undefined || !mayChange ? null : (
              <RuleForm
                key={editing.code}
                contract={contract}
                row={editing}
                settings={settings}
                onClose={() => set({ edit: undefined })}
              />
            )}
          </>
        );
      }}
    </QueryView>
  );
}

function RuleTable({ rows, onEdit }: { rows: readonly FaultRuleRow[]; onEdit: ((code: string) => void) | undefined }) {
  const { t } = useTranslation();
  const lang = useLang();
  const own = (is: boolean) => (is ? <span className="chip">{t("settings.rules.own")}</span> : null);
  return (
    <table className="table cards" data-testid="fault-rules">
      <thead>
        <tr>
          <th scope="col">{t("settings.rules.code")}</th>
          <th scope="col">{t("settings.rules.severity")}</th>
          <th scope="col">{t("settings.rules.opens")}</th>
          <th scope="col">{t("settings.rules.settle")}</th>
          <th scope="col">{t("settings.rules.route")}</th>
          <th scope="col">{t("settings.rules.source")}</th>
          <th scope="col">
            <span className="visually-hidden">{t("settings.edit")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { product, current } = row;
          const { min, max } = product.settleSeconds;
          return (
            <tr key={row.code} data-testid={`rule-${row.code}`}>
              <td className="card-title">
                <span>
                  {pick(lang, row)} <code className="muted small">{row.code}</code>
                </span>
              </td>
              <td data-label={t("settings.rules.severity")}>
                <span>
                  {t(`words.severity.${row.severity}`)} {own(current?.severity != null)}
                </span>
              </td>
              <td data-label={t("settings.rules.opens")}>
                <span>
                  {row.orderClass === null ? t("settings.rules.opensNo") : t(`words.orderClass.${row.orderClass}`)}{" "}
                  {product.afterSeconds === null || !row.opensOrder ? null : (
                    <span className="muted small">
                      {t("settings.rules.after")} {t("settings.rules.seconds", { n: product.afterSeconds })}
                    </span>
                  )}{" "}
                  {own(current?.opensOrder != null)}
                </span>
              </td>
              <td data-label={t("settings.rules.settle")}>
                <span>
                  {current?.settleSeconds == null
                    ? t("settings.rules.seconds", { n: min === max ? min : `${min}–${max}` })
                    : t("settings.rules.seconds", { n: current.settleSeconds })}{" "}
                  {own(current?.settleSeconds != null)}
                </span>
              </td>
              <td data-label={t("settings.rules.route")}>{t(`words.route.${row.route}`)}</td>
              <td data-label={t("settings.rules.source")} className="muted">
                {pick(lang, { zh: product.whyZh, en: product.whyEn })}
              </td>
              <td>
                {onEdit === undefined ? null : (
                  <Button
                    size="small"
                    aria-label={`${t("settings.edit")} ${pick(lang, row)}`}
                    data-testid={`edit-${row.code}`}
                    onClick={() => onEdit(row.code)}
                  >
                    {t("settings.edit")}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
