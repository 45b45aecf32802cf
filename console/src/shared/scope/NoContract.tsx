import { FileTextOutlined, PlusOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useCan } from "../session/MeProvider.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

/** The empty product: terminals belong to a contract, so that comes first. */
export function NoContract() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayCreate = useCan("contract.create");
  if (!mayCreate)
    return <EmptyState title={t("common.contractForm.none")} hint={t("common.contractForm.noneForYou")} />;
  return (
    <EmptyState
      icon={<FileTextOutlined aria-hidden="true" />}
      title={t("common.contractForm.none")}
      hint={t("common.contractForm.noneHint")}
      action={
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden="true" />}
          data-testid="create-contract"
          onClick={() => void navigate({ to: ".", search: (old) => ({ ...old, newContract: "1" }) })}
        >
          {t("common.contractForm.open")}
        </Button>
      }
    />
  );
}
