import { PlusOutlined } from "@ant-design/icons";
import { ContractId } from "@kiosk/contract";
import { useMatchRoute, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { allContracts, useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";

/** Not a contract id, hence no contract can be called that. */
const newContract = "+";

export function ContractSwitch({ onCreate }: { onCreate?: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const navigate = useNavigate();
  const matchRoute = useMatchRoute();
  const scope = useContractScope();
  const mayCreate = useCan("contract.create");
  const mayRead = useCan("contract.read");
  const options = [
    ...scope.list.map((c) => ({
      value: String(c.id),
      label: pick(lang, c),
    })),
    ...(scope.list.length > 1 ? [{ value: allContracts, label: t("common.allContracts") }] : []),
    ...(mayCreate
      ? [
          {
            value: newContract,
            label: (
              <span data-testid="contract-switch-new">
                <PlusOutlined aria-hidden="true" /> {t("common.contractForm.open")}
              </span>
            ),
          },
        ]
      : []),
  ];
  // who belongs to no contract and makes none has nothing to choose
  if (!mayCreate && (!mayRead || scope.query.data?.contracts.length === 0)) return null;
  return (
    <Select
      className="contract-switch"
      data-testid="contract-switch"
      aria-label={t("common.contract")}
      loading={scope.query.isPending}
      disabled={scope.query.data === undefined}
      placeholder={t("common.contractForm.none")}
      options={options}
      popupMatchSelectWidth={false}
      value={scope.contract ?? (scope.list.length > 1 ? allContracts : null)}
      onChange={(value: string) => {
        if (value === newContract) {
          onCreate?.();
          void navigate({ to: ".", search: (old) => ({ ...old, newContract: "1" }) });
          return;
        }
        const contract = ContractId.parse(value);
        // The page of a contract is named by its path: another choice is another page.
        if (matchRoute({ to: "/contract/$id" }) !== false) {
          const search = { contract };
          void navigate(
            value === allContracts
              ? { to: "/contract", search }
              : { to: "/contract/$id", params: { id: contract }, search },
          );
          return;
        }
        // Selection and map place belong to the contract that was left.
        void navigate({
          to: ".",
          search: (old) => ({ ...old, contract, sel: undefined, box: undefined, kiosk: undefined }),
        });
      }}
    />
  );
}
