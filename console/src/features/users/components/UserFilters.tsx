import { roles } from "@kiosk/contract";
import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useContractNames } from "../queries.ts";
import type { UsersSearch } from "../search.ts";
import { userStates } from "../user-filter.ts";

interface UserFiltersProps {
  search: UsersSearch;
  set: (change: Partial<UsersSearch>) => void;
}

export function UserFilters({ search, set }: UserFiltersProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const contracts = useContractNames().data?.contracts ?? [];
  return (
    <div className="user-filters">
      <Input
        allowClear
        type="search"
        value={search.q ?? ""}
        maxLength={100}
        placeholder={t("users.search")}
        aria-label={t("users.searchLabel")}
        data-testid="user-search"
        onChange={(event) => set({ q: event.target.value === "" ? undefined : event.target.value })}
      />
      <Select
        aria-label={t("users.roles")}
        data-testid="role-filter"
        value={search.role ?? ""}
        options={[
          { value: "", label: t("users.allRoles") },
          ...roles.map((role) => ({ value: role, label: t(`words.role.${role}`) })),
        ]}
        onChange={(chosen: string) => set({ role: roles.find((role) => role === chosen) })}
      />
      <Select
        aria-label={t("users.contract")}
        data-testid="contract-filter"
        value={search.in ?? ""}
        options={[
          { value: "", label: t("users.allContracts") },
          ...contracts.map((c) => ({ value: c.id, label: pick(lang, c) })),
        ]}
        onChange={(value: string) => set({ in: value === "" ? undefined : value })}
      />
      <Select
        aria-label={t("users.stateLabel")}
        data-testid="state-filter"
        value={search.state ?? ""}
        options={[
          { value: "", label: t("users.allStates") },
          ...userStates.map((state) => ({ value: state, label: t(`users.state.${state}`) })),
        ]}
        onChange={(chosen: string) => set({ state: userStates.find((state) => state === chosen) })}
      />
    </div>
  );
}
