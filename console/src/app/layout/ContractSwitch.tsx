import { ContractId } from "@kiosk/contract";
import { useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { allContracts, useContractScope } from "../../shared/scope/use-contract-scope.ts";

export function ContractSwitch() {
  const { t } = useTranslation();
  const lang = useLang();
  const navigate = useNavigate();
  const scope = useContractScope();
  const options = [
    ...scope.list.map((c) => ({
      value: String(c.id),
      label: pick(lang, c),
    })),
    ...(scope.list.length > 1 ? [{ value: allContracts, label: t("common.allContracts") }] : []),
  ];
  return (
    <Select
      className="contract-switch"
      data-testid="contract-switch"
      aria-label={t("common.contract")}
      loading={scope.query.isPending}
      disabled={scope.list.length === 0}
      options={options}
      popupMatchSelectWidth={false}
      value={scope.contract ?? (scope.ready ? allContracts : null)}
      onChange={(value: string) => {
        const contract = ContractId.parse(value);
        // Selection and map place belong to the contract that was left.
        void navigate({
          to: ".",
          search: (old) => ({ ...old, contract, sel: undefined, box: undefined, kiosk: undefined }),
        });
      }}
    />
  );
}
