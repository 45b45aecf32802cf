import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { calendarList } from "../api-client/resources.ts";
import { useContractScope } from "../scope/use-contract-scope.ts";

/** From 1 November a missing calendar of next year is everybody's business: deadlines beyond it are only provisional. */
export function MissingYear() {
  const { t } = useTranslation();
  const scope = useContractScope();
  const { tab } = useSearch({ strict: false });
  const { data } = useQuery(calendarList());
  const missing = data?.missing;
  if (missing == null) return null;
  const id = scope.contract ?? scope.list[0]?.id;
  return (
    <Alert
      className="missing-year"
      type="warning"
      showIcon
      data-testid="missing-year"
      title={t("common.calendarMissing.title", { year: missing.year })}
      action={
        id === undefined || tab === "calendars" ? null : (
          <Link to="/contract/$id" params={{ id }} search={{ tab: "calendars" }}>
            {t("common.calendarMissing.open")}
          </Link>
        )
      }
    />
  );
}
