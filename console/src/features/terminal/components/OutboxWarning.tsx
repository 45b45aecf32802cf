import type { KioskDetail } from "@kiosk/contract";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { formatShort } from "../../../shared/format/time.ts";

/** A terminal that cannot store what it has to report: its page stands still until it can. */
export function OutboxWarning({ detail }: { detail: KioskDetail }) {
  const { t } = useTranslation();
  const { kiosk, outbox } = detail;
  if (outbox?.trouble === undefined) return null;
  const old = kiosk.presence !== "online" && kiosk.lastSeenAt !== null;
  return (
    <Alert
      className="outbox-warning"
      type="error"
      showIcon
      data-testid="outbox-warning"
      title={t(`terminal.outboxTrouble.${outbox.trouble}`)}
      description={
        <>
          {t("terminal.outboxTrouble.hint")}
          {old ? (
            <div className="muted">
              {t("terminal.outboxTrouble.asOf", { time: formatShort(kiosk.lastSeenAt ?? detail.at, detail.at) })}
            </div>
          ) : null}
        </>
      }
    />
  );
}
