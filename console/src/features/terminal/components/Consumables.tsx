import type { ConsumableView, KioskDetail, SupplyForecast } from "@kiosk/contract";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../../shared/format/count.ts";
import { formatPercent, levelOf } from "../../../shared/format/level.ts";
import { formatShort } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Age } from "../../../shared/ui/When.tsx";
import { useForecasts } from "../queries.ts";
import { targetOf } from "../replacement-target.ts";
import { DaysLeft } from "./DaysLeft.tsx";
import { DeviceName } from "./DeviceName.tsx";
import { PartName } from "./PartName.tsx";

function Bar({ view }: { view: ConsumableView }) {
  const level = levelOf(view);
  const stale = view.current ? "" : "gauge-stale";
  if (level.name !== "percent") return <span className={`gauge gauge-${level.name} ${stale}`} aria-hidden="true" />;
  return (
    <span className={`gauge ${stale}`} aria-hidden="true">
      <span className={`gauge-fill gauge-${level.tone}`} style={{ width: `${Math.min(100, level.percent)}%` }} />
    </span>
  );
}

function Word({ view }: { view: ConsumableView }) {
  const { t } = useTranslation();
  const level = levelOf(view);
  switch (level.name) {
    case "percent":
      return (
        <b className={level.tone === "ok" ? "" : "tone-fault"}>
          {formatPercent(level.percent)}
          {level.tone === "ok" ? null : ` ${t(`terminal.consumables.${level.tone}`)}`}
        </b>
      );
    case "amount":
      return <b>{t("terminal.consumables.remaining", { value: level.value, unit: t(`words.unit.${view.unit}`) })}</b>;
    default:
      return <span className="muted">{t(`words.level.${level.name}`)}</span>;
  }
}

function Amount({ view }: { view: ConsumableView }) {
  const { t } = useTranslation();
  const lang = useLang();
  if (typeof view.value !== "number" || view.unit === "percent" || view.capacity === null) return null;
  return (
    <span className="muted">
      {t("terminal.consumables.of", {
        value: formatCount(view.value, lang),
        capacity: formatCount(view.capacity, lang),
        unit: t(`words.unit.${view.unit}`),
      })}
    </span>
  );
}

function Replaced({ view }: { view: ConsumableView }) {
  const { t } = useTranslation();
  const now = useNow();
  if (view.replacedAt === null || view.replacedHow === null) return null;
  return (
    <span className="muted">
      {t("terminal.consumables.replaced", {
        time: formatShort(view.replacedAt, now),
        how: t(`words.replacedHow.${view.replacedHow}`),
      })}
    </span>
  );
}

interface GaugeProps {
  view: ConsumableView;
  forecast: SupplyForecast | undefined;
  /** undefined: not for this person */
  onReplace: (() => void) | undefined;
}

function Gauge({ view, forecast, onReplace }: GaugeProps) {
  const { t } = useTranslation();
  const uncertain = view.quality !== "measured";
  return (
    <li
      className="gauge-row"
      data-testid={`consumable-${view.deviceId}-${view.consumable}-${view.part}`}
      data-quality={view.quality}
      data-current={view.current}
      data-percent={view.percent ?? ""}
    >
      <span className="gauge-name">
        <PartName part={view.part} /> {t(`words.consumable.${view.consumable}`)}
      </span>
      <Bar view={view} />
      <span className="gauge-word">
        <Word view={view} />
      </span>
      <span className="gauge-meta">
        <Tooltip title={t(`words.qualityHint.${view.quality}`)}>
          <span className={uncertain ? "chip chip-dashed" : "chip"}>{t(`words.quality.${view.quality}`)}</span>
        </Tooltip>
        {view.current ? (
          <span className="muted">
            <Age at={view.observedAt} />
          </span>
        ) : (
          <span className="chip chip-warn">
            {t("terminal.consumables.stale", { age: "" })}
            <Age at={view.observedAt} />
          </span>
        )}
        <Amount view={view} />
        <DaysLeft forecast={forecast} />
        <Replaced view={view} />
        {onReplace === undefined ? null : (
          <Button type="link" size="small" className="gauge-replace" onClick={onReplace}>
            {t("terminal.consumables.replace")}
          </Button>
        )}
      </span>
    </li>
  );
}

interface ConsumablesProps {
  detail: KioskDetail;
  onReplace: (target: string) => void;
}

export function Consumables({ detail, onReplace }: ConsumablesProps) {
  const { t } = useTranslation();
  const mayReplace = useCan("kiosk.replace", detail.kiosk.contractId);
  const forecasts = useForecasts(detail.kiosk.id).data?.supplies ?? [];
  const deviceIds = [...new Set(detail.consumables.map((c) => c.deviceId))];
  return (
    <Panel title={t("terminal.consumables.title")}>
      {deviceIds.length === 0 ? (
        <EmptyState title={t("terminal.consumables.empty")} hint={t("terminal.consumables.emptyHint")} />
      ) : (
        deviceIds.map((deviceId) => (
          <section key={deviceId} className="gauge-group">
            <h3>
              <DeviceName deviceId={deviceId} devices={detail.devices} />
            </h3>
            <ul>
              {detail.consumables
                .filter((c) => c.deviceId === deviceId)
                .map((view) => (
                  <Gauge
                    key={targetOf(view)}
                    view={view}
                    forecast={forecasts.find((one) => targetOf(one) === targetOf(view))}
                    onReplace={mayReplace ? () => onReplace(targetOf(view)) : undefined}
                  />
                ))}
            </ul>
          </section>
        ))
      )}
    </Panel>
  );
}
