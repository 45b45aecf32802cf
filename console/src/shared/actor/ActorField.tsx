// Who acts. There are no accounts yet, so the name is asked once, kept on this machine, and sent with every action.
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

const storageKey = "kiosk.actor";
const actorMaxLength = 64;

export interface Actor {
  name: string;
  /** the field is open because there is no stored name, or because it is being changed */
  editing: boolean;
  setName: (name: string) => void;
  edit: () => void;
  /** trims, stores and returns the name; undefined where there is none */
  commit: () => string | undefined;
}

export function useActor(): Actor {
  const [name, setName] = useState(() => localStorage.getItem(storageKey) ?? "");
  const [editing, setEditing] = useState(name === "");
  return {
    name,
    editing,
    setName,
    edit: () => setEditing(true),
    commit: () => {
      const trimmed = name.trim();
      if (trimmed === "") {
        setEditing(true);
        return undefined;
      }
      localStorage.setItem(storageKey, trimmed);
      setName(trimmed);
      setEditing(false);
      return trimmed;
    },
  };
}

export function ActorField({ actor, error }: { actor: Actor; error?: string | undefined }) {
  const { t } = useTranslation();
  const id = useId();
  if (!actor.editing) {
    return (
      <div className="actor-line">
        {t("common.actor.as", { name: "" })}
        <span lang="zh-CN">{actor.name}</span>
        <Button type="link" size="small" onClick={actor.edit}>
          {t("common.actor.change")}
        </Button>
      </div>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{t("common.actor.label")}</label>
      <Input
        id={id}
        value={actor.name}
        maxLength={actorMaxLength}
        autoComplete="name"
        placeholder={t("common.actor.placeholder")}
        status={error === undefined ? "" : "error"}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => actor.setName(event.target.value)}
      />
      <p id={`${id}-hint`} className={error === undefined ? "field-hint" : "field-error"}>
        {error ?? t("common.actor.hint")}
      </p>
    </div>
  );
}
