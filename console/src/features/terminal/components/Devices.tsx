import type { DeviceView, KioskDetail } from "@kiosk/contract";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { HealthIcon } from "../../../shared/ui/HealthMark.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Age, SinceTime } from "../../../shared/ui/When.tsx";
import { deviceTone, partStatuses, tellingCounts, wordTone } from "../device-tone.ts";
import { CountValue } from "./CountValue.tsx";
import { DeviceDrawer } from "./DeviceDrawer.tsx";
import { DeviceName, ProfileName } from "./DeviceName.tsx";
import { PartName } from "./PartName.tsx";
import { StatusValue } from "./StatusValue.tsx";

const chipOf = { calm: "chip", warn: "chip chip-warn", bad: "chip chip-bad", unknown: "chip chip-dashed" } as const;

function Parts({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  const parts = partStatuses(device.readings);
  const counts = tellingCounts(device.readings);
  if (parts.length + counts.length === 0) return <span className="muted">{t("common.none")}</span>;
  const stale = device.state === "unknown";
  return (
    <span className={`parts ${stale ? "parts-stale" : ""}`}>
      {parts.map((r) => (
        <span
          key={`${r.name}/${r.part}`}
          className={chipOf[stale ? "unknown" : wordTone(r.name, r.value)]}
          title={t(`words.qualityHint.${r.quality}`)}
        >
          <span>
            {t(`words.statusName.${r.name}`)}
            {r.part === "" ? null : (
              <>
                {" "}
                <PartName part={r.part} />
              </>
            )}
            {t("common.colon")}
            <StatusValue value={r.value} />
          </span>
        </span>
      ))}
      {counts.map((r) => (
        <span
          key={`${r.name}/${r.part}`}
          className={stale ? "chip chip-dashed" : "chip"}
          title={t(`words.qualityHint.${r.quality}`)}
        >
          {t(`words.counter.${r.name}`)}
          {t("common.colon")}
          <CountValue reading={r} />
        </span>
      ))}
    </span>
  );
}

function DeviceState({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={`health-mark tone-${deviceTone(device.state)}`}>
        <HealthIcon health={deviceTone(device.state)} size={12} />
        {t(`words.deviceState.${device.state}`)}
      </span>
      <div className="muted small">
        {device.state === device.lastState ? (
          <SinceTime at={device.since} />
        ) : (
          t("terminal.devices.last", { state: t(`words.deviceState.${device.lastState}`) })
        )}
      </div>
    </>
  );
}

function DeviceRow({ device, onOpen }: { device: DeviceView; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <tr data-testid={`device-${device.deviceId}`} data-state={device.state}>
      <td className="device-cell">
        <div>
          <DeviceName deviceId={device.deviceId} devices={[device]} />
          <div className="small">
            <ProfileName device={device} />
          </div>
        </div>
      </td>
      <td data-label={t("terminal.devices.state")}>
        <div>
          <DeviceState device={device} />
        </div>
      </td>
      <td data-label={t("terminal.devices.status")}>
        <Parts device={device} />
      </td>
      <td data-label={t("terminal.devices.link")}>
        <div className="device-link">
          <code>{device.transport ?? t("common.unknown")}</code>
          {device.attachedTo === null ? null : (
            <div className="muted small">{t("terminal.devices.attachedTo", { hub: device.attachedTo })}</div>
          )}
          {device.droppedBytes === 0 ? null : (
            <div className="small">
              <span className="chip chip-warn" title={t("terminal.devices.droppedHint")}>
                {t("terminal.devices.dropped", { n: device.droppedBytes })}
              </span>
            </div>
          )}
        </div>
      </td>
      <td data-label={t("terminal.devices.answered")} className="nowrap">
        {device.answeredAt === null ? (
          <span className="chip chip-warn">{t("terminal.devices.neverAnswered")}</span>
        ) : (
          <Age at={device.answeredAt} />
        )}
      </td>
      <td>
        <Button size="small" data-testid={`bytes-${device.deviceId}`} onClick={onOpen}>
          {t("terminal.devices.bytes")}
        </Button>
      </td>
    </tr>
  );
}

export function Devices({ detail }: { detail: KioskDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  const chosen = detail.devices.find((d) => d.deviceId === open);
  return (
    <Panel title={t("terminal.devices.title")} sub={detail.devices.length}>
      {detail.devices.length === 0 ? (
        <EmptyState title={t("terminal.devices.empty")} hint={t("terminal.devices.emptyHint")} />
      ) : (
        <table className="table cards devices">
          <thead>
            <tr>
              <th scope="col">{t("terminal.devices.device")}</th>
              <th scope="col">{t("terminal.devices.state")}</th>
              <th scope="col">{t("terminal.devices.status")}</th>
              <th scope="col">{t("terminal.devices.link")}</th>
              <th scope="col">{t("terminal.devices.answered")}</th>
              <th scope="col">{t("terminal.devices.bytes")}</th>
            </tr>
          </thead>
          <tbody>
            {detail.devices.map((device) => (
              <DeviceRow key={device.deviceId} device={device} onOpen={() => setOpen(device.deviceId)} />
            ))}
          </tbody>
        </table>
      )}
      <DeviceDrawer device={chosen} onClose={() => setOpen(undefined)} />
    </Panel>
  );
}
