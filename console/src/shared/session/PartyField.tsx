// As which of their roles somebody acts. Most hold one in a contract and are not asked.
import { Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../ui/Field.tsx";
import { useMe } from "./MeProvider.tsx";
import { type ActingParty, type ActingPlace, actingParties, partiesOf } from "./parties.ts";

const storageKey = "kiosk.party";

export interface Acting {
  /** every role held in the place */
  parties: readonly ActingParty[];
  /** the one that acts; undefined for who holds none there */
  party: ActingParty | undefined;
  choose: (party: ActingParty) => void;
}

/** Without a place nobody acts yet. The last choice is kept in this browser. */
export function useActing(place: ActingPlace | undefined): Acting {
  const me = useMe();
  const [wanted, setWanted] = useState(() => localStorage.getItem(storageKey));
  const parties = place === undefined ? [] : partiesOf(me, place);
  return {
    parties,
    party: parties.find((party) => party === wanted) ?? parties[0],
    choose: (party) => {
      localStorage.setItem(storageKey, party);
      setWanted(party);
    },
  };
}

export function PartyField({ acting }: { acting: Acting }) {
  const { t } = useTranslation();
  const id = useId();
  const { parties, party, choose } = acting;
  if (party === undefined || parties.length < 2) return null;
  return (
    <Field id={id} label={t("common.party.label")} hint={t("common.party.hint")}>
      <Select<ActingParty>
        id={id}
        data-testid="party"
        value={party}
        onChange={choose}
        options={actingParties
          .filter((value) => parties.includes(value))
          .map((value) => ({ value, label: t(`words.party.${value}`) }))}
      />
    </Field>
  );
}
