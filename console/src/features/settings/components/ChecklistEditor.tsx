import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import type { Checklist, ChecklistItem, ChecklistList } from "@kiosk/contract";
import { Alert, App, Button, Input } from "antd";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { freeItemId, type ListBody, moved, wholeItem } from "../checklist-draft.ts";
import { useChecklistChange } from "../inspection-queries.ts";
import { ChangesWords } from "./ChangesWords.tsx";
import { ChecklistConflict } from "./ChecklistConflict.tsx";
import { ItemFields } from "./ItemFields.tsx";
import { ItemWords } from "./ItemWords.tsx";

const l = "inspectionSettings.lists" as const;

interface ChecklistEditorProps {
  contract: string;
  /** as it stands now */
  list: Checklist;
  lists: ChecklistList;
  onClose: () => void;
}

const blank = (id: string): ChecklistItem => ({
  ...{ id, zh: "", en: "", howZh: "", howEn: "", measure: null, photo: "on-fail", evidence: null },
  ...{ failOpens: "hardware_repair", covers: [] },
});

/** The contract's own next version of a list, made from the one in force. */
export function ChecklistEditor({ contract, list, lists, onClose }: ChecklistEditorProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const id = useId();
  const save = useChecklistChange(contract);
  const [opened] = useState(list);
  const [draft, setDraft] = useState<ListBody>(() => ({ zh: list.zh, en: list.en, items: list.items }));
  const [note, setNote] = useState("");
  const [editing, setEditing] = useState<string>();
  const [tried, setTried] = useState(false);
  const [said, setSaid] = useState("");
  // a row that was moved keeps the focus, wherever it went
  const [focus, setFocus] = useState<string>();
  const names = useRef(new Map<string, HTMLElement>());
  useEffect(() => {
    if (focus === undefined) return;
    names.current.get(focus)?.focus();
    setFocus(undefined);
  }, [focus]);

  const { items } = draft;
  const setItems = (next: readonly ChecklistItem[]) => setDraft((old) => ({ ...old, items: [...next] }));
  const nameOf = (item: ChecklistItem) => pick(lang, item) || item.zh || t(`${l}.editor.newItem`);
  const move = (item: ChecklistItem, by: -1 | 1) => {
    const next = moved(items, item.id, by);
    setItems(next);
    setFocus(item.id);
    const n = next.findIndex((one) => one.id === item.id) + 1;
    setSaid(t(`${l}.editor.movedTo`, { name: nameOf(item), n, all: next.length }));
  };
  const onKey = (event: KeyboardEvent, item: ChecklistItem) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(item, event.key === "ArrowUp" ? -1 : 1);
  };
  const add = () => {
    const versions = [...lists.checklists, ...lists.history].filter((version) => version.id === opened.id);
    const used = [...versions.flatMap((version) => version.items), ...items].map((item) => item.id);
    const item = blank(freeItemId(new Set(used)));
    setItems([...items, item]);
    setEditing(item.id);
  };
  const remove = (item: ChecklistItem) => {
    const index = items.indexOf(item);
    setItems(items.filter((one) => one !== item));
    setFocus(items[index + 1]?.id ?? items[index - 1]?.id);
  };

  const wrong = items.filter((item) => wholeItem(item) === null);
  const named = draft.zh.trim() !== "" && draft.en.trim() !== "";
  const send = (body: ListBody, seenVersion: number) => {
    const { id: listId, kind, deviceClass, eachDevice } = opened;
    const place = { id: listId, contractId: contract, kind, deviceClass, eachDevice };
    save.mutate(
      { ...place, ...body, note, seenVersion },
      {
        onSuccess: ({ version }) => {
          void message.success(t(`${l}.editor.saved`, { n: version }));
          onClose();
        },
      },
    );
  };
  const submit = () => {
    setTried(true);
    if (wrong.length === 0 && items.length > 0 && named && note.trim() !== "") send(draft, opened.version);
  };

  if (isProblem(save.error, "setting.stale") && list.version !== opened.version) {
    return (
      <ChecklistConflict
        base={opened}
        mine={draft}
        theirs={list}
        saving={save.isPending}
        onResolve={(body) => send(body, list.version)}
        onCancel={onClose}
      />
    );
  }
  return (
    <Panel
      title={t(`${l}.editor.title`, { name: pick(lang, opened) })}
      sub={t(`${l}.versionOf`, { n: opened.version })}
      className="check-editor"
    >
      <div className="check-pad">
        <div className="form-pair">
          <Field id={`${id}-zh`} label={t(`${l}.editor.name`)} required>
            <Input
              id={`${id}-zh`}
              lang="zh-CN"
              maxLength={80}
              value={draft.zh}
              onChange={(event) => setDraft({ ...draft, zh: event.target.value })}
            />
          </Field>
          <Field id={`${id}-en`} label={t(`${l}.editor.nameEn`)} required>
            <Input
              id={`${id}-en`}
              maxLength={120}
              value={draft.en}
              onChange={(event) => setDraft({ ...draft, en: event.target.value })}
            />
          </Field>
        </div>
        <p className="muted">{t(`${l}.editor.keys`)}</p>
        <output className="visually-hidden">{said}</output>
      </div>
      <ol className="check-items" data-testid="editor-items">
        {items.map((item, index) => (
          <li key={item.id} data-testid={`edit-item-${item.id}`}>
            <span className="check-number">{index + 1}</span>
            <div className="check-body">
              <Button
                type="link"
                className="check-name"
                aria-expanded={editing === item.id}
                aria-label={t(`${l}.editor.change`, { name: nameOf(item) })}
                ref={(element) => {
                  if (element === null) names.current.delete(item.id);
                  else names.current.set(item.id, element);
                }}
                onKeyDown={(event) => onKey(event, item)}
                onClick={() => setEditing(editing === item.id ? undefined : item.id)}
              >
                {nameOf(item)}
              </Button>
              {editing === item.id ? null : <ItemWords item={item} />}
              {tried && wrong.includes(item) ? (
                <p className="field-error">{t(`${l}.editor.wrongItem`, { name: nameOf(item) })}</p>
              ) : null}
            </div>
            <div className="check-acts">
              <Button
                size="small"
                icon={<ArrowUpOutlined aria-hidden="true" />}
                aria-label={t(`${l}.editor.up`, { name: nameOf(item) })}
                disabled={index === 0}
                onClick={() => move(item, -1)}
              />
              <Button
                size="small"
                icon={<ArrowDownOutlined aria-hidden="true" />}
                aria-label={t(`${l}.editor.down`, { name: nameOf(item) })}
                disabled={index === items.length - 1}
                onClick={() => move(item, 1)}
              />
              <Button
                size="small"
                danger
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={t(`${l}.editor.remove`, { name: nameOf(item) })}
                onClick={() => remove(item)}
              />
            </div>
            {editing === item.id ? (
              <ItemFields
                item={item}
                onChange={(next) => setItems(items.map((one) => (one.id === item.id ? next : one)))}
                onDone={() => {
                  setEditing(undefined);
                  setFocus(item.id);
                }}
              />
            ) : null}
          </li>
        ))}
      </ol>
      <div className="check-foot">
        <Button icon={<PlusOutlined aria-hidden="true" />} disabled={items.length >= 60} onClick={add}>
          {t(`${l}.editor.add`)}
        </Button>
        {tried && items.length === 0 ? <p className="field-error">{t(`${l}.editor.empty`)}</p> : null}
      </div>
      <div className="check-foot">
        <h3 className="drawer-head">{t(`${l}.editor.pending`)}</h3>
        <ChangesWords before={opened} after={draft} none={t(`${l}.editor.nothing`)} />
        <Field
          id={`${id}-note`}
          label={t(`${l}.editor.note`)}
          required
          hint={t(`${l}.editor.noteHint`)}
          error={tried && note.trim() === "" ? t("common.form.required") : undefined}
        >
          <Input.TextArea
            id={`${id}-note`}
            aria-describedby={`${id}-note-note`}
            lang="zh-CN"
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
        {save.error === null ? null : (
          <Alert className="form-alert" type="error" showIcon title={errorText(save.error)} />
        )}
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {t(`${l}.editor.save`, { n: opened.version + 1 })}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
