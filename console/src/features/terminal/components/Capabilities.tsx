import type { CapabilityCause, CapabilityView, KioskDetail } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { HealthIcon } from "../../../shared/ui/HealthMark.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { capabilityHealth, partCapabilities } from "../capability-sign.ts";
import { PartName } from "./PartName.tsx";

function Cause({ cause, detail }: { cause: CapabilityCause; detail: KioskDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const c = "terminal.capability.cause" as const;
  switch (cause.kind) {
    case "presence":
      return <>{t(`${c}.presence.${cause.presence}`)}</>;
    case "unseen":
      return (
        <>
          {t(`${c}.unseen`)} <code>{cause.deviceId}</code>
        </>
      );
    case "state": {
      const device = detail.devices.find((d) => d.deviceId === cause.deviceId);
      return (
        <>
          {device === undefined ? <code>{cause.deviceId}</code> : t(`words.deviceClass.${device.deviceClass}`)}
          {t("common.colon")}
          {t(`words.deviceState.${cause.state}`)}
        </>
      );
    }
    case "fault":
      return (
        <>
          {pick(lang, cause)}
          {cause.part === "" ? null : (
            <>
              {" "}
              <PartName part={cause.part} />
            </>
          )}
          {cause.state === "raised" ? null : ` (${t(`words.faultState.${cause.state}`)})`}
        </>
      );
    case "colour-untold":
      return <>{t(`${c}.colourUntold`)}</>;
  }
}

function Tile({ row, detail }: { row: CapabilityView; detail: KioskDetail }) {
  const { t } = useTranslation();
  const health = capabilityHealth(row.state);
  return (
    <li
      className={`capability capability-${row.state}`}
      data-testid={`capability-${row.capability}`}
      data-state={row.state}
    >
      <b>{t(`words.capability.${row.capability}`)}</b>
      <span className={`health-mark tone-${health ?? "unknown"}`}>
        {health === undefined ? null : <HealthIcon health={health} size={12} />}
        {t(`words.capabilityState.${row.state}`)}
      </span>
      {row.causes.length === 0 ? null : (
        <ul className="capability-causes">
          {row.causes.map((cause) => (
            <li key={JSON.stringify(cause)}>
              <Cause cause={cause} detail={detail} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What a citizen can get done here now. What nobody knows is said to be unknown. */
export function Capabilities({ detail }: { detail: KioskDetail }) {
  const { t } = useTranslation();
  const { fitted, notFitted } = partCapabilities(detail.capabilities);
  return (
    <Panel title={t("terminal.capability.title")} sub={t("terminal.capability.hint")}>
      <ul className="capabilities">
        {fitted.map((row) => (
          <Tile key={row.capability} row={row} detail={detail} />
        ))}
      </ul>
      {notFitted.length === 0 ? null : (
        <p className="capabilities-without muted">
          {t("terminal.capability.notFitted")}
          {notFitted.map((row) => t(`words.capability.${row.capability}`)).join(t("common.enumeration"))}
        </p>
      )}
    </Panel>
  );
}
