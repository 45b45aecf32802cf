import type { DeviceView } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { useLang } from "../../../shared/i18n/use-lang.ts";

interface DeviceNameProps {
  deviceId: string;
  devices: readonly DeviceView[];
}

/** Class and configured id; the model in the user's language where the library knows it. */
export function DeviceName({ deviceId, devices }: DeviceNameProps) {
  const { t } = useTranslation();
  const device = devices.find((d) => d.deviceId === deviceId);
  if (device === undefined) return <code>{deviceId}</code>;
  return (
    <>
      {t(`words.deviceClass.${device.deviceClass}`)} <code className="muted">{deviceId}</code>
    </>
  );
}

export function ProfileName({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  const lang = useLang();
  const name = lang === "zh" ? device.profileZh : device.profileEn;
  return (
    <span className="muted" title={device.profileId}>
      {name ?? t("terminal.devices.profileUnknown", { id: device.profileId })}
    </span>
  );
}
