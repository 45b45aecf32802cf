import type { KioskDetail } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { When } from "../../../shared/ui/When.tsx";

/** What the terminal said about itself when it last started: its program and the devices it is set up for. */
export function ConfigurationTab({ detail }: { detail: KioskDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const c = "terminal.configuration" as const;
  return (
    <Panel
      title={t(`${c}.title`)}
      sub={
        detail.declaredAt === null ? undefined : (
          <>
            {t(`${c}.from`)} <When at={detail.declaredAt} />
          </>
        )
      }
    >
      <dl className="facts facts-wide">
        <div className="fact">
          <dt>{t("terminal.facts.agent")}</dt>
          <dd>{detail.agentVersion ?? t("common.unknown")}</dd>
        </div>
        <div className="fact">
          <dt>{t("terminal.facts.boot")}</dt>
          <dd>
            {detail.bootedAt === null ? t("common.unknown") : <When at={detail.bootedAt} />}{" "}
            {detail.bootId === null ? null : <code className="muted">{detail.bootId}</code>}
          </dd>
        </div>
        <div className="fact">
          <dt>{t(`${c}.macs`)}</dt>
          <dd className="mono">
            {detail.reportedMacs.length === 0 ? t("common.none") : detail.reportedMacs.join("  ")}
          </dd>
        </div>
      </dl>
      {detail.declared.length === 0 ? (
        <EmptyState title={t(`${c}.empty`)} hint={t(`${c}.emptyHint`)} />
      ) : (
        <table className="table cards" data-testid="declared-devices">
          <thead>
            <tr>
              <th scope="col">{t("terminal.devices.device")}</th>
              <th scope="col">{t(`${c}.profile`)}</th>
              <th scope="col">{t("terminal.devices.link")}</th>
              <th scope="col">{t(`${c}.hub`)}</th>
              <th scope="col">{t(`${c}.seen`)}</th>
            </tr>
          </thead>
          <tbody>
            {detail.declared.map((device) => {
              const { profileZh: zh, profileEn: en } = device;
              return (
                <tr key={device.deviceId} data-testid={`declared-${device.deviceId}`}>
                  <td>
                    {t(`words.deviceClass.${device.deviceClass}`)} <code className="muted">{device.deviceId}</code>
                  </td>
                  <td data-label={t(`${c}.profile`)}>
                    {zh === null || en === null ? (
                      <span className="chip chip-warn">{t(`${c}.profileMissing`)}</span>
                    ) : (
                      pick(lang, { zh, en })
                    )}{" "}
                    <code className="muted wrap-anywhere">{device.profileId}</code>
                  </td>
                  <td data-label={t("terminal.devices.link")}>
                    <code className="wrap-anywhere">{device.transport}</code>
                  </td>
                  <td data-label={t(`${c}.hub`)}>
                    {device.attachedTo === null ? t("common.none") : <code>{device.attachedTo}</code>}
                  </td>
                  <td data-label={t(`${c}.seen`)}>
                    {device.seen ? t("common.yes") : <span className="chip chip-dashed">{t(`${c}.unseen`)}</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
