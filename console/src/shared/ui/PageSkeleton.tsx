import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";

/** Grey lines in the place of text; `rows` about as many as will come. */
export function Lines({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <div className="skeleton-lines" role="status" aria-label={t("common.state.loading")}>
      <Skeleton active title={false} paragraph={{ rows, width: "100%" }} />
    </div>
  );
}

export function PageSkeleton() {
  return (
    <div className="page">
      <div className="panel panel-pad">
        <Lines rows={10} />
      </div>
    </div>
  );
}
