import { CarryOutOutlined } from "@ant-design/icons";
import type { InspectionRules, InspectionRulesList } from "@kiosk/contract";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useInspectionRules } from "../inspection-queries.ts";
import { changedFields, fieldsOf, type RulesFields, ruleKinds } from "../inspection-rules-draft.ts";
import { owedWindows } from "../owed-windows.ts";
import { InspectionRulesForm } from "./InspectionRulesForm.tsx";
import { EveryWords, RulesFieldWords } from "./RuleWords.tsx";

interface InspectionRulesViewProps {
  contract: string;
  form: boolean;
  onForm: (open: boolean) => void;
}

/** Every version, oldest first; the last of them is what a change is made on. */
const oldestFirst = ({ current, history }: InspectionRulesList) =>
  [...(current === null ? [] : [current]), ...history].sort((a, b) => a.version - b.version);

export function InspectionRulesView({ contract, form, onForm }: InspectionRulesViewProps) {
  const { t } = useTranslation();
  const query = useInspectionRules(contract);
  const mayChange = useCan("inspection.rule", contract);
  const r = "inspectionSettings.rules" as const;
  const button = (key: "enter" | "change") =>
    mayChange ? (
      <Button type="primary" onClick={() => onForm(true)}>
        {t(`${r}.${key}`)}
      </Button>
    ) : null;
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {(list) => {
        const versions = oldestFirst(list);
        const upcoming = versions.filter(({ version }) => version > (list.current?.version ?? 0));
        return (
          <>
            {mayChange ? null : <p className="muted">{t("settings.readOnly")}</p>}
            {list.current === null ? (
              <div className="panel">
                <EmptyState
                  icon={<CarryOutOutlined aria-hidden="true" />}
                  title={t(`${r}.none`)}
                  hint={t(mayChange ? `${r}.noneHint` : `${r}.noneForYou`)}
                  action={button("enter")}
                />
              </div>
            ) : (
              <VersionPanel
                title={t(`${r}.current`)}
                rules={list.current}
                upTo={versions.filter(({ version }) => version <= (list.current?.version ?? 0))}
                extra={button("change")}
              />
            )}
            {upcoming.map((rules) => (
              <VersionPanel
                key={rules.version}
                title={t(`${r}.upcoming`)}
                rules={rules}
                upTo={versions.filter(({ version }) => version <= rules.version)}
              />
            ))}
            {versions.length === 0 ? null : <Versions versions={versions} />}
            {form && mayChange ? (
              <InspectionRulesForm contract={contract} versions={versions} at={list.at} onClose={() => onForm(false)} />
            ) : null}
          </>
        );
      }}
    </QueryView>
  );
}

interface VersionPanelProps {
  title: string;
  rules: InspectionRules;
  /** the versions that count for what is owed under this one, oldest first */
  upTo: readonly InspectionRules[];
  extra?: ReactNode;
}

function VersionPanel({ title, rules, upTo, extra }: VersionPanelProps) {
  const { t } = useTranslation();
  const r = "inspectionSettings.rules" as const;
  return (
    <Panel title={title} sub={t(`${r}.version`, { n: rules.version })} extra={extra}>
      <dl className="facts">
        <Fact label={t(`${r}.term`)}>{t(`${r}.termOf`, rules.term)}</Fact>
        <Fact label={t(`${r}.appliesFrom`)}>{rules.appliesFrom}</Fact>
        <Fact label={t(`${r}.report`)}>{t(`${r}.reportIn`, { n: rules.reportWorkingDays })}</Fact>
        <Fact label={t(`${r}.note`)}>
          <Verbatim>{rules.note}</Verbatim>
        </Fact>
        <Fact label={t(`${r}.by`)}>
          <Verbatim>{rules.by}</Verbatim> <span className="muted">{formatDateTime(rules.at)}</span>
        </Fact>
      </dl>
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">{t(`${r}.kind`)}</th>
            <th scope="col">{t(`${r}.every`)}</th>
            <th scope="col">{t(`${r}.minDays`)}</th>
            <th scope="col">{t(`${r}.maxGap`)}</th>
            <th scope="col">{t(`${r}.perTerminal`)}</th>
          </tr>
        </thead>
        <tbody>
          {rules.rules.map((rule) => (
            <tr key={rule.kind} data-testid={`rule-${rule.kind}`}>
              <td className="card-title">{t(`inspections.kinds.${rule.kind}`)}</td>
              <td data-label={t(`${r}.every`)}>
                <EveryWords every={rule.every} />
              </td>
              <td data-label={t(`${r}.minDays`)}>{t(`${r}.days`, { n: rule.minDaysLeft })}</td>
              <td data-label={t(`${r}.maxGap`)}>
                {rule.maxGapDays === null ? t(`${r}.noGap`) : t(`${r}.days`, { n: rule.maxGapDays })}
              </td>
              <td data-label={t(`${r}.perTerminal`)}>{t(`${r}.times`, { n: owedWindows(upTo, rule.kind).length })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** Who changed what, when and why, newest first. */
function Versions({ versions }: { versions: readonly InspectionRules[] }) {
  const { t } = useTranslation();
  const r = "inspectionSettings.rules" as const;
  return (
    <Panel title={t("settings.history")}>
      <ol className="settings-history" data-testid="rules-history">
        {versions.toReversed().map((rules) => {
          const before = versions.find(({ version }) => version === rules.version - 1);
          return (
            <li key={rules.version}>
              <p>
                <b>{t(`${r}.version`, { n: rules.version })}</b>{" "}
                <time className="muted" dateTime={new Date(rules.at).toISOString()}>
                  {formatDateTime(rules.at)}
                </time>{" "}
                <span className="muted">
                  {t(`${r}.appliesFrom`)} {rules.appliesFrom}
                </span>
              </p>
              {before === undefined ? (
                <p className="muted">{t(`${r}.first`)}</p>
              ) : (
                <Changes before={fieldsOf(before)} after={fieldsOf(rules)} />
              )}
              <p className="muted">
                {t("settings.by")} <Verbatim>{rules.by}</Verbatim>
                {t("common.semicolon")}
                {t(`${r}.note`)} <Verbatim>{rules.note}</Verbatim>
              </p>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function Changes({ before, after }: { before: RulesFields; after: RulesFields }) {
  const { t } = useTranslation();
  const changed = changedFields(before, after);
  const fields = (["term", ...ruleKinds, "reportWorkingDays"] as const).filter((key) => changed.includes(key));
  const r = "inspectionSettings.rules" as const;
  if (fields.length === 0) return <p className="muted">{t(`${r}.changedNothing`)}</p>;
  return fields.map((key) => (
    <p key={key}>
      {t(`${r}.field.${key}`)}
      {t("common.colon")}
      <s className="muted">
        <RulesFieldWords fields={before} name={key} />
      </s>{" "}
      <span aria-hidden="true">→</span> <RulesFieldWords fields={after} name={key} />
    </p>
  ));
}
