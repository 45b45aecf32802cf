import { CloseCircleFilled, ExclamationCircleFilled, InfoCircleOutlined, WarningFilled } from "@ant-design/icons";
import type { FaultRow } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

const signs = {
  info: <InfoCircleOutlined aria-hidden="true" />,
  warning: <WarningFilled aria-hidden="true" />,
  error: <ExclamationCircleFilled aria-hidden="true" />,
  critical: <CloseCircleFilled aria-hidden="true" />,
} as const;

const tones = { info: "chip", warning: "chip chip-warn", error: "chip chip-bad", critical: "chip chip-solid" } as const;

/** Sign and word, and critical also by its filling: never by colour alone. */
export function SeverityMark({ severity }: { severity: FaultRow["severity"] }) {
  const { t } = useTranslation();
  return (
    <span className={`${tones[severity]} severity-mark`}>
      {signs[severity]}
      {t(`words.severity.${severity}`)}
    </span>
  );
}
