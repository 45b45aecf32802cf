import { ExclamationCircleOutlined } from "@ant-design/icons";
import type { KioskDetail, OpeningHours } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../shared/format/duration.ts";
import { formatMinutes, groupDays } from "../../../shared/format/opening-hours.ts";
import { weekdayKey } from "../../../shared/hours/weekday.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { NeighbourNote } from "../../../shared/kiosk/NeighbourNote.tsx";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { Age, When } from "../../../shared/ui/When.tsx";
import { useSiblings } from "../queries.ts";

/** Differences below a minute are no news. */
const skewWorthSayingMs = 60_000;

function Hours({ hours }: { hours: OpeningHours }) {
  const { t } = useTranslation();
  return (
    <ul>
      {groupDays(hours).map(({ first, last, fromMin, toMin }) => (
        <li key={`${first}-${fromMin}`}>
          {t(weekdayKey(first))}
          {first === last ? "" : `–${t(weekdayKey(last))}`}{" "}
          {fromMin === 0 && toMin === 1440
            ? t("terminal.facts.allDay")
            : `${formatMinutes(fromMin)}–${formatMinutes(toMin)}`}
        </li>
      ))}
    </ul>
  );
}

function Skew({ skewMs }: { skewMs: number }) {
  const { t } = useTranslation();
  const lang = useLang();
  const duration = formatDuration(skewMs, lang);
  return (
    <Fact label={t("terminal.facts.skew")}>
      <span className="chip chip-warn" title={t("terminal.facts.skewHint")} data-testid="clock-skew">
        <ExclamationCircleOutlined aria-hidden="true" />
        {skewMs > 0 ? t("terminal.facts.skewAhead", { duration }) : t("terminal.facts.skewBehind", { duration })}
      </span>
    </Fact>
  );
}

function Outbox({ outbox }: { outbox: NonNullable<KioskDetail["outbox"]> }) {
  const { t } = useTranslation();
  return (
    <Fact label={t("terminal.facts.outbox")}>
      {outbox.trouble === undefined ? null : (
        <div>
          <span className="chip chip-bad" data-testid="outbox-trouble">
            <ExclamationCircleOutlined aria-hidden="true" />
            {t(`terminal.facts.outboxTrouble.${outbox.trouble}`)}
          </span>
        </div>
      )}
      {outbox.rows === 0 ? (
        t("terminal.facts.outboxEmpty")
      ) : (
        <span>
          {t("terminal.facts.outboxRows", { rows: outbox.rows, age: "" })}
          {outbox.oldestAt === undefined ? t("common.unknown") : <Age at={outbox.oldestAt} />}
        </span>
      )}
      {outbox.droppedRoutine > 0 ? (
        <div>
          <span className="chip chip-warn">{t("terminal.facts.outboxDropped", { n: outbox.droppedRoutine })}</span>
        </div>
      ) : null}
    </Fact>
  );
}

function Macs({ detail }: { detail: KioskDetail }) {
  const { t } = useTranslation();
  const { kiosk } = detail;
  const siblings = useSiblings(kiosk.neighbourMacs.length > 0 ? kiosk.contractId : undefined);
  return (
    <>
      <Fact label={t("terminal.facts.macs")}>
        {kiosk.macs.length === 0 ? t("terminal.facts.noMacs") : <span className="mono">{kiosk.macs.join("  ")}</span>}
        <NeighbourNote neighbours={kiosk.neighbourMacs} known={siblings} />
      </Fact>
      {detail.unexpectedMacs.length === 0 ? null : (
        <Fact label={t("terminal.facts.unexpected")}>
          <span className="chip chip-bad mono" title={t("terminal.facts.unexpectedHint")}>
            <ExclamationCircleOutlined aria-hidden="true" />
            {detail.unexpectedMacs.join("  ")}
          </span>
          <p className="field-hint">{t("terminal.facts.unexpectedHint")}</p>
        </Fact>
      )}
    </>
  );
}

interface FactsProps {
  detail: KioskDetail;
  onHours: () => void;
  onPhone: () => void;
}

export function Facts({ detail, onHours, onPhone }: FactsProps) {
  const { t } = useTranslation();
  const { kiosk } = detail;
  const mayManage = useCan("kiosk.manage", kiosk.contractId);
  return (
    <Panel title={t("terminal.facts.label")}>
      <dl className="facts">
        <Fact label={t("terminal.facts.address")}>
          <Verbatim>
            {kiosk.district} {kiosk.street} {kiosk.address}
          </Verbatim>
        </Fact>
        <Fact label={t("terminal.facts.position")}>
          <span title={kiosk.coordinateMethod}>
            {kiosk.lat.toFixed(5)}, {kiosk.lon.toFixed(5)}
          </span>{" "}
          <span className={kiosk.confidence === "low" ? "chip chip-warn chip-dashed" : "chip"}>
            {t(`words.confidence.${kiosk.confidence}`)}
          </span>
        </Fact>
        <Fact label={t("terminal.facts.hours")}>
          {kiosk.openingHours === null ? (
            <>
              <span className="chip chip-dashed" title={t("terminal.facts.hoursUnknownHint")}>
                {t("terminal.facts.hoursUnknown")}
              </span>{" "}
              {mayManage ? (
                <Button type="link" size="small" onClick={onHours}>
                  {t("terminal.actions.hours")}
                </Button>
              ) : null}
            </>
          ) : (
            <Hours hours={kiosk.openingHours} />
          )}
        </Fact>
        <Fact label={t("terminal.facts.phone")}>
          {kiosk.dutyPhone === null ? (
            <span className="chip chip-dashed">{t("terminal.facts.phoneUnknown")}</span>
          ) : (
            <span data-testid="duty-phone">
              <Verbatim>{kiosk.dutyPhone}</Verbatim>
            </span>
          )}{" "}
          {mayManage ? (
            <Button type="link" size="small" onClick={onPhone}>
              {t(kiosk.dutyPhone === null ? "terminal.actions.phone" : "terminal.actions.phoneChange")}
            </Button>
          ) : null}
          <p className="field-hint">{t("terminal.facts.phoneHint")}</p>
        </Fact>
        <Macs detail={detail} />
        <Fact label={t("terminal.facts.lastSeen")}>
          {kiosk.lastSeenAt === null ? t("common.never") : <Age at={kiosk.lastSeenAt} />}
        </Fact>
        <Fact label={t("terminal.facts.agent")}>
          {detail.agentVersion ?? t("common.unknown")}
          {detail.bootedAt === null ? null : (
            <span className="muted">
              {" · "}
              {t("terminal.facts.boot")} <When at={detail.bootedAt} />
            </span>
          )}
        </Fact>
        <Fact label={t("terminal.facts.enrolled")}>
          {detail.enrolled ? t("terminal.facts.enrolledYes") : t("terminal.facts.enrolledNo")}
        </Fact>
        {kiosk.skewMs !== null && Math.abs(kiosk.skewMs) > skewWorthSayingMs ? <Skew skewMs={kiosk.skewMs} /> : null}
        {detail.outbox === null ? null : <Outbox outbox={detail.outbox} />}
        {detail.missingSeq > 0 ? (
          <Fact label={t("terminal.facts.missing")}>
            <span className="chip chip-warn">{t("terminal.facts.missingSeq", { n: detail.missingSeq })}</span>
          </Fact>
        ) : null}
        {kiosk.note === "" ? null : (
          <Fact label={t("terminal.facts.note")}>
            <Verbatim>{kiosk.note}</Verbatim>
          </Fact>
        )}
      </dl>
    </Panel>
  );
}
