import { CheckCircleOutlined, ExclamationCircleOutlined } from "@ant-design/icons";
import type { AuditList } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";
import { ErrorState } from "../../../shared/ui/ErrorState.tsx";
import { useVerification } from "../queries.ts";

/** The end of the chain, and whether every link of it holds. */
export function ChainPanel({ head }: { head: AuditList["head"] }) {
  const { t } = useTranslation();
  const check = useVerification();
  const run = () => void check.refetch();
  return (
    <section className="audit-chain panel" aria-label={t("audit.chain")}>
      <span>
        {t("audit.head")} <b>{head.seq}</b>
      </span>
      <code className="audit-head-hash" title={head.hash} data-testid="chain-head">
        {head.hash}
      </code>
      <CopyButton text={`${head.seq} ${head.hash}`} name={t("audit.copyHead")} />
      <span className="page-head-gap" />
      <output data-testid="verification" data-ok={check.data?.ok}>
        {check.data === undefined ? null : check.data.ok ? (
          <span className="chip chip-ok">
            <CheckCircleOutlined aria-hidden="true" />
            {t("audit.verified", { n: check.data.checked, time: formatDateTime(check.dataUpdatedAt) })}
          </span>
        ) : (
          <span className="chip chip-bad">
            <ExclamationCircleOutlined aria-hidden="true" />
            {t("audit.broken", { seq: check.data.firstBad ?? check.data.checked, n: check.data.checked })}
          </span>
        )}
      </output>
      <Button size="small" loading={check.isFetching} data-testid="verify" onClick={run}>
        {t("audit.verify")}
      </Button>
      {check.error === null ? null : <ErrorState error={check.error} retrying={check.isFetching} onRetry={run} />}
    </section>
  );
}
