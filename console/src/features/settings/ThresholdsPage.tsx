import { PlusOutlined } from "@ant-design/icons";
import { ThresholdRow, type ThresholdSettings, type ThresholdVersion, thresholdKey } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../shared/export/column.ts";
import { ExportButton } from "../../shared/export/ExportButton.tsx";
import { formatDateTime } from "../../shared/format/time.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { HistoryPanel } from "./components/HistoryPanel.tsx";
import { SectionPage } from "./components/SectionPage.tsx";
import { ThresholdForm } from "./components/ThresholdForm.tsx";
import { useThresholds } from "./queries.ts";

const kinds = ThresholdRow.shape.consumable.options;
const classes = ThresholdRow.shape.deviceClass.unwrap().options;
type Kind = ThresholdRow["consumable"];
type Class = NonNullable<ThresholdRow["deviceClass"]>;

export function ThresholdsPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionPage name="thresholds" intro={t("settings.thresholds.intro")}>
      {(contract) => <Thresholds contract={contract} />}
    </SectionPage>
  );
}

function useNameOf() {
  const { t } = useTranslation();
  return (key: string) => {
    const [kind, deviceClass] = key.split("@");
    const consumable = kinds.find((k) => k === kind);
    const words = consumable === undefined ? (kind ?? "") : t(`words.consumable.${consumable}`);
    const known = classes.find((c) => c === deviceClass);
    return known === undefined ? words : `${words} · ${t(`words.deviceClass.${known}`)}`;
  };
}

function Thresholds({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const query = useThresholds(contract);
  const mayChange = useCan("setting.change", contract);
  const nameOf = useNameOf();
  const columns: ExportColumn<ThresholdRow>[] = [
    { header: t("settings.thresholds.consumable"), kind: "text", value: (row) => nameOf(row.key) },
    { header: t("settings.thresholds.low"), kind: "number", value: (row) => row.lowPercent },
    { header: t("settings.thresholds.critical"), kind: "number", value: (row) => row.criticalPercent },
    {
      header: t("settings.thresholds.from"),
      kind: "text",
      value: (row) => t(`settings.thresholds.fromWord.${row.from}`),
    },
    { header: t("settings.owner"), kind: "text", value: (row) => row.current?.owner ?? null },
    { header: t("settings.note"), kind: "text", value: (row) => row.current?.note ?? null },
    { header: t("settings.when"), kind: "time", value: (row) => row.current?.at ?? null },
    {
      header: t("settings.thresholds.supplies"),
      kind: "text",
      value: (row) => t("settings.thresholds.counts", row.supplies),
    },
  ];
  const { edit } = useSearch({ from: "/settings/thresholds" });
  const navigate = useNavigate({ from: "/settings/thresholds" });
  const open = (key: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, edit: key }), replace: key === undefined });
  const [adding, setAdding] = useState<{ kind?: Kind; deviceClass?: Class }>();
  return (
    <QueryView query={query} skeleton={<Lines rows={12} />}>
      {(settings) => {
        const row = edit === undefined ? undefined : rowOf(settings, edit);
        return (
          <>
            {mayChange ? null : <p className="muted">{t("settings.readOnly")}</p>}
            <div className="panel">
              <div className="settings-tools">
                <ExportButton
                  size="small"
                  name={t("settings.section.thresholds")}
                  filter={[]}
                  columns={columns}
                  total={settings.rows.length}
                  rows={async () => ({ rows: settings.rows, asOf: settings.at, left: 0 })}
                />
              </div>
              <ThresholdTable rows={settings.rows} nameOf={nameOf} onEdit={mayChange ? open : undefined} />
              {mayChange ? (
                <div className="settings-add">
                  {adding === undefined ? (
                    <Button size="small" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAdding({})}>
                      {t("settings.thresholds.add")}
                    </Button>
                  ) : (
                    <>
                      <Select<Kind>
                        aria-label={t("settings.thresholds.consumable")}
                        placeholder={t("settings.thresholds.consumable")}
                        style={{ minWidth: 150 }}
                        options={kinds.map((value) => ({ value, label: t(`words.consumable.${value}`) }))}
                        onChange={(kind) => setAdding({ ...adding, kind })}
                      />
                      <Select<Class>
                        aria-label={t("settings.thresholds.deviceClass")}
                        placeholder={t("settings.thresholds.deviceClass")}
                        style={{ minWidth: 170 }}
                        options={classes.map((value) => ({ value, label: t(`words.deviceClass.${value}`) }))}
                        onChange={(deviceClass) => setAdding({ ...adding, deviceClass })}
                      />
                      <Button
                        disabled={adding.kind === undefined || adding.deviceClass === undefined}
                        onClick={() => {
                          if (adding.kind !== undefined && adding.deviceClass !== undefined)
                            open(thresholdKey(adding.kind, adding.deviceClass));
                          setAdding(undefined);
                        }}
                      >
                        {t("settings.edit")}
                      </Button>
                    </>
                  )}
                </div>
              ) : null}
            </div>
            <HistoryPanel<ThresholdVersion>
              history={settings.history}
              keyOf={(v) => v.key}
              nameOf={(v) => nameOf(v.key)}
              wordsOf={(v) =>
                v === undefined || v.lowPercent === null
                  ? t(v === undefined ? "settings.thresholds.fromWord.product" : "settings.thresholds.default")
                  : t("settings.thresholds.value", { low: v.lowPercent, critical: v.criticalPercent ?? 0 })
              }
            />
            {row === undefined || !mayChange ? null : (
              <ThresholdForm
                key={row.key}
                contract={contract}
                row={row}
                name={nameOf(row.key)}
                settings={settings}
                onClose={() => open(undefined)}
              />
            )}
          </>
        );
      }}
    </QueryView>
  );
}

