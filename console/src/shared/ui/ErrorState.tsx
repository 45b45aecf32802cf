import { ReloadOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatTimeSeconds } from "../format/time.ts";
import { useErrorText } from "./use-error-text.ts";

interface ErrorStateProps {
  error: Error;
  retrying: boolean;
  onRetry: () => void;
  /** time of the data that is still shown below; undefined where there is none */
  keptFrom?: number | undefined;
}

/** With kept data one line above it; without any, a panel in its place. */
export function ErrorState({ error, retrying, onRetry, keptFrom }: ErrorStateProps) {
  const { t } = useTranslation();
  const text = useErrorText()(error);
  const kept = keptFrom !== undefined;
  return (
    <div className={kept ? "error-line" : "error-block"} data-testid="error-state">
      <Alert
        type={kept ? "warning" : "error"}
        showIcon
        title={kept ? t("common.state.keptData", { time: formatTimeSeconds(keptFrom) }) : t("common.state.errorTitle")}
        description={text}
        action={
          <Button size="small" icon={<ReloadOutlined aria-hidden="true" />} loading={retrying} onClick={onRetry}>
            {retrying ? t("common.state.retrying") : t("common.state.retry")}
          </Button>
        }
      />
    </div>
  );
}
