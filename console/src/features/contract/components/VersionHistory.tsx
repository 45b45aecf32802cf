import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import type { Terms } from "../queries.ts";
import { diffTerms } from "../terms-diff.ts";
import { DiffList } from "./DiffList.tsx";

/** Newest first, each with what it changed against the one before. */
export function VersionHistory({ list }: { list: Terms }) {
  const { t } = useTranslation();
  if (list.versions.length === 0) return <p className="panel-pad muted">{t("contract.history.none")}</p>;
  return (
    <ol className="versions">
      {list.versions.map((version, index) => (
        <li key={version.version} data-testid={`terms-version-${version.version}`}>
          <p>
            <b>{t("contract.terms.version", { n: version.version })}</b>{" "}
            {t("contract.history.appliesFrom", { time: formatDateTime(version.appliesFrom) })}
          </p>
          <p className="muted">
            {t("contract.history.entered", { time: formatDateTime(version.recordedAt) })}{" "}
            <Verbatim>{version.by}</Verbatim> · {t("orders.log.approvedBy")} <Verbatim>{version.approvedBy}</Verbatim>
          </p>
          <p>
            <Verbatim>{version.note}</Verbatim>
          </p>
          <DiffList changes={diffTerms(list.versions[index + 1], version)} policies={list.policies} />
        </li>
      ))}
    </ol>
  );
}
