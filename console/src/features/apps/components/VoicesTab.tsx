import type { Voices } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useVoices } from "../queries.ts";
import { useAppName } from "../use-app-name.ts";
import { RatingsExport, ReportsExport } from "./VoicesExports.tsx";

/** As many of each as the server gives. */
const listed = 200;

function Where({ of }: { of: Voices["ratings"][number] | Voices["reports"][number] }) {
  const nameOf = useAppName();
  return (
    <span>
      <Link to="/terminals/$id" params={{ id: of.kioskId }}>
        <Verbatim>{of.kioskName}</Verbatim>
      </Link>
      {of.appId === null ? "" : ` · ${nameOf(of.appId)}`}
    </span>
  );
}

/** What citizens reported and how they rated, newest first; each with the receipt that the citizen holds. */
export function VoicesTab({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const query = useVoices(contract);
  const c = "apps.voices" as const;
  const subOf = (text: string, rows: readonly unknown[]) =>
    rows.length < listed ? text : `${text}${t("common.semicolon")}${t(`${c}.newest`, { n: listed })}`;
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {(voices) => (
        <>
          <Panel
            title={t(`${c}.reports`)}
            sub={subOf(t(`${c}.reportsSub`), voices.reports)}
            extra={<ReportsExport voices={voices} />}
          >
            {voices.reports.length === 0 ? (
              <EmptyState title={t(`${c}.noReports`)} />
            ) : (
              <table className="table cards" data-testid="citizen-reports">
                <thead>
                  <tr>
                    <th scope="col">{t(`${c}.where`)}</th>
                    <th scope="col">{t(`${c}.kind`)}</th>
                    <th scope="col">{t(`${c}.text`)}</th>
                    <th scope="col">{t(`${c}.order`)}</th>
                    <th scope="col">{t(`${c}.receipt`)}</th>
                  </tr>
                </thead>
                <tbody>
                  {voices.reports.map((report) => (
                    <tr key={report.id}>
                      <td className="card-title">
                        <Where of={report} />
                      </td>
                      <td data-label={t(`${c}.kind`)}>{t(`${c}.kinds.${report.kind}`)}</td>
                      <td data-label={t(`${c}.text`)}>
                        <Verbatim>{report.text}</Verbatim>
                        {report.masked > 0 ? (
                          <span className="muted"> {t(`${c}.masked`, { count: report.masked })}</span>
                        ) : null}
                      </td>
                      <td data-label={t(`${c}.order`)}>
                        <Link to="/work-orders/$id" params={{ id: report.orderId }}>
                          {report.orderNumber}
                        </Link>
                      </td>
                      <td data-label={t(`${c}.receipt`)}>
                        <code>{report.receipt}</code> <span className="muted">{formatDateTime(report.at)}</span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Panel>
          <Panel
            title={t(`${c}.ratings`)}
            sub={subOf(t(`${c}.ratingsSub`), voices.ratings)}
            extra={<RatingsExport voices={voices} />}
          >
            {voices.ratings.length === 0 ? (
              <EmptyState title={t(`${c}.noRatings`)} />
            ) : (
              <table className="table cards" data-testid="ratings">
                <thead>
                  <tr>
                    <th scope="col">{t(`${c}.where`)}</th>
                    <th scope="col">{t(`${c}.stars`)}</th>
                    <th scope="col">{t(`${c}.tags`)}</th>
                    <th scope="col">{t(`${c}.fault`)}</th>
                    <th scope="col">{t(`${c}.receipt`)}</th>
                  </tr>
                </thead>
                <tbody>
                  {voices.ratings.map((rating) => (
                    <tr key={rating.id}>
                      <td className="card-title">
                        <Where of={rating} />
                      </td>
                      <td data-label={t(`${c}.stars`)} className={rating.stars <= 2 ? "tone-fault" : ""}>
                        {t(`${c}.level.${rating.stars}`, { defaultValue: String(rating.stars) })}
                      </td>
                      <td data-label={t(`${c}.tags`)}>
                        {rating.tags.map((tag) => t(`${c}.tag.${tag}`)).join(t("apps.listSeparator"))}
                      </td>
                      <td data-label={t(`${c}.fault`)}>
                        {rating.orderId === null ? (
                          <span className="muted">{t(rating.faultId === null ? `${c}.noFault` : `${c}.hadFault`)}</span>
                        ) : (
                          <Link to="/work-orders/$id" params={{ id: rating.orderId }}>
                            {t(`${c}.itsOrder`)}
                          </Link>
                        )}
                      </td>
                      <td data-label={t(`${c}.receipt`)}>
                        <code>{rating.receipt}</code> <span className="muted">{formatDateTime(rating.at)}</span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Panel>
        </>
      )}
    </QueryView>
  );
}
