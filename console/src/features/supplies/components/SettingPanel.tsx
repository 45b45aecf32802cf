// What the contract set about replacing in time, with every version there was; clause C1 names no figures.
import type { SupplySetting } from "@kiosk/contract";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useSupplySettings } from "../queries.ts";
import { settingFields } from "../setting-fields.ts";
import { SettingForm } from "./SettingForm.tsx";

function Version({ version, before }: { version: SupplySetting; before: SupplySetting | undefined }) {
  const { t } = useTranslation();
  const c = "supplies.setting" as const;
  const changed = settingFields.filter(({ key }) => before === undefined || before[key] !== version[key]);
  return (
    <li>
      <b>{t(`${c}.version`, { version: version.version })}</b>{" "}
      <time className="muted" dateTime={new Date(version.at).toISOString()}>
        {formatDateTime(version.at)}
      </time>{" "}
      {changed.map(({ key }) => (
        <span key={key} className="supply-change-of">
          {t(`${c}.${key}`)}
          {t("common.colon")}
          {before === undefined ? null : <s className="muted">{before[key]}</s>} <b>{version[key]}</b>
        </span>
      ))}
      <p className="muted">
        {t(`${c}.by`)} <Verbatim>{version.by}</Verbatim>
        {t("common.semicolon")}
        {t(`${c}.owner`)} <Verbatim>{version.owner}</Verbatim>
        {t("common.semicolon")}
        {t(`${c}.note`)} <Verbatim>{version.note}</Verbatim>
      </p>
    </li>
  );
}

export function SettingPanel({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const query = useSupplySettings(contract);
  const may = useCan("setting.change", contract);
  const [open, setOpen] = useState(false);
  const c = "supplies.setting" as const;
  return (
    <Panel
      className="tab-panel"
      title={t(`${c}.title`)}
      sub={t(`${c}.sub`)}
      extra={
        may && query.data !== undefined ? (
          <Button size="small" data-testid="setting-open" onClick={() => setOpen(true)}>
            {t(`${c}.change`)}
          </Button>
        ) : null
      }
    >
      <QueryView query={query} skeleton={<Lines rows={4} />}>
        {({ current, history }) => (
          <div data-testid="supply-setting">
            <dl className="facts supply-facts">
              {settingFields.map(({ key }) => (
                <Fact key={key} label={t(`${c}.${key}`)}>
                  <b>{current[key]}</b>
                </Fact>
              ))}
              <Fact label={t(`${c}.owner`)}>
                {current.version === 0 ? t(`${c}.product`) : <Verbatim>{current.owner}</Verbatim>}
              </Fact>
            </dl>
            {history.length === 0 ? null : (
              <ol className="supply-history" data-testid="supply-setting-history">
                {history.map((version) => (
                  <Version
                    key={version.version}
                    version={version}
                    before={history.find((one) => one.version === version.version - 1)}
                  />
                ))}
              </ol>
            )}
            {open ? <SettingForm contract={contract} current={current} onClose={() => setOpen(false)} /> : null}
          </div>
        )}
      </QueryView>
    </Panel>
  );
}