/** The row of a key; a class that nobody set anything for begins with what holds for it now. */
function rowOf(settings: ThresholdSettings, key: string): ThresholdRow | undefined {
  const own = settings.rows.find((r) => r.key === key);
  if (own !== undefined) return own;
  const [kind, deviceClass] = key.split("@");
  const base = settings.rows.find((r) => r.key === kind);
  const known = classes.find((c) => c === deviceClass);
  if (base === undefined || known === undefined) return undefined;
  return { ...base, key, deviceClass: known, current: null, from: base.from === "own" ? "kind" : "product" };
}

interface ThresholdTableProps {
  rows: readonly ThresholdRow[];
  nameOf: (key: string) => string;
  onEdit: ((key: string) => void) | undefined;
}

function ThresholdTable({ rows, nameOf, onEdit }: ThresholdTableProps) {
  const { t } = useTranslation();
  return (
    <table className="table cards" data-testid="thresholds">
      <thead>
        <tr>
          <th scope="col">{t("settings.thresholds.consumable")}</th>
          <th scope="col" className="num">
            {t("settings.thresholds.low")}
          </th>
          <th scope="col" className="num">
            {t("settings.thresholds.critical")}
          </th>
          <th scope="col">{t("settings.thresholds.from")}</th>
          <th scope="col">{t("settings.owner")}</th>
          <th scope="col">{t("settings.thresholds.supplies")}</th>
          <th scope="col">
            <span className="visually-hidden">{t("settings.edit")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-testid={`threshold-${row.key}`}>
            <td className="card-title">{nameOf(row.key)}</td>
            <td className="num" data-label={t("settings.thresholds.low")}>
              {row.lowPercent}
            </td>
            <td className="num" data-label={t("settings.thresholds.critical")}>
              {row.criticalPercent}
            </td>
            <td data-label={t("settings.thresholds.from")}>
              <span className={row.from === "own" ? "chip" : "chip chip-dashed"}>
                {t(`settings.thresholds.fromWord.${row.from}`)}
              </span>
            </td>
            <td data-label={t("settings.owner")}>
              {row.current === null || row.from !== "own" ? null : (
                <>
                  <Verbatim>{row.current.owner}</Verbatim>{" "}
                  <span className="muted small">{formatDateTime(row.current.at)}</span>
                </>
              )}
            </td>
            <td data-label={t("settings.thresholds.supplies")}>
              {Object.values(row.supplies).every((n) => n === 0) ? (
                <span className="muted">{t("common.none")}</span>
              ) : (
                t("settings.thresholds.counts", row.supplies)
              )}
            </td>
            <td>
              {onEdit === undefined ? null : (
                <Button
                  size="small"
                  aria-label={`${t("settings.edit")} ${nameOf(row.key)}`}
                  data-testid={`edit-${row.key}`}
                  onClick={() => onEdit(row.key)}
                >
                  {t("settings.edit")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
