import { OrganisationId } from "@kiosk/contract";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useFirms } from "../../../shared/orders/use-firms.ts";

interface FirmFilterProps {
  contract: string | undefined;
  vendor: OrganisationId | undefined;
  onChange: (vendor: OrganisationId | undefined) => void;
}

/** Nothing to choose where no firm works in the contract, or every contract is shown. */
export function FirmFilter({ contract, vendor, onChange }: FirmFilterProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const firms = useFirms(contract ?? "", contract !== undefined);
  if (firms.length === 0 && vendor === undefined) return null;
  return (
    <Select
      className="class-filter"
      aria-label={t("orders.filter.vendor")}
      data-testid="order-vendor"
      value={vendor ?? ""}
      onChange={(value: string) => onChange(OrganisationId.safeParse(value).data)}
      options={[
        { value: "", label: t("orders.filter.allVendors") },
        ...firms.map((firm) => ({ value: String(firm.id), label: pick(lang, firm) })),
      ]}
    />
  );
}
