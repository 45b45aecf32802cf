import type { DeviceView } from "@kiosk/contract";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { asciiOf, spaceHex } from "../../../shared/format/hex.ts";
import { formatTimeMillis, formatTimeSeconds } from "../../../shared/format/time.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import type { Reading } from "../device-tone.ts";
import { CountValue } from "./CountValue.tsx";
import { DeviceName } from "./DeviceName.tsx";
import { PartName } from "./PartName.tsx";
import { StatusValue } from "./StatusValue.tsx";

function ReadingName({ reading }: { reading: Reading }) {
  const { t } = useTranslation();
  switch (reading.kind) {
    case "status":
      return <>{t(`words.statusName.${reading.name}`)}</>;
    case "level":
      return <>{t(`words.consumable.${reading.consumable}`)}</>;
    case "count":
      return <>{t(`words.counter.${reading.name}`)}</>;
    case "text":
      return <>{t(`words.textReading.${reading.name}`)}</>;
  }
}

function ReadingValue({ reading }: { reading: Reading }) {
  const { t } = useTranslation();
  switch (reading.kind) {
    case "status":
      return <StatusValue value={reading.value} />;
    case "level":
      if (typeof reading.value === "string") return <>{t(`words.level.${reading.value}`)}</>;
      return (
        <>
          {reading.value}
          {reading.capacity === undefined ? "" : ` / ${reading.capacity}`} {t(`words.unit.${reading.unit}`)}
        </>
      );
    case "count":
      return <CountValue reading={reading} />;
    case "text":
      return <Verbatim>{reading.value}</Verbatim>;
  }
}

function Exchange({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  // Steps of one exchange never move, and two may share a time: the position names a step.
  const steps = device.exchange.map((step, position) => ({ ...step, position }));
  if (steps.length === 0) return <EmptyState title={t("terminal.bytes.empty")} />;
  return (
    <ol className="exchange" data-testid="exchange">
      {steps.map((step) => (
        <li key={step.position} className={`exchange-${step.dir}`}>
          <span className="exchange-time">{formatTimeMillis(step.at)}</span>
          <span className="exchange-dir">{t(`terminal.bytes.${step.dir}`)}</span>
          <span className="exchange-hex">{step.hex === "" ? t("terminal.bytes.none") : spaceHex(step.hex)}</span>
          <span className="exchange-text">{asciiOf(step.hex)}</span>
        </li>
      ))}
    </ol>
  );
}

function Readings({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  if (device.readings.length === 0) return <EmptyState title={t("terminal.devices.noReadings")} />;
  return (
    <table className="table readings">
      <thead>
        <tr>
          <th scope="col">{t("terminal.devices.reading")}</th>
          <th scope="col">{t("terminal.devices.value")}</th>
          <th scope="col">{t("terminal.devices.quality")}</th>
          <th scope="col">{t("terminal.devices.time")}</th>
        </tr>
      </thead>
      <tbody>
        {device.readings.map((reading) => (
          <tr key={`${reading.kind}/${reading.kind === "level" ? reading.consumable : reading.name}/${reading.part}`}>
            <td>
              <ReadingName reading={reading} /> <PartName part={reading.part} />
            </td>
            <td title={spaceHex(reading.raw)}>
              <ReadingValue reading={reading} />
            </td>
            <td>{t(`words.quality.${reading.quality}`)}</td>
            <td className="nowrap">{formatTimeSeconds(reading.at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** For support: what crossed the wire last, and everything that was read from it. */
export function DeviceDrawer({ device, onClose }: { device: DeviceView | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={device !== undefined}
      onClose={onClose}
      size={720}
      closable={{ "aria-label": t("common.close") }}
      destroyOnHidden
      title={device === undefined ? "" : <DeviceName deviceId={device.deviceId} devices={[device]} />}
    >
      {device === undefined ? null : (
        <>
          <h3 className="drawer-head">{t("terminal.bytes.title")}</h3>
          <p className="muted">{t("terminal.bytes.hint")}</p>
          <Exchange device={device} />
          {device.conditions.length === 0 ? null : (
            <>
              <h3 className="drawer-head">{t("terminal.devices.conditions")}</h3>
              <ul className="conditions">
                {device.conditions.map((c) => (
                  <li key={`${c.code}/${c.part}`}>
                    <code>{c.code}</code> <PartName part={c.part} /> <Verbatim>{c.detail}</Verbatim>{" "}
                    <code className="muted">{spaceHex(c.raw)}</code>
                  </li>
                ))}
              </ul>
            </>
          )}
          <h3 className="drawer-head">{t("terminal.devices.readings")}</h3>
          <Readings device={device} />
        </>
      )}
    </Drawer>
  );
}
