import type { VendorPartList } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../../../shared/format/due.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useVendorParts } from "../queries.ts";

const figures = ["required", "ordered", "arrived", "late"] as const;

function Row({ line }: { line: VendorPartList["parts"][number] }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const moment = (at: number | null) => (at === null ? t("common.none") : formatMoment(at, now, lang));
  const bought = [line.orderNo, line.supplier].filter((word) => word !== null).join(t("common.comma"));
  const late = line.state === "ordered" && line.expectedAt !== null && line.expectedAt < now;
  return (
    <tr data-testid={`part-${line.orderId}-${line.part}`}>
      <td data-label={t("portal.parts.part")}>
        <b>
          <Verbatim>{line.part}</Verbatim>
        </b>
      </td>
      <td data-label={t("portal.parts.order")}>
        <Link to="/portal/orders/$id" params={{ id: line.orderId }} search={{ tab: "parts" }}>
          {line.orderNumber}
        </Link>{" "}
        <Verbatim className="muted">{line.kioskName}</Verbatim>
      </td>
      <td data-label={t("portal.parts.state")}>
        <span className="chip">
          {line.state === "on_hand"
            ? t(`words.partOnHand.${line.from ?? "purchase"}`)
            : t(`words.partState.${line.state}`)}
        </span>
      </td>
      <td data-label={t("portal.parts.purchase")}>
        {bought === "" ? <span className="muted">{t("common.none")}</span> : <Verbatim>{bought}</Verbatim>}
      </td>
      <td data-label={t("portal.parts.expected")}>
        <span>
          {moment(line.expectedAt)} {late ? <span className="chip chip-warn">{t("portal.parts.isLate")}</span> : null}
        </span>
      </td>
      <td data-label={t("portal.parts.arrivedAt")}>{moment(line.arrivedAt)}</td>
    </tr>
  );
}

export function PartsTab() {
  const { t } = useTranslation();
  const query = useVendorParts();
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {({ counts, parts }) =>
        parts.length === 0 ? (
          <EmptyState title={t("portal.parts.empty")} hint={t("portal.parts.emptyHint")} />
        ) : (
          <Panel title={t("portal.parts.title")}>
            <ul className="portal-figures">
              {figures.map((figure) => (
                <li key={figure} className={figure === "late" && counts.late > 0 ? "portal-figure-bad" : ""}>
                  <b>{counts[figure]}</b> {t(`portal.parts.${figure}`)}
                </li>
              ))}
            </ul>
            <table className="table cards" data-testid="vendor-parts">
              <thead>
                <tr>
                  <th scope="col">{t("portal.parts.part")}</th>
                  <th scope="col">{t("portal.parts.order")}</th>
                  <th scope="col">{t("portal.parts.state")}</th>
                  <th scope="col">{t("portal.parts.purchase")}</th>
                  <th scope="col">{t("portal.parts.expected")}</th>
                  <th scope="col">{t("portal.parts.arrivedAt")}</th>
                </tr>
              </thead>
              <tbody>
                {parts.map((line) => (
                  <Row key={`${line.orderId} ${line.part}`} line={line} />
                ))}
              </tbody>
            </table>
          </Panel>
        )
      }
    </QueryView>
  );
}
