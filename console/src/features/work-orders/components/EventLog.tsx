import type { OrderEventView } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDateTime, formatTimeSeconds } from "../../../shared/format/time.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

const full = (at: number) => `${formatDateTime(at).slice(0, 10)} ${formatTimeSeconds(at)}`;

/** The name under which the rules write. */
const systemActor = "system";

/** Append-only: when it was so and when the log took it, both always shown. */
export function EventLog({ events }: { events: readonly OrderEventView[] }) {
  const { t } = useTranslation();
  return (
    <table className="table cards event-log">
      <thead>
        <tr>
          <th scope="col">{t("orders.detail.effective")}</th>
          <th scope="col">{t("orders.detail.recorded")}</th>
          <th scope="col">{t("orders.detail.event")}</th>
        </tr>
      </thead>
      <tbody>
        {[...events]
          .sort((a, b) => b.seq - a.seq)
          .map((event) => (
            <tr key={event.id} data-testid={`event-${event.type}`}>
              <td className="nowrap" data-label={t("orders.detail.effective")}>
                {full(event.at)}
              </td>
              <td className="nowrap muted" data-label={t("orders.detail.recorded")}>
                {full(event.recordedAt)}
              </td>
              <td>
                <div>
                  <b>{t(`words.orderEvent.${event.type}`)}</b>{" "}
                  <span className="muted">
                    {event.actor === systemActor ? t("orders.detail.system") : <Verbatim>{event.actor}</Verbatim>}
                  </span>
                  {event.text === "" ? null : (
                    <div className="event-text">
                      <Verbatim>{event.text}</Verbatim>
                    </div>
                  )}
                </div>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
