import { WarningOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";

interface ItemTimeProps {
  item: { at: number; phoneAt: number; receivedAt: number; timeDoubtful: boolean };
}

const soonMs = 60_000;

/** When something was done on site; when it reached us, where that was later; and a clock that cannot have been right. */
export function ItemTime({ item }: ItemTimeProps) {
  const { t } = useTranslation();
  const { at, phoneAt, receivedAt, timeDoubtful } = item;
  return (
    <span>
      <time dateTime={new Date(at).toISOString()} className="nowrap">
        {formatDateTime(at)}
      </time>{" "}
      {receivedAt - at < soonMs ? null : (
        <span className="muted small">{t("fieldOffice.received", { at: formatDateTime(receivedAt) })} </span>
      )}
      {timeDoubtful ? (
        <span className="chip chip-warn" title={t("fieldOffice.doubtfulHint", { at: formatDateTime(phoneAt) })}>
          <WarningOutlined aria-hidden="true" /> {t("fieldOffice.doubtful")}
          <span className="visually-hidden">{t("fieldOffice.doubtfulHint", { at: formatDateTime(phoneAt) })}</span>
        </span>
      ) : null}
    </span>
  );
}
