import { type Checklist, ChecklistItem } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { itemKey, type ListBody, type ListFields, listFields, listOfFields } from "../checklist-draft.ts";
import { ItemWords } from "./ItemWords.tsx";

const l = "inspectionSettings.lists" as const;

interface ChecklistConflictProps {
  base: ListBody;
  mine: ListBody;
  theirs: Checklist;
  saving: boolean;
  onResolve: (body: ListBody) => void;
  onCancel: () => void;
}

/** Two people changed one list: each item is chosen by itself, then its order. */
export function ChecklistConflict({ base, mine, theirs, saving, onResolve, onCancel }: ChecklistConflictProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const all = [...theirs.items, ...mine.items, ...base.items];
  const ids = new Set(all.map(({ id }) => id));
  const nameOf = (id: string) => {
    const item = all.find((one) => one.id === id);
    return item === undefined ? id : pick(lang, item);
  };
  const orderOf = (fields: ListFields) =>
    listOfFields(fields)
      .items.map((item) => pick(lang, item))
      .join(t("common.enumeration"));
  const theirFields = listFields(theirs, ids);
  return (
    <ConflictDialog<ListFields>
      what={pick(lang, theirs)}
      by={theirs.by}
      at={theirs.at}
      base={listFields(base, ids)}
      mine={listFields(mine, ids)}
      theirs={theirFields}
      saving={saving}
      fields={[
        { key: "name", label: t(`${l}.list`), show: (fields) => pick(lang, listOfFields(fields)) },
        ...[...ids].map((id) => ({
          key: itemKey(id),
          label: nameOf(id),
          show: (fields: ListFields) => <Item value={fields[itemKey(id)]} />,
        })),
        { key: "order", label: t(`${l}.editor.order`), show: orderOf },
      ]}
      onResolve={(fields) => {
        if (JSON.stringify(fields) === JSON.stringify(theirFields)) return onCancel();
        return onResolve(listOfFields(fields));
      }}
      onCancel={onCancel}
    />
  );
}

function Item({ value }: { value: unknown }) {
  const { t } = useTranslation();
  const lang = useLang();
  const parsed = ChecklistItem.safeParse(value);
  if (!parsed.success) return <span className="muted">{t(`${l}.editor.absent`)}</span>;
  return (
    <>
      <b>{pick(lang, parsed.data)}</b>
      <ItemWords item={parsed.data} />
    </>
  );
}
